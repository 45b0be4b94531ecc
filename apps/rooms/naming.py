"""Whom and what a message names: read from what somebody types, stored the same for everybody, shown to each reader.

People and units are typed as `@Amina Osei`, `@[Amina Osei]` or `@amina.osei`, pages as `[[Title]]` or by their
address, and stored as `@[Amina Osei]` and `[[page:12]]`. So no title of a page goes into what is stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from apps.pages import markup
from apps.pages.models import Page
from apps.people.models import Person, Unit
from apps.rooms.models import Message, Room
from apps.rooms.queries.called import Callees, callees, pages_by_id, pages_typed
from apps.rooms.wording import TYPED_NAME, TYPED_PAGE, candidates, with_names, with_pages, with_titles

_PAGE_KEY = re.compile(r"page:(\d{1,12})")


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
    """What was typed, ready to be stored. `was` is the message it changes: whom that named keeps their names in it.

    Raises Refused, in a sentence for who typed it, when a name stands for nobody, for several, or for too many.
    """
    typed = candidates(body)
    who = callees(typed, room=room, was=was, at=at) if typed else Callees()
    pages = pages_typed(body, by, room.space if room else None) if TYPED_PAGE.search(body) else {}
    stored = with_pages(with_names(body, who.labels), pages)
    laid_out = _laid_out(stored)
    readable = pages_by_id(laid_out.pages, by) if laid_out.pages else {}
    return Named(
        body=stored,
        html="" if laid_out.pages else laid_out.html,
        people=tuple(who.people[name] for name in laid_out.names if name in who.people),
        units=tuple(who.units[name] for name in laid_out.names if name in who.units),
        pages=tuple(readable[pk] for pk in laid_out.pages if pk in readable),
    )


def html_for(messages: Iterable[Message], person: Person) -> dict[int, list[Piece]]:
    """What each message says as this person is shown it, by its id, in one query at most; nothing of what has no words.

    `templates/rooms/_words.html` writes the pieces.
    """
    shown = [(one.pk, _stored_html(one)) for one in messages if one.has_words]
    wanted = {int(found) for _, html in shown if "data-page" in html for found in _PAGE_KEY.findall(html)}
    pages = pages_by_id(wanted, person) if wanted else {}
    return {pk: _pieces(html, pages) for pk, html in shown}


def for_editing(message: Message, person: Person) -> str:
    """What a message says as its writer may change it: pages by their titles, where they may still read them."""
    ids = _laid_out(message.body).pages
    return with_titles(message.body, pages_by_id(ids, person)) if ids else message.body


def in_words(body: str, person: Person) -> str:
    """What a stored message says in words alone, on one line, as this person may read it: for what shows a part."""
    laid_out = _laid_out(body)
    pages = pages_by_id(laid_out.pages, person) if laid_out.pages else {}
    pieces = _pieces(laid_out.html, pages)
    return " ".join(pieces)  # type: ignore[arg-type]
