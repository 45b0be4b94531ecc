"""Characters that have no place on a page: they are not shown, and they change what is."""

from __future__ import annotations

import re

# Control characters other than tab and newline, halves of surrogate pairs, characters Unicode keeps for the inside
# of programs, the byte order mark, and the marks that reverse the order in which the text after them is shown
# (Unicode TR 36, "Bidirectional Text Spoofing"): a reviewer has to see words in the order they are in.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
_INVISIBLE = re.compile(
    "[\\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2060-\u206f\u3164\ufe00-\ufe0f]"
)
_NEWLINES = re.compile("\r\n?")


def clean(text: str) -> str:
    """The text without characters that are not shown, its lines ended by a line feed."""
    return _UNWANTED.sub("", _NEWLINES.sub("\n", text))


def is_blank(text: str) -> bool:
    """Whether a reader would see nothing at all."""
    return not _INVISIBLE.sub("", text)
