"""Who wrote which stretch of a text, carried on from one version to the next.

Characters are Unicode code points, as Python counts them. Nothing here reads or writes the database.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
_WORDS = re.compile(r"\w+|\s+|[^\w\s]")


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
    """What of the old text stands in the new one: by line, in changed lines by word, and whole lines that moved."""
    allowance = Allowance(STEPS)
    stood, stands = bytearray(len(old)), bytearray(len(new))
    kept: list[_Kept] = []
    for is_same, before, after, here, there in _stretches(_lines(old), _lines(new), allowance):
        if is_same:
            kept.append((here, there, sum(map(len, before))))
        else:
            kept += _words_kept(before, after, here, there, allowance)
    for here, there, length in kept:
        stood[here : here + length] = stands[there : there + length] = b"\1" * length
    return kept + list(_moved(_free(old, stood), _free(new, stands)))


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _free(text: str, taken: bytearray) -> Iterator[tuple[str, int]]:
    """Lines worth looking for elsewhere of which nothing is taken, and where each starts."""
    at = 0
    for line in _lines(text):
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


def _words_kept(
    before: Sequence[str], after: Sequence[str], here: int, there: int, allowance: Allowance
) -> Iterator[_Kept]:
    words, others = _WORDS.findall("".join(before)), _WORDS.findall("".join(after))
    found = list(_stretches(words, others, allowance))
    for index, (is_same, part, _, i, j) in enumerate(found):
        # A space between two changes is part of what was changed.
        is_between = 0 < index < len(found) - 1 and "".join(part).isspace()
        if is_same and not is_between:
            yield here + i, there + j, sum(map(len, part))


def _stretches(
    olds: Sequence[str], news: Sequence[str], allowance: Allowance
) -> Iterator[tuple[bool, Sequence[str], Sequence[str], int, int]]:
    """What is the same and what is not, in order: (same or not, old items, new items, start in old, start in new)."""
    here = there = 0
    for tag, i1, i2, j1, j2 in _opcodes(olds, news, allowance):
        before, after = olds[i1:i2], news[j1:j2]
        yield tag == "equal", before, after, here, there
        here, there = here + sum(map(len, before)), there + sum(map(len, after))


def _opcodes(olds: Sequence[str], news: Sequence[str], allowance: Allowance) -> list[Opcode]:
    try:
        return opcodes(olds, news, allowance)
    except TooMuchWork:
        return ends(olds, news)
