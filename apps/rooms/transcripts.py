"""A question of a sitting and its answer as the one message that readers see, and as part of a page."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from apps.core.text import normalise
from apps.pages.authorship import joined
from apps.pages.markup.limits import Unrenderable
from apps.pages.markup.short import render_short
from apps.rooms.models import Asked, Message
from apps.rooms.quoting import Quoted, as_typed

_MARKS = re.compile(r"([\\`*_\[\]<>#@|~])")


def quoted(text: str) -> str:
    """The text as a quotation in Markdown: no line of it can leave the quotation."""
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


def as_message(asked: Asked) -> str:
    """What is posted for a question: what was asked and by whom, and under it the answer, in Markdown."""
    who = f"**{_plain(asked.by.name)}**" + (f", {_plain(asked.post)}" if asked.post else "")
    return "\n\n".join([quoted("\n\n".join([who, asked.body])), asked.answer])


@dataclass(frozen=True, slots=True)
class Transcript:
    """How the answers of a sitting become a page: each under what was asked, whose words that stay.

    `askers` are the ids of who asked, by the message that answers them.
    """

    about: str
    askers: Mapping[int, int]

    def __call__(self, messages: Sequence[Message], titles: Mapping[int, str], *, by: int) -> Quoted:
        """The Markdown, and whose words it holds: nobody who asked or answered clears them."""
        pieces = [(by, f"{self.about}\n\n")] if self.about else []
        for message in messages:
            asked, answered = _parted(as_typed(message.body.strip(), titles))
            pieces += [(self.askers.get(message.pk, message.by_id), asked), (message.by_id, answered), (by, "\n\n")]
        whole = [(who, normalise(text)) for who, text in pieces[:-1]] + [(by, "\n")]
        return Quoted("".join(text for _, text in whole), joined((who, len(text)) for who, text in whole))


def _parted(body: str) -> tuple[str, str]:
    """The quotation that a message begins with, and the rest of it."""
    lines = body.splitlines(keepends=True)
    asked = "".join(takewhile(lambda line: line.startswith(">"), lines))
    return asked, body[len(asked) :]


def _plain(text: str) -> str:
    """The text so that nothing in it is Markdown."""
    return _MARKS.sub(r"\\\1", text)


def html_of(body: str) -> str:
    """What a message stores beside its body: empty where it names pages, whose titles differ by reader."""
    try:
        laid_out = render_short(body)
    except Unrenderable:
        return ""
    return "" if laid_out.pages else laid_out.html


def digest_of(asked: Asked) -> str:
    """What a clearance of an answer is bound to: the question with the very words of its answer."""
    return hashlib.sha256(f"{asked.body}\0{asked.answer}".encode()).hexdigest()
