"""Who wrote what of a live text, read from its changes."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from apps.pages.authorship import Runs, covering, joined
from apps.pages.live.document import LiveDocument, Splice

_NOBODY = 0


@dataclass(frozen=True, slots=True)
class Replayed:
    """A live text after some changes: whose each stretch is, and how much each person added and removed."""

    state: bytes
    text: str
    runs: Runs
    wrote: Mapping[int, tuple[int, int]]


def replay(state: bytes, runs: Runs, changes: Iterable[tuple[int | None, bytes]]) -> Replayed:
    """Make the changes one after the other to a document whose stretches are `runs`.

    `changes` are pairs of a person's number, or None for what nobody typed, and a change.
    """
    document = LiveDocument(state)
    ledger = _Ledger(document.text, runs)
    for by, change in changes:
        for splice in document.apply(change):
            ledger.note(splice, by)
    text = document.text
    return Replayed(document.state, text, ledger.runs(), ledger.wrote)


class _Ledger:
    """The text in bytes, as pycrdt counts, and beside each byte whose it is."""

    def __init__(self, text: str, runs: Runs) -> None:
        self.text = bytearray(text.encode())
        self.whose = array("q")
        self.wrote: dict[int, tuple[int, int]] = {}
        at = 0
        for who, count in covering(runs, text):
            size = len(text[at : at + count].encode())
            self.whose.extend(array("q", [who or _NOBODY]) * size)
            at += count

    def note(self, splice: Splice, by: int | None) -> None:
        """Write down what somebody did to the text."""
        end = splice.at + splice.removed
        inserted = splice.inserted.encode()
        removed = len(self.text[splice.at : end].decode(errors="replace"))
        self.text[splice.at : end] = inserted
        self.whose[splice.at : end] = array("q", [by or _NOBODY]) * len(inserted)
        if by is not None:
            added, gone = self.wrote.get(by, (0, 0))
            self.wrote[by] = added + len(splice.inserted), gone + removed

    def runs(self) -> Runs:
        """Whose each stretch is, in characters."""
        found: Runs = []
        at = 0
        for who, same in groupby(self.whose):
            size = sum(1 for _ in same)
            found.append((who or None, len(self.text[at : at + size].decode(errors="replace"))))
            at += size
        return joined(found)
