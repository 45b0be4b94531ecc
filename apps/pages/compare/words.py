"""Two versions of a text side by side in one list: what was taken out, what was put in, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from apps.pages.compare.bounded import Allowance, Opcode, TooMuchWork, opcodes

Change = Literal["same", "added", "removed"]
LineKind = Literal["same", "added", "removed", "changed", "folded"]

# Unchanged lines shown before and after a change; a longer stretch is folded when at least two lines are hidden.
CONTEXT = 2
_LEAST_FOLDED = 2
_WHOLE_STEPS = 1_000_000
_ANCHORED_STEPS = 3_500_000
_WORD_STEPS = 1_500_000
_MOST_LINES = 10_000
_MOST_WORD_CHARACTERS = 450_000
_MOST_PAIRS = 400
# Below this share of common words two lines are different lines, not one line changed.
_ALIKE = 0.4

# A sum of money is one word: "£76" must not be read where £7 became £6.
_WORDS = re.compile(r"\s+|[£$€]?\w+(?:[.,]\d+)*%?|[^\w\s]")
_NEWLINES = re.compile("\r\n?")
# What a reviewer could not see, or that changes the order of what they see: shown by its Unicode number. The joiners
# inside emoji and in Persian or Hindi words are left alone.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff"
    "\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one line that was kept, added or removed."""

    kind: Change
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the comparison.

    `old_number` and `new_number` count lines from 1 and are None where the line is not in that version. A folded
    line has no segments and stands for `count` unchanged lines; any other stands for `count` lines, nearly always 1.
    """

    kind: LineKind
    segments: tuple[Segment, ...]
    old_number: int | None
    new_number: int | None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts compared.

    `coarse` says that the texts were too large or too tangled to find every word or line they have in common, so
    more is shown as changed than was. `added` and `removed` count lines; a changed line counts in both.
    """

    lines: tuple[Line, ...]
    coarse: bool
    added: int
    removed: int

    @property
    def is_same(self) -> bool:
        """Whether the two texts say the same."""
        return not self.added and not self.removed


def compare_words(old: str, new: str, *, context: int = CONTEXT) -> Comparison:
    """Compare two texts line by line, and changed lines word by word.

    Never raises and never takes long: texts that are too large or too tangled are compared less finely. Line ends
    are taken to be the same however they were typed. Characters nobody can see are shown as `[U+202E]`.
    """
    comparing = _Comparing(_lines(old), _lines(new))
    lines = list(comparing.lines())
    return Comparison(
        lines=tuple(_folded(lines, context)),
        coarse=comparing.coarse,
        added=sum(line.count for line in lines if line.kind in ("added", "changed")),
        removed=sum(line.count for line in lines if line.kind in ("removed", "changed")),
    )


