"""Whom and what a message names: read from what somebody types, stored the same for everybody, shown to each reader.

People and units are typed as `@Amina Osei`, `@[Amina Osei]` or `@amina.osei`, pages as `[[Title]]` or by their
address, and stored as `@[Amina Osei]` and `[[page:12]]`. So no title of a page goes into what is stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from html import unescape

from django.utils.html import strip_tags

from apps.core.rules import Refused
from apps.pages import markup
from apps.pages.models import Page
from apps.people.models import Person, Unit
from apps.rooms.choices import OUT_OF_REACH
from apps.rooms.models import Message, Room
from apps.rooms.queries.called import callees
from apps.rooms.queries.linked import pages_by_id, with_pages
from apps.rooms.wording import with_names, with_titles

_PAGE_KEY = re.compile(r'data-page="page:(\d{1,12})"')


@dataclass(frozen=True, slots=True)
class Named:
    """What somebody said as it is stored, and whom and what it names.

    `html` is empty where it names pages, which each reader is shown by `html_for`.
    """

    body: str
    html: str
    people: tuple[Person, ...] = ()
    units: tuple[Unit, ...] = ()
    pages: tuple[Page, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a message as one reader is shown it: HTML, a link to a page, or the place of one they may not read."""

    html: str = ""
    text: str = ""
    path: str = ""
    is_out_of_reach: bool = False


def read(body: str, by: Person, at: datetime, *, room: Room | None = None, was: Message | None = None) -> Named:
    """What was typed, ready to be stored. `was` is the message it changes: whom that named keep their names in it.

    Raises Refused, in a sentence for whoever typed it, when a name stands for nobody, for several or for too many.
    """
    who = callees(body, room=room, was=was, at=at)
    stored = with_pages(with_names(body, who.labels), by, room.space_id if room else None)
    laid_out = _laid_out(stored)
    readable = pages_by_id(laid_out.pages, by)
    return Named(
        body=stored,
        html="" if laid_out.pages else laid_out.html,
        people=tuple(who.people[name] for name in laid_out.names if name in who.people),
        units=tuple(who.units[name] for name in laid_out.names if name in who.units),
        pages=tuple(readable[pk] for pk in laid_out.pages if pk in readable),
    )


def html_for(messages: Iterable[Message], person: Person) -> dict[int, list[Piece]]:
    """What each message says as this person is shown it, by its id, in one query at most.

    Left out is what has no words to show. `templates/rooms/_words.html` writes the pieces.
    """
    shown = {one.pk: one.html or _laid_out(one.body).html for one in messages if one.has_words}
    pages = pages_by_id({int(pk) for html in shown.values() for pk in _PAGE_KEY.findall(html)}, person)
    return {pk: _pieces(html, pages) for pk, html in shown.items()}


def in_words(messages: Iterable[Message], person: Person) -> dict[int, str]:
    """As `html_for`, in words alone and on one line: for what shows a part of a message, or is no web page."""
    return {pk: _spoken(pieces) for pk, pieces in html_for(messages, person).items()}


def without_pages(body: str) -> str:
    """What is stored, in words alone and on one line, with no title of a page: as every reader may see it."""
    parts = markup.parts(_laid_out(body).html)
    return _spoken(Piece(text="…") if part.is_link else Piece(html=part.html) for part in parts)


def for_editing(body: str, person: Person) -> str:
    """What is stored, as its writer may change it: pages by their titles, where they may still read them."""
    readable = pages_by_id(_laid_out(body).pages, person)
    return with_titles(body, {pk: page.title for pk, page in readable.items()})


def names_pages(message: Message) -> bool:
    """Whether readers are shown it differently, as it names pages that not all of them may read."""
    return message.has_words and not message.html and bool(message.body)


@lru_cache(maxsize=512)
def _laid_out(body: str) -> markup.Short:
    try:
        return markup.render_short(body)
    except markup.Unrenderable as fault:
        raise Refused(fault.reason) from fault


def _pieces(html: str, pages: Mapping[int, Page]) -> list[Piece]:
    return [_page_piece(part, pages) if part.is_link else Piece(html=part.html) for part in markup.parts(html)]


def _page_piece(part: markup.WikiLink, pages: Mapping[int, Page]) -> Piece:
    page = pages.get(int(part.title.removeprefix("page:")))
    if page is None:
        return Piece(is_out_of_reach=True)
    return Piece(text=part.text or page.title, path=page.path)


def _spoken(pieces: Iterable[Piece]) -> str:
    words = (
        OUT_OF_REACH if piece.is_out_of_reach else piece.text or unescape(strip_tags(piece.html)) for piece in pieces
    )
    return " ".join("".join(words).split())
