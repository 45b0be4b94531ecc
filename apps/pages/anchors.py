"""Where a passage quoted from one version of a text stands in another.

Places are counted in characters of the text with line feeds alone, as `plain_lines` gives it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from apps.pages.compare.bounded import Allowance, TooMuchWork, opcodes

# Counted, never timed: the same texts give the same answer on every machine. So many take about a tenth of a second.
STEPS = 250_000
CONTEXT = 64
# Less of it than this share, and what is left is another passage.
KEPT = 0.5
# What stands around a passage tells it from its likes only when so many characters are as they were.
TELLING = 8
_MOST_SPOTS = 100
_MOST_TOKENS = 60_000
_TOKENS = re.compile(r"\w+|\s+|[^\w\s]")
_SPACES = re.compile(r"\s+")
# What a reader does not see of Markdown: marks, and where a link leads.
_MARKS = re.compile(r"\]\([^()\s]{0,2000}(?:\s\"[^\"\n]{0,500}\")?\)|\[\[(?:[^\[\]|\n]{1,200}\|)?|[*_`~\[\]#>|\\!]")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text, from the character `start` up to the one before `end`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The piece itself."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Passage:
    """What was quoted, where it started, and what stood before and after it."""

    quote: str
    start: int
    before: str = ""
    after: str = ""

    @property
    def end(self) -> int:
        return self.start + len(self.quote)


def plain_lines(text: str) -> str:
    """The text with every line ended by a line feed."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def passage_at(text: str, span: Span) -> Passage:
    """The passage at that place, with what stands around it."""
    start, end = span.start, span.end
    return Passage(text[start:end], start, text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])


def find_words(words: str, within: str, *, occurrence: int = 0) -> Span | None:
    """Where words that somebody copied stand in some Markdown, or None; `occurrence` counts from 0.

    They may have been copied from the page as it is read, without its marks, and with other spaces and line breaks.
    """
    wanted = _read(words)[0].strip()
    if not wanted:
        return None
    shown, places = _read(within)
    at = -1
    for _ in range(occurrence + 1):
        found = shown.find(wanted, at + 1)
        if found < 0:
            break
        at = found
    return Span(places[at], places[at + len(wanted) - 1] + 1) if at >= 0 else None


class Versions:
    """Two versions of a text, the older perhaps no longer known, between which passages are followed.

    What it takes is counted against an allowance, which several may share; where that is used up, a passage is
    found by its own words and what stands around it alone.
    """

    def __init__(self, old: str | None, new: str, allowance: Allowance | None = None) -> None:
        self.old = None if old is None else plain_lines(old)
        self.new = plain_lines(new)
        self._allowance = allowance or Allowance(STEPS)

    def find(self, passage: Passage) -> Span | None:
        """Where the passage stands in the new version; None when it is gone or mostly rewritten."""
        if not passage.quote:
            return None
        if self.old == self.new:
            return Span(passage.start, passage.end)
        spots = _spots(passage.quote, self.new)
        return (
            self._told_apart(passage, spots)
            or self._carried_over(passage, spots)
            or self._by_context(passage, spots)
            or self._as_edited(passage)
        )

    def _told_apart(self, passage: Passage, spots: list[Span]) -> Span | None:
        """The one place where its words stand, or stand between the same words as before."""
        if len(spots) == 1 and self._was_alone(passage.quote):
            return spots[0]
        around = passage.before + passage.quote + passage.after
        if spots and len(around) > len(passage.quote) and self._was_alone(around):
            places = _spots(around, self.new)
            if len(places) == 1:
                start = places[0].start + len(passage.before)
                return Span(start, start + len(passage.quote))
        return None

    def _carried_over(self, passage: Passage, spots: list[Span]) -> Span | None:
        """Where every word of it went, edits around it apart."""
        left = list(self._images(passage.start, passage.end)) if spots else []
        return left[0] if len(left) == 1 and left[0] in spots else None

    def _by_context(self, passage: Passage, spots: list[Span]) -> Span | None:
        """The place that no other passage of the same words came to, and that has the most like surroundings."""
        free = [spot for spot in spots if not self._came_from_elsewhere(spot)]
        if not free:
            return None
        alike = {spot: _alike(passage, spot, self.new) for spot in free}
        best = max(free, key=lambda spot: (alike[spot], -abs(spot.start - passage.start)))
        whole = len(passage.before) + len(passage.after)
        is_telling = alike[best] >= min(TELLING, whole) and whole > 0
        return best if is_telling or self._was_alone(passage.quote) else None

    def _as_edited(self, passage: Passage) -> Span | None:
        """Where the words that are left of it went, if enough of them are left."""
        if self._is_cut_out(passage):
            return None
        left = list(self._images(passage.start, passage.end))
        kept = sum(len(_squeezed(span.of(self.new))) for span in left)
        if not kept or kept < KEPT * len(_squeezed(passage.quote)):
            return None
        return Span(left[0].start, left[-1].end)

    def _was_alone(self, words: str) -> bool:
        if self.old is None:
            return True
        return self.old.find(words, self.old.find(words) + 1) < 0

    def _is_cut_out(self, passage: Passage) -> bool:
        """Whether what stood before it and after it has met."""
        before, after, new = _squeezed(passage.before), _squeezed(passage.after), self._squeezed_new
        if not before or not after:
            return new == "" if before == after else new.startswith(after) if after else new.endswith(before)
        return before + after in new

    @cached_property
    def _squeezed_new(self) -> str:
        return _squeezed(self.new)

    @cached_property
    def _same(self) -> list[tuple[int, int, int]]:
        """What both versions share, in order: (start in the old, start in the new, length)."""
        if self.old is None:
            return []
        return _joined(_shared(self.old, self.new, self._allowance))

    @cached_property
    def _new_starts(self) -> list[int]:
        return [there for _, there, _ in self._same]

    @cached_property
    def _old_starts(self) -> list[int]:
        return [here for here, _, _ in self._same]

    def _images(self, start: int, end: int) -> Iterator[Span]:
        """Where what is left of a piece of the old version stands in the new one."""
        first = max(0, bisect_right(self._old_starts, start) - 1)
        for here, there, length in islice(self._same, first, None):
            if here >= end:
                return
            low, high = max(start, here), min(end, here + length)
            if low < high:
                yield Span(there + low - here, there + high - here)

    def _came_from_elsewhere(self, spot: Span) -> bool:
        index = bisect_right(self._new_starts, spot.start) - 1
        if index < 0:
            return False
        _, there, length = self._same[index]
        return spot.end <= there + length


