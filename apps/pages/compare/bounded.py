"""difflib's matcher with an end to its work.

difflib finds the same text twice in time that can grow with the cube of the length. This one counts the steps it is
about to take and stops, always at the same step for the same texts.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from difflib import Match, SequenceMatcher
from itertools import accumulate


class TooMuchWork(Exception):
    """The two sequences cannot be compared at this granularity within the allowance."""


class Allowance:
    """Steps left, shared by all the comparisons of two texts."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def take(self, steps: int) -> None:
        """Use up so many steps. Raises TooMuchWork when they are not there."""
        if steps > self.left:
            raise TooMuchWork
        self.left -= steps


class BoundedMatcher(SequenceMatcher[int]):
    """A SequenceMatcher over whole numbers that takes its steps from an allowance and raises TooMuchWork."""

    def __init__(self, old: Sequence[int], new: Sequence[int], allowance: Allowance) -> None:
        super().__init__(None, old, new, autojunk=False)
        self._allowance = allowance
        places: dict[int, list[int]] = self.b2j  # type: ignore[attr-defined]  # typeshed leaves it out
        # The steps of one search are known before it: a row for each old item, and one for each place it has in new.
        self._steps = [0, *accumulate(1 + len(places.get(item, ())) for item in old)]

    def find_longest_match(self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None) -> Match:
        """The same as SequenceMatcher's."""
        end = len(self._steps) - 1 if ahi is None else ahi
        self._allowance.take(self._steps[end] - self._steps[alo])
        return super().find_longest_match(alo, ahi, blo, bhi)


Opcode = tuple[str, int, int, int, int]


def opcodes(old: Sequence[Hashable], new: Sequence[Hashable], allowance: Allowance) -> list[Opcode]:
    """What turns old into new: (tag, start and end in old, start and end in new), tags as difflib's.

    Raises TooMuchWork.
    """
    start, end = _ends(old, new)
    numbers: dict[Hashable, int] = {}
    left = [numbers.setdefault(item, len(numbers)) for item in old[start : len(old) - end]]
    right = [numbers.setdefault(item, len(numbers)) for item in new[start : len(new) - end]]
    # Counted before the matcher makes its tables, whose size is that of the texts.
    allowance.take(len(left) + len(right))
    middle = BoundedMatcher(left, right, allowance).get_opcodes()
    found: list[Opcode] = [("equal", 0, start, 0, start)] if start else []
    found += [(tag, i1 + start, i2 + start, j1 + start, j2 + start) for tag, i1, i2, j1, j2 in middle]
    if end:
        found.append(("equal", len(old) - end, len(old), len(new) - end, len(new)))
    return found


def ends(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Opcode]:
    """As opcodes, but all between what they start with and end with alike is taken for changed. Never raises."""
    start, end = _ends(old, new)
    found: list[Opcode] = [
        ("equal", 0, start, 0, start),
        ("replace", start, len(old) - end, start, len(new) - end),
        ("equal", len(old) - end, len(old), len(new) - end, len(new)),
    ]
    return [one for one in found if one[1] < one[2] or one[3] < one[4]]


def _ends(old: Sequence[Hashable], new: Sequence[Hashable]) -> tuple[int, int]:
    """How many items the two have in common at the start, and at the end of what is left."""
    start = _same(old, new)
    return start, _same(old[start:][::-1], new[start:][::-1])


def _same(old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    """How many items the two have in common at the start."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count
