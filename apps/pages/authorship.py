"""Who wrote which stretch of a text, carried on from one version to the next.

Characters are Unicode code points, as Python counts them. Nothing here reads or writes the database.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from apps.pages.compare.bounded import Allowance, Opcode, TooMuchWork, ends, opcodes

# A person's number, or None for what nobody wrote here, and how many characters. Stored as lists, as JSON knows no
# other, and read as either.
Run = tuple[int | None, int]
Runs = list[Run]

# Counted, never timed: so many take about a tenth of a second.
STEPS = 250_000
# A shorter line may be found elsewhere by chance, and was not moved there.
LEAST_MOVED = 20
_NOBODY = 0
_UNKNOWN = -1
# Words and marks, each with the space before it, and at last the end with the space before that.
_WORDS = re.compile(r"(\s*)(\w+|[^\w\s]|\Z)")


@dataclass(frozen=True, slots=True)
class Hands:
    """Whose words a version is: its runs, and what each person did to come from the one before.

    `wrote` is by a person's number: how many characters of the text they added, and how many they removed.
    """

    runs: Runs
    wrote: Mapping[int, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Source:
    """A text that a version may hold words of, and who wrote them."""

    text: str
    runs: Sequence[Run]


def unwritten(text: str) -> Runs:
    """The runs of a text that nobody here wrote."""
    return joined([(None, len(text))])


def covering(runs: Iterable[Run], text: str) -> Runs:
    """The runs, if they are those of a text so long; otherwise it is nobody's."""
    whole = joined(runs)
    return whole if sum(count for _, count in whole) == len(text) else unwritten(text)


def joined(runs: Iterable[Run]) -> Runs:
    """The same, neighbours of one writer made one and empty ones left out."""
    whole: Runs = []
    for who, count in runs:
        if whole and whole[-1][0] == who:
            whole[-1] = (who, whole[-1][1] + count)
        elif count > 0:
            whole.append((who, count))
    return whole


def stretch(runs: Iterable[Run], start: int, end: int) -> Runs:
    """The runs of the characters from `start` up to the one before `end`."""
    cut: Runs = []
    at = 0
    for who, count in runs:
        length = min(end, at + count) - max(start, at)
        if length > 0:
            cut.append((who, length))
        at += count
    return joined(cut)


def rewritten(runs: Sequence[Run], old: str, new: str, by: int | None) -> Runs:
    """The runs of `new`, which `by` made of `old`: what was kept or moved keeps its writer, and the rest is theirs.

    Never raises and never takes long: of texts too tangled to compare, more counts as `by`'s than is.
    """
    return handed([Source(old, runs)], new, by).runs


def added_and_removed(old: str, new: str) -> tuple[int, int]:
    """How many characters of `new` are not from `old`, and how many of `old` are gone."""
    return handed([Source(old, unwritten(old))], new, 0).wrote[0]


def handed(sources: Sequence[Source], new: str, by: int | None) -> Hands:
    """Whose words `new` is, which `by` made of the first source and took from the others what was not in it.

    `wrote` is about the first source, and does not count as added what came from any of them.
    """
    whose = array("q", [_UNKNOWN]) * len(new)
    gone = 0
    for index, source in enumerate(sources):
        theirs = _spread(source)
        kept = _kept(source.text, new)
        if not index:
            gone = len(source.text) - sum(length for _, _, length in kept)
        for here, there, length in kept:
            _fill(whose, there, theirs[here : here + length])
    added = whose.count(_UNKNOWN)
    runs = joined((_number(by) if one == _UNKNOWN else one, len(list(same))) for one, same in groupby(whose))
    named = joined((who or None, count) for who, count in runs)
    return Hands(named, {} if by is None else {by: (added, gone)})


def _spread(source: Source) -> array[int]:
    """Whose each character is."""
    letters = array("q")
    for who, count in covering(source.runs, source.text):
        letters.extend(array("q", [_number(who)]) * count)
    return letters


def _fill(whose: array[int], start: int, theirs: array[int]) -> None:
    """Write down whose a stretch is, except where that is known."""
    end = start + len(theirs)
    there = whose[start:end]
    if _UNKNOWN in there:
        known = zip(there, theirs, strict=True)
        whose[start:end] = array("q", (new if old == _UNKNOWN else old for old, new in known))


def _number(who: int | None) -> int:
    return who or _NOBODY


def spliced(runs: Sequence[Run], at: int, removed: int, inserted: int, by: int | None) -> Runs:
    """The runs after `by` put `inserted` characters in the place of the `removed` ones that stood at `at`."""
    whole = sum(count for _, count in runs)
    return joined([*stretch(runs, 0, at), (by, inserted), *stretch(runs, at + removed, whole)])