def _shared(old: str, new: str, allowance: Allowance) -> Iterator[tuple[int, int, int]]:
    """What two texts share, by line, and inside lines that changed by word, as far as the allowance goes."""
    olds, news = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for is_same, before, after, i, j in _runs(olds, news, allowance):
        if is_same:
            yield i, j, len(before)
            continue
        words, others = _tokens(before), _tokens(after)
        for also_same, part, _, k, m in _runs(words, others, allowance):
            if also_same:
                yield i + k, j + m, len(part)


def _runs(olds: list[str], news: list[str], allowance: Allowance) -> Iterator[tuple[bool, str, str, int, int]]:
    """Pieces that are the same or were changed: (same or not, old, new, start in the old, start in the new)."""
    try:
        found = opcodes(olds, news, allowance)
    except TooMuchWork:
        return
    here = there = 0
    for tag, i1, i2, j1, j2 in found:
        before, after = "".join(olds[i1:i2]), "".join(news[j1:j2])
        if tag == "equal" or (before and after):
            yield tag == "equal", before, after, here, there
        here, there = here + len(before), there + len(after)


def _tokens(text: str) -> list[str]:
    """Words and marks; nothing of a piece so long that taking it apart would take too long."""
    tokens = [found.group() for found in islice(_TOKENS.finditer(text), _MOST_TOKENS)]
    return tokens if len(tokens) < _MOST_TOKENS else []


def _spots(quote: str, text: str) -> list[Span]:
    """Where the quote stands, from the start on, as many as are worth looking at."""
    spots: list[Span] = []
    at = text.find(quote)
    while at >= 0 and len(spots) < _MOST_SPOTS:
        spots.append(Span(at, at + len(quote)))
        at = text.find(quote, at + 1)
    return spots


def _alike(passage: Passage, spot: Span, text: str) -> int:
    """How many characters next to it on either side are as they were."""
    before = text[max(0, spot.start - len(passage.before)) : spot.start]
    after = text[spot.end : spot.end + len(passage.after)]
    return _common(passage.before[::-1], before[::-1]) + _common(passage.after, after)


def _common(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((count for count, (a, b) in pairs if a != b), min(len(one), len(other)))


def _joined(runs: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The same, those that follow one another in both texts made one."""
    joined: list[tuple[int, int, int]] = []
    for here, there, length in runs:
        before = joined[-1] if joined else (0, 0, 0)
        if joined and before[0] + before[2] == here and before[1] + before[2] == there:
            joined[-1] = (before[0], before[1], before[2] + length)
        else:
            joined.append((here, there, length))
    return joined


def _squeezed(text: str) -> str:
    return _SPACES.sub("", text)


def _read(text: str) -> tuple[str, list[int]]:
    """Markdown as it is read, spaces made single, and for each character of it where that stands in the Markdown."""
    shown: list[str] = []
    places: list[int] = []
    done = 0
    for start, end in [*((found.start(), found.end()) for found in _MARKS.finditer(text)), (len(text), len(text))]:
        for at in range(done, start):
            letter = " " if text[at].isspace() else text[at]
            if letter != " " or not shown or shown[-1] != " ":
                shown.append(letter)
                places.append(at)
        done = end
    return "".join(shown), places
