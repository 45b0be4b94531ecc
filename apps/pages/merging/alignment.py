"""What two texts have in common, found for merge3 within an allowance of steps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from merge3 import Merge3

from apps.pages.compare.bounded import Allowance, TooMuchWork, opcodes

# What one comparison may use of all the steps that are left before it is made less finely.
_SHARES = 4

Block = tuple[int, int, int]
Sync = tuple[int, int, int, int, int, int]


def sync_regions(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str], allowance: Allowance) -> list[Sync]:
    """Where all three say the same, in order: (start and end in base, in ours, in theirs). The last one is empty.

    Raises TooMuchWork.
    """

    class Matcher:
        """What merge3 asks of difflib."""

        def __init__(self, isjunk: Any = None, a: Sequence[str] = (), b: Sequence[str] = ()) -> None:
            self.isjunk, self.old, self.new = isjunk, a, b

        def get_matching_blocks(self) -> list[Block]:
            return _blocks(self.old, self.new, allowance)

    matcher: Any = Matcher
    return Merge3(base, ours, theirs, sequence_matcher=matcher).find_sync_regions()


def _blocks(old: Sequence[str], new: Sequence[str], allowance: Allowance) -> list[Block]:
    share = allowance.left // _SHARES
    first = Allowance(share)
    try:
        found = opcodes(old, new, first)
        allowance.take(share - first.left)
    except TooMuchWork:
        allowance.take(share)
        found = opcodes(*_singled_out(old, new), allowance)
    blocks = [(i, j, i2 - i) for tag, i, i2, j, _ in found if tag == "equal"]
    return _slid_down([*blocks, (len(old), len(new), 0)], old, new)


def _slid_down(blocks: list[Block], old: Sequence[str], new: Sequence[str]) -> list[Block]:
    """The same, with whatever was put in or taken out as far down as it says the same there.

    A paragraph can be found to stand before the empty line between two others or after it. Where two people put in the
    same one it must be found in the same place, or it would be taken for two.
    """
    slid = [(0, 0, 0)]
    rest = blocks[::-1]
    while rest:
        (i, j, count), (i2, j2, count2) = slid.pop(), rest.pop()
        end, end2 = i + count, j + count
        step = 0
        if end == i2 and end2 < j2:
            step = _alike(new, end2, j2, count2)
        elif end2 == j2 and end < i2:
            step = _alike(old, end, i2, count2)
        slid.append((i, j, count + step))
        if step and step == count2 and rest:
            continue
        slid.append((i2 + step, j2 + step, count2 - step))
    return [block for block in slid[:-1] if block[2]] + slid[-1:]


def _alike(items: Sequence[str], first: int, second: int, most: int) -> int:
    """How many items, at most so many, are the same from two places on."""
    step = 0
    while step < most and items[first + step] == items[second + step]:
        step += 1
    return step


def _singled_out(old: Sequence[str], new: Sequence[str]) -> tuple[list[object], list[object]]:
    """Both, with whatever occurs twice in either made different from all else: long texts then align by the rest."""
    olds, news = Counter(old), Counter(new)
    left: list[object] = [one if olds[one] == news[one] == 1 else (1, i) for i, one in enumerate(old)]
    right: list[object] = [one if olds[one] == news[one] == 1 else (2, j) for j, one in enumerate(new)]
    return left, right
