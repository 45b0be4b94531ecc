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
    return [*blocks, (len(old), len(new), 0)]


def _singled_out(old: Sequence[str], new: Sequence[str]) -> tuple[list[object], list[object]]:
    """Both, with whatever occurs twice in either made different from all else: long texts then align by the rest."""
    olds, news = Counter(old), Counter(new)
    left: list[object] = [one if olds[one] == news[one] == 1 else (1, i) for i, one in enumerate(old)]
    right: list[object] = [one if olds[one] == news[one] == 1 else (2, j) for j, one in enumerate(new)]
    return left, right
