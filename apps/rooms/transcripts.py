"""A question of a sitting and its answer as the one message that readers see, and as part of a page."""

import hashlib
import re

from apps.pages.markup.limits import Unrenderable
from apps.pages.markup.short import render_short
from apps.rooms.models import Asked

_MARKS = re.compile(r"([\\`*_\[\]<>#@|~])")


def quoted(text: str) -> str:
    """The text as a quotation in Markdown: no line of it can leave the quotation."""
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


def as_message(asked: Asked) -> str:
    """What is posted for a question: what was asked and by whom, and under it the answer, in Markdown."""
    who = f"**{_plain(asked.by.name)}**" + (f", {_plain(asked.post)}" if asked.post else "")
    return "\n\n".join([quoted("\n\n".join([who, asked.body])), asked.answer])


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