class _Comparing:
    def __init__(self, old: list[str], new: list[str]) -> None:
        self._size = -(-max(len(old), len(new)) // _MOST_LINES)
        self.coarse = self._size > 1
        self._old = _joined(old, self._size)
        self._new = _joined(new, self._size)
        self._words = Allowance(_WORD_STEPS)

    def lines(self) -> Iterator[Line]:
        for tag, i1, i2, j1, j2 in self._opcodes():
            if tag == "equal":
                for offset in range(i2 - i1):
                    yield self._line("same", self._old[i1 + offset], i1 + offset, j1 + offset)
            else:
                yield from self._changed(range(i1, i2), range(j1, j2))

    def _opcodes(self) -> list[Opcode]:
        try:
            return opcodes(self._old, self._new, Allowance(_WHOLE_STEPS))
        except TooMuchWork:
            return list(self._between_anchors(Allowance(_ANCHORED_STEPS)))

    def _between_anchors(self, allowance: Allowance) -> Iterator[Opcode]:
        """First the lines that occur once in each text, then what stands between them: long texts fall into short."""
        for found in self._anchored(allowance):
            tag, i, i2, j, j2 = found
            if tag != "replace":
                yield found
                continue
            try:
                inner = opcodes(self._old[i:i2], self._new[j:j2], allowance)
            except TooMuchWork:
                self.coarse = True
                inner = [("replace", 0, i2 - i, 0, j2 - j)]
            for kind, a, a2, b, b2 in inner:
                yield kind, a + i, a2 + i, b + j, b2 + j

    def _anchored(self, allowance: Allowance) -> list[Opcode]:
        try:
            return _unique_opcodes(self._old, self._new, allowance)
        except TooMuchWork:
            self.coarse = True
            return [("replace", 0, len(self._old), 0, len(self._new))]

    def _changed(self, olds: range, news: range) -> Iterator[Line]:
        i, j = olds.start, news.start
        for a, b in self._pairs_within(olds, news):
            segments = self._segments(self._old[a], self._new[b])
            if segments is None:
                continue
            yield from self._unpaired(range(i, a), range(j, b))
            yield Line("changed", segments, self._number(a), self._number(b), self._size)
            i, j = a + 1, b + 1
        yield from self._unpaired(range(i, olds.stop), range(j, news.stop))

    def _pairs_within(self, olds: range, news: range) -> Iterator[tuple[int, int]]:
        for a, b in _pairs(self._old[olds.start : olds.stop], self._new[news.start : news.stop]):
            yield olds[a], news[b]

    def _unpaired(self, olds: range, news: range) -> Iterator[Line]:
        for i in olds:
            yield self._line("removed", self._old[i], i, None)
        for j in news:
            yield self._line("added", self._new[j], None, j)

    def _segments(self, old: str, new: str) -> tuple[Segment, ...] | None:
        if len(old) + len(new) > _MOST_WORD_CHARACTERS:
            self.coarse = True
            return None
        before, after = _WORDS.findall(old), _WORDS.findall(new)
        try:
            found = opcodes(before, after, self._words)
        except TooMuchWork:
            self.coarse = True
            return None
        return tuple(_merged(before, after, found))

    def _line(self, kind: Change, text: str, i: int | None, j: int | None) -> Line:
        return Line(kind, (Segment(kind, text),), self._number(i), self._number(j), text.count("\n") + 1)

    def _number(self, index: int | None) -> int | None:
        return None if index is None else index * self._size + 1


def _lines(text: str) -> list[str]:
    text = _HIDDEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", _NEWLINES.sub("\n", text))
    return text.removesuffix("\n").split("\n") if text else []


def _joined(lines: list[str], size: int) -> list[str]:
    if size <= 1:
        return lines
    return ["\n".join(lines[start : start + size]) for start in range(0, len(lines), size)]


def _unique_opcodes(old: Sequence[str], new: Sequence[str], allowance: Allowance) -> list[Opcode]:
    """As opcodes, but a line that occurs twice in either text is taken for changed."""
    once = _once(old) & _once(new)
    return opcodes(
        [line if line in once else (1, i) for i, line in enumerate(old)],
        [line if line in once else (2, j) for j, line in enumerate(new)],
        allowance,
    )


def _once(lines: Sequence[str]) -> set[str]:
    seen: set[str] = set()
    again: set[str] = set()
    for line in lines:
        (again if line in seen else seen).add(line)
    return seen - again


def _pairs(olds: Sequence[str], news: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Which old line became which new line, in order, where they are alike enough."""
    if len(olds) == len(news) == 1:
        yield 0, 0
        return
    if len(olds) * len(news) > _MOST_PAIRS:
        return
    choices = [set(_WORDS.findall(line)) for line in news]
    after = 0
    for i, line in enumerate(olds):
        have = set(_WORDS.findall(line))
        likeness = [(_likeness(have, choices[j]), -j) for j in range(after, len(news))]
        best, place = max(likeness, default=(0.0, 0))
        if best >= _ALIKE:
            yield i, -place
            after = 1 - place


def _likeness(one: set[str], other: set[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def _merged(old: Sequence[str], new: Sequence[str], found: Sequence[Opcode]) -> Iterator[Segment]:
    """Segments, a lone space between two changes belonging to both: whole phrases read better than confetti."""
    removed: list[str] = []
    added: list[str] = []
    for index, (tag, i1, i2, j1, j2) in enumerate(found):
        same = "".join(old[i1:i2])
        if tag == "equal" and not (0 < index < len(found) - 1 and same.isspace()):
            yield from _change(removed, added)
            removed, added = [], []
            yield Segment("same", same)
        else:
            removed += old[i1:i2]
            added += new[j1:j2]
    yield from _change(removed, added)


def _change(removed: Sequence[str], added: Sequence[str]) -> Iterator[Segment]:
    if removed:
        yield Segment("removed", "".join(removed))
    if added:
        yield Segment("added", "".join(added))


def _folded(lines: Sequence[Line], context: int) -> Iterator[Line]:
    changes = [index for index, line in enumerate(lines) if line.kind != "same"]
    shown = {near for index in changes for near in range(index - context, index + context + 1)}
    hidden: list[Line] = []
    for index, line in enumerate(lines):
        if index not in shown:
            hidden.append(line)
            continue
        yield from _fold(hidden)
        hidden = []
        yield line
    yield from _fold(hidden)


def _fold(hidden: list[Line]) -> Iterator[Line]:
    if len(hidden) < _LEAST_FOLDED:
        yield from hidden
    else:
        count = sum(line.count for line in hidden)
        yield Line("folded", (), hidden[0].old_number, hidden[0].new_number, count)
