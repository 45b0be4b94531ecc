"""What may be typed into a live text, and why somebody is turned away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from apps.core.rules import Grounds, Rule
from apps.core.text import hidden_characters
from apps.core.tiers import higher_tier_line
from apps.pages import markup
from apps.pages.live.document import LiveDocument, Splice
from apps.pages.rules import may_be_kept

SESSION_OVER = "You have been signed out. Sign in again to go on writing together."
NOT_THERE = "This draft is not there any more, or is not for you to see."
ANOTHER_TEXT = "This draft was opened anew since. Save what you typed, and it will be put together with the rest."
SCATTERED = "More places were changed at once than can be shown live. Save it instead."
UNREADABLE = "What was typed could not be read, so it was not taken. Save it instead."
# So many places take a moment to look through; a browser sends what is typed within milliseconds.
MOST_PLACES = 5_000


@Rule
def may_be_typed(document: LiveDocument, splices: list[Splice]) -> Grounds:
    """Of what a change has made of the text: no longer than a page may be, nothing hidden in it, no higher marking."""
    yield len(splices) <= MOST_PLACES, SCATTERED
    if sum(len(one.inserted.encode()) - one.removed for one in splices) > 0:
        reason = _why_too_long(document)
        yield not reason, reason
    hidden = next((code for one in splices for _, code in hidden_characters(one.inserted)), "")
    yield not hidden, f"The hidden character {hidden} was in it: it cannot be seen and could change how the text reads."
    if any(higher_tier_line(lines) for lines in _lines_around(document, splices)):
        verdict = may_be_kept("", document.text)
        yield verdict.allowed, verdict.reason


def _why_too_long(document: LiveDocument) -> str:
    if document.size <= markup.MAX_BYTES:
        return ""
    try:
        markup.check_size(document.text)
    except markup.Unrenderable as refusal:
        return refusal.reason
    return ""


def _lines_around(document: LiveDocument, splices: Iterable[Splice]) -> Iterator[str]:
    """The lines that a change has touched, whole, and each once: a long one may be touched in thousands of places."""
    data = document.text.encode()
    start = end = -1
    for splice in splices:
        past = splice.at + len(splice.inserted.encode())
        if start <= splice.at and past <= end:
            continue
        start, end = data.rfind(b"\n", 0, splice.at) + 1, data.find(b"\n", past)
        end = end if end >= 0 else len(data)
        yield data[start:end].decode()
