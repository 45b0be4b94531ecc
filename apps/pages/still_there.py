"""How much of what people wrote in one text still stands in a later one. Pure: nothing here reads the database."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from apps.pages.authorship import Runs, Source, covering, handed, joined, shares, unwritten

# Stands for what was added, where nobody is meant.
_ADDED = 1


def shares_standing(before: str, source: Source, now: str) -> Mapping[int, float]:
    """By person, which share of what they added to `before`, making the source's text of it, stands in `now`: 0 to 1.

    Whoever added nothing is not in it. Words that were moved still stand, as `authorship` has it.
    """
    added = handed([Source(before, unwritten(before))], source.text, _ADDED).runs
    theirs = _both(added, covering(source.runs, source.text))
    wrote = shares(theirs)
    stands = shares(handed([Source(source.text, theirs)], now, None).runs)
    return {who: stands.get(who, 0) / count for who, count in wrote.items() if who is not None}


def _both(added: Runs, whose: Runs) -> Runs:
    """The runs of whose each stretch is that was added; nobody's where it was there before."""
    pairs = zip(_spread(added), _spread(whose), strict=True)
    named = (who if new == _ADDED else None for new, who in pairs)
    return joined((who, len(list(same))) for who, same in groupby(named))


def _spread(runs: Runs) -> Iterator[int | None]:
    for who, count in runs:
        yield from (who for _ in range(count))
