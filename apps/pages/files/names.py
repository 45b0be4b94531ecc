"""What a file is called beside a text: one plain name, the same wherever it is read and easy to write in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from apps.pages.files.kinds import Kind

LONGEST = 80
UNNAMED = "file"
# A reference in a text and the end of an address: nothing in it needs a quotation mark, a bracket or an escape.
NAME = re.compile(r"[^\W_](?:[\w-]*[^\W_])?\.[a-z]{3,4}", re.UNICODE)

_MARKS_AND_LETTERS = ("L", "M", "N")


def file_name(given: str, kind: Kind) -> str:
    """The name for a file that somebody called `given`: letters, digits and hyphens, with the ending of its kind.

    Whatever comes before the last slash or backslash is a folder of theirs, and goes; so does what cannot be seen.
    """
    last = re.split(r"[/\\]", given)[-1]
    stem = last.rpartition(".")[0] or last
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", stem).lower())
    kept = "".join(_kept(character) for character in folded)
    plain = re.sub(r"-{2,}", "-", kept).strip("-")
    return f"{_cut(plain, LONGEST - len(kind.ending) - 1) or UNNAMED}.{kind.ending}"


def free_name(name: str, taken: Collection[str]) -> str:
    """The name, or the first of name-2, name-3 and so on that is not taken."""
    stem, _, ending = name.rpartition(".")
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{_cut(stem, LONGEST - len(ending) - len(str(number)) - 2)}-{number}.{ending}"
    return free


def _kept(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Cf", "Cc", "Cn", "Co", "Cs"):
        return ""
    return character if category[0] in _MARKS_AND_LETTERS and character.isprintable() else "-"


def _cut(stem: str, length: int) -> str:
    return unicodedata.normalize("NFC", stem[:length]).strip("-")
