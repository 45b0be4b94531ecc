"""A draft's text as Yjs holds it. Nothing here reads or writes the database.

Pycrdt counts in bytes of UTF-8; whatever leaves this module is text, whole characters, or Yjs's own encoding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pycrdt import Doc, Text

from apps.pages.compare.bounded import Allowance, TooMuchWork, ends, opcodes
from apps.pages.live.changes import BODY, Change, MalformedChange, read_change, read_vector

# Counted, never timed: so many take a few hundredths of a second.
STEPS = 100_000
_WORDS = re.compile(r"\w+|\s|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Splice:
    """In the place of `removed` bytes at byte `at` now stands `inserted`."""

    at: int
    removed: int
    inserted: str


class LiveDocument:
    """The document of one live text. It belongs to the thread that made it, as pycrdt has it."""

    def __init__(self, state: bytes | None = None, changes: Iterable[bytes] = ()) -> None:
        self._doc: Doc[Any] = Doc()
        # Kept, because what watches a text ends with the object that stands for it.
        self._text: Text = self._doc.get(BODY, type=Text)
        self._seen: list[Splice] = []
        for change in (state, *changes):
            if change is not None:
                self._doc.apply_update(change)
        self._watching = self._text.observe(self._see)

    @classmethod
    def of(cls, text: str) -> LiveDocument:
        """A new document that says this text."""
        document = cls()
        document.rewrite(text)
        return document

    @property
    def text(self) -> str:
        return str(self._text)

    @property
    def size(self) -> int:
        """How many bytes of UTF-8 the text has."""
        return len(self._text)

    @property
    def client(self) -> int:
        """Whose changes those are that `rewrite` makes."""
        return self._doc.client_id

    @property
    def state(self) -> bytes:
        """The whole document, as a change to an empty one."""
        return self._doc.get_update()

    @property
    def vector(self) -> bytes:
        """What this document knows, for somebody else to work out what it lacks."""
        return self._doc.get_state()

    def since(self, vector: bytes) -> bytes:
        """All that a document of this state vector lacks. Raises MalformedChange when it is none."""
        read_vector(vector)
        try:
            return self._doc.get_update(vector)
        except ValueError as broken:
            raise MalformedChange(str(broken)) from broken

    def apply(self, data: bytes) -> list[Splice]:
        """Take in a change that was checked before, and return what it did to the text."""
        self._seen = []
        try:
            self._doc.apply_update(data)
        except ValueError as broken:
            raise MalformedChange(str(broken)) from broken
        return self._seen

    def read(self, data: bytes) -> Change:
        """Read a change from elsewhere. Raises MalformedChange when it is none, or builds on what is not here."""
        change = read_change(data)
        if not change.builds_on(read_vector(self.vector)):
            raise MalformedChange("It builds on something that never arrived.")
        return change

    def rewrite(self, text: str) -> bytes:
        """Make the text say this with as little change as can be seen quickly; return the change."""
        before = self.vector
        with self._doc.transaction():
            for start, end, new in reversed(list(_differences(self.text, text))):
                if end > start:
                    del self._text[start:end]
                if new:
                    self._text.insert(start, new)
        return self._doc.get_update(before)

    def _see(self, event: Any) -> None:
        at = 0
        for step in event.delta:
            at += step.get("retain", 0)
            inserted, removed = step.get("insert", ""), step.get("delete", 0)
            if inserted or removed:
                self._seen.append(Splice(at, removed, inserted))
            at += len(inserted.encode())


def _differences(old: str, new: str) -> Iterator[tuple[int, int, str]]:
    """What of the old text gives way to what: byte from, byte to, new characters; in order."""
    least = min(len(old), len(new))
    head = next((i for i in range(least) if old[i] != new[i]), least)
    tail = next((i for i in range(least - head) if old[-1 - i] != new[-1 - i]), least - head)
    before, after = _WORDS.findall(old[head : len(old) - tail]), _WORDS.findall(new[head : len(new) - tail])
    try:
        steps = opcodes(before, after, Allowance(STEPS))
    except TooMuchWork:
        steps = ends(before, after)
    at = len(old[:head].encode())
    for tag, i, j, k, m in steps:
        end = at + len("".join(before[i:j]).encode())
        if tag != "equal":
            yield at, end, "".join(after[k:m])
        at = end
