"""A last look at a merge: that no word went missing, came back or was doubled without anybody being asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from apps.pages.merging.texts import Piece

_WORD = re.compile(r"\w+")


def words_astray(pieces: Sequence[Piece]) -> set[str]:
    """The words that the merge has too often or too seldom, of those that stand at most once in each of the texts.

    Of such a word it is certain how often it must stand in the merge: where one side alone changed that, as often as
    there. Left out are words of a conflict, as a person is asked about them, and those that both sides put in, as they
    may do in sentences of their own.
    """
    base, ours, theirs = (_counted(getattr(piece, side) for piece in pieces) for side in ("base", "ours", "theirs"))
    merged = _counted(piece.text for piece in pieces if piece.kind != "conflict")
    asked = {word for piece in pieces if piece.kind == "conflict" for word in _words_of(piece)}
    new_to_both = (ours & theirs) - base
    once = {word for word, count in (base | ours | theirs).items() if count == 1} - asked - set(new_to_both)
    return {word for word in once if merged[word] != (theirs[word] if ours[word] == base[word] else ours[word])}


def _counted(texts: Iterator[str]) -> Counter[str]:
    return Counter(word for text in texts for word in _WORD.findall(text))


def _words_of(piece: Piece) -> Iterator[str]:
    for text in (piece.base, piece.ours, piece.theirs):
        yield from _WORD.findall(text)
