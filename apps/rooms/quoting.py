"""What was said in a room as Markdown of a page: each message quoted, under who said it, in which post, and when."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.dateformat import format as date_format
from django.utils.timezone import localtime

from apps.core.text import normalise
from apps.pages.authorship import Runs, joined
from apps.pages.markup import outside_code
from apps.pages.markup.short import NAMED, PAGE
from apps.pages.models import Page
from apps.people.models import Person, Unit
from apps.rooms.models import Message

# Where not everybody who will read the words may read the page that they name.
UNNAMED_PAGE = "(a page)"
_MARKS = re.compile(r"([\\\[\]*_`<>|])")
_NOT_IN_A_LINK = re.compile(r"[\[\]|\n]")
# What the short form of the markup shows as it was typed, and a page would make a heading, a line, a footnote, an
# address for a link or an image of.
_MEANS_MORE = re.compile(r"^([ >]*)(#{1,6}(?:\s|$)|\[[^\]\n]{1,999}\]:|(?:=+|-+|_{3,}|\*{3,})[ \t]*$)", re.MULTILINE)
_IMAGE = re.compile(r"!(?=\[)")


@dataclass(frozen=True, slots=True)
class Quoted:
    """The Markdown, and whose words it holds: who said them, and for the lines above each whoever quotes."""

    text: str
    runs: Runs

    def written(self) -> dict[int, tuple[int, int]]:
        """How many characters are whose, as a version of a draft counts them."""
        counts: dict[int, int] = {}
        for who, length in self.runs:
            assert who is not None
            counts[who] = counts.get(who, 0) + length
        return {who: (count, 0) for who, count in counts.items()}


class LayOut(Protocol):
    """How messages become the text of a page; the arguments are those of `quoted`."""

    def __call__(self, messages: Sequence[Message], titles: Mapping[int, str], *, by: int) -> Quoted: ...


def quoted(messages: Sequence[Message], titles: Mapping[int, str], *, by: int) -> Quoted:
    """The messages, in the order given, as somebody of that number quotes them.

    `titles` are those of the pages, by number, that everybody who will read it may read; others go unnamed.
    """
    pieces: list[tuple[int, str]] = []
    for message in messages:
        words = _in_a_quotation(as_typed(message.body.strip(), titles))
        pieces += [(by, f"> {_head(message)}\n>\n"), (message.by_id, words), (by, "\n\n")]
    whole = [(who, normalise(text)) for who, text in pieces]
    if whole:
        whole[-1] = (by, "\n")
    return Quoted("".join(text for _, text in whole), joined((who, len(text)) for who, text in whole))


def plainly_quoted(messages: Iterable[Message], titles: Mapping[int, str]) -> str:
    """The same for what is shown as plain text: nobody would lay out its Markdown."""
    said = (f"{_facts(one, one.by.name, one.post)}:\n{_in_plain(one.body.strip(), titles)}" for one in messages)
    return normalise("\n\n".join(said))


def titles_for(messages: Iterable[Message], person: Person, *readers: Unit) -> dict[int, str]:
    """The titles of pages that the messages name: of those this person, and everybody in these units, may read."""
    named = {int(found[1]) for message in messages for found in PAGE.finditer(message.body)}
    if not named:
        return {}
    pages = Page.objects.visible_to(person).listed().filter(pk__in=named).select_related("audience_unit")
    return {
        page.pk: page.title for page in pages if all(unit.path.startswith(page.audience_unit.path) for unit in readers)
    }


def digest_of(messages: Iterable[Message]) -> str:
    """SHA-256, in hexadecimal, of what these messages say: that nobody changed them since somebody chose them."""
    each = (f"{message.number}:{hashlib.sha256(message.body.encode()).hexdigest()}" for message in messages)
    return hashlib.sha256("\n".join(each).encode()).hexdigest()


def _head(message: Message) -> str:
    return _facts(message, f"**{_plain(message.by.name)}**", _plain(message.post))


def _facts(message: Message, name: str, post: str) -> str:
    return ", ".join(filter(None, [name, post, date_format(localtime(message.at), "j F Y")]))


def _in_plain(body: str, titles: Mapping[int, str]) -> str:
    named = NAMED.sub(lambda found: f"@{found[1]}", body)
    return PAGE.sub(lambda found: _page_in_plain(titles.get(int(found[1]), ""), found[2] or ""), named)


def _plain(words: str) -> str:
    return _MARKS.sub(r"\\\1", words)


def as_typed(body: str, titles: Mapping[int, str]) -> str:
    """The words without what means something in a room alone, and without what means something on a page alone."""

    def plain(stretch: str) -> str:
        named = NAMED.sub(lambda found: f"@{found[1]}", stretch)
        paged = PAGE.sub(lambda found: _page(titles.get(int(found[1]), ""), found[2] or ""), named)
        return _IMAGE.sub(r"\!", _MEANS_MORE.sub(r"\1\\\2", paged))

    return outside_code(body, plain)


def _page_in_plain(title: str, shown: str) -> str:
    return (shown or title) if title else UNNAMED_PAGE


def _page(title: str, shown: str) -> str:
    if not title:
        # What was shown for it may be its title, which whoever cannot read the page was not shown in the room.
        return UNNAMED_PAGE
    if _NOT_IN_A_LINK.search(title):
        return _plain(shown or title)
    return f"[[{title}|{shown}]]" if shown else f"[[{title}]]"


def _in_a_quotation(words: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in words.split("\n"))