def shares(runs: Iterable[Run]) -> dict[int | None, int]:
    """How many characters are whose, the most first."""
    counts: dict[int | None, int] = {}
    for who, count in runs:
        counts[who] = counts.get(who, 0) + count
    return dict(sorted(counts.items(), key=lambda one: -one[1]))


# Where a stretch stood, where it stands, and how long it is.
_Kept = tuple[int, int, int]


def _kept(old: str, new: str) -> list[_Kept]:
    """What of the old text stands in the new one: by line, whole lines that moved, and in changed lines by word."""
    return _Comparing(old, new).kept


class _Comparing:
    def __init__(self, old: str, new: str) -> None:
        self.kept: list[_Kept] = []
        self._stood, self._stands = bytearray(len(old)), bytearray(len(new))
        self._allowance = Allowance(STEPS)
        olds, news = old.splitlines(keepends=True), new.splitlines(keepends=True)
        changed = []
        for is_same, before, after, here, there in _parts(olds, news, self._by_line(olds, news)):
            if is_same:
                self._keep((here, there, sum(map(len, before))))
            else:
                changed.append((before, after, here, there))
        for one in list(_moved(_free(olds, self._stood), _free(news, self._stands))):
            self._keep(one)
        for before, after, here, there in changed:
            self._by_word(before, after, here, there)

    def _keep(self, one: _Kept) -> None:
        here, there, length = one
        self.kept.append(one)
        self._stood[here : here + length] = self._stands[there : there + length] = b"\1" * length

    def _by_line(self, olds: Sequence[str], news: Sequence[str]) -> list[Opcode]:
        try:
            return opcodes(olds, news, self._allowance)
        except TooMuchWork:
            return ends(olds, news)

    def _by_word(self, before: Sequence[str], after: Sequence[str], here: int, there: int) -> None:
        olds, news = list(_WORDS.finditer("".join(before))), list(_WORDS.finditer("".join(after)))
        words, others = _to_compare(olds, self._stood, here, 1), _to_compare(news, self._stands, there, 2)
        found = self._half_compared(words, others)
        if found is None and len(before) == len(after) > 1:
            # Each line with the one that stands in its place: a long text of which every paragraph was touched.
            for line, became in zip(before, after, strict=True):
                self._by_word([line], [became], here, there)
                here, there = here + len(line), there + len(became)
            return
        for tag, i1, i2, j1, j2 in found or ends(words, others):
            if tag == "equal":
                for old, new in zip(olds[i1:i2], news[j1:j2], strict=True):
                    first = 1 if old[1] == new[1] else 2
                    self._keep((here + old.start(first), there + new.start(first), old.end() - old.start(first)))
            elif i1 < i2 and j1 < j2 and olds[i1][1] == news[j1][1]:
                # The space before words that others took the place of.
                self._keep((here + olds[i1].start(), there + news[j1].start(), len(olds[i1][1])))

    def _half_compared(self, olds: Sequence[Hashable], news: Sequence[Hashable]) -> list[Opcode] | None:
        """What turns old into new, for half of what is left of the allowance; None where that is too little."""
        half = Allowance(self._allowance.left // 2)
        self._allowance.left -= half.left
        try:
            return opcodes(olds, news, half)
        except TooMuchWork:
            return None
        finally:
            self._allowance.left += half.left


def _to_compare(words: Iterable[re.Match[str]], taken: bytearray, at: int, side: int) -> list[Hashable]:
    """Words without the spaces before them, which would be found everywhere; nothing is like what is taken already."""
    is_taken = (at + one.start(2) < len(taken) and taken[at + one.start(2)] for one in words)
    return [(side, number) if gone else one[2] for number, (one, gone) in enumerate(zip(words, is_taken, strict=True))]


def _free(lines: Iterable[str], taken: bytearray) -> Iterator[tuple[str, int]]:
    """Lines worth looking for elsewhere of which nothing is taken, and where each starts."""
    at = 0
    for line in lines:
        words = line.strip()
        start = at + len(line) - len(line.lstrip())
        if len(words) >= LEAST_MOVED and not any(taken[start : start + len(words)]):
            yield words, start
        at += len(line)


def _moved(gone: Iterable[tuple[str, int]], come: Iterable[tuple[str, int]]) -> Iterator[_Kept]:
    places: dict[str, list[int]] = {}
    for words, at in gone:
        places.setdefault(words, []).append(at)
    for words, at in come:
        if places.get(words):
            yield places[words].pop(0), at, len(words)


def _parts(
    olds: Sequence[str], news: Sequence[str], found: Sequence[Opcode]
) -> Iterator[tuple[bool, Sequence[str], Sequence[str], int, int]]:
    """What is the same and what is not, in order: (same or not, old items, new items, start in old, start in new)."""
    here = there = 0
    for tag, i1, i2, j1, j2 in found:
        before, after = olds[i1:i2], news[j1:j2]
        yield tag == "equal", before, after, here, there
        here, there = here + sum(map(len, before)), there + sum(map(len, after))
