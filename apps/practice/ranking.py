"""How practices are ranked: what each team's word is worth, added up. Pure arithmetic, which the pages explain.

Evidence from other units comes first, recent before old; thanks come last. What did not work somewhere is as welcome,
and readers see it beside the rest: it takes something off where there is evidence for it, and never adds anything.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from apps.practice.choices import IN_USE, Outcome, Tells, Use

# What a team's word is worth while it is new: with evidence, and without.
WEIGHTS: Mapping[Tells, tuple[float, float]] = {
    Tells.HELPED: (10.0, 2.0),
    Tells.IN_USE: (4.0, 1.0),
    Tells.PLANNED: (0.0, 0.0),
    Tells.STOPPED: (0.0, 0.0),
    Tells.DID_NOT_WORK: (-3.0, 0.0),
}
# After so many days a word is worth half, and so on; but never less than this share of what it was.
HALF_LIFE_DAYS = 365
LEAST_SHARE = 0.25
# What one person's thanks are worth, and the most that all thanks together are worth: less than the oldest evidence of
# one team, whatever it tells.
THANK = 0.05
MOST_FOR_THANKS = 0.5


@dataclass(frozen=True, slots=True)
class Word:
    """What a team said last, as far as it counts: an adoption's id, and the team's department, by id."""

    adoption: int
    department: int
    use: Use
    outcome: Outcome
    is_evidenced: bool
    is_own: bool
    said_at: datetime


@dataclass(frozen=True, slots=True)
class Line:
    """What one adoption adds: its `worth` while new, times the `share` for its age, divided by `place`.

    `place` is its place among those of its department, the one worth most first: the second counts half, the third a
    third. It is nought for the practice's own unit, whose word does not count.
    """

    adoption: int
    tells: Tells
    is_evidenced: bool
    worth: float
    share: float
    place: int
    points: float

    @property
    def percent(self) -> int:
        """How much is left at its age, in a hundred."""
        return round(self.share * 100)


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The whole sum. `points` is what the lines and the thanks come to, as they are shown."""

    lines: tuple[Line, ...]
    thanks: int
    points_for_thanks: float
    points: float


def reckon(words: Iterable[Word], *, thanks: int, at: datetime) -> Reckoning:
    """What a practice is worth at that moment, line by line; `thanks` is the number of people who gave them."""
    departments: dict[int, list[Word]] = defaultdict(list)
    own = []
    for word in words:
        if word.is_own:
            own.append(_line(word, 0, at=at))
        else:
            departments[word.department].append(word)
    counted = [line for there in departments.values() for line in _lines_of(there, at=at)]
    lines = tuple(sorted((*counted, *own), key=lambda line: (-line.points, line.place == 0, line.adoption)))
    for_thanks = round(min(thanks * THANK, MOST_FOR_THANKS), 2)
    return Reckoning(lines, thanks, for_thanks, round(sum(line.points for line in lines) + for_thanks, 2))


def tells(use: Use | str, outcome: Outcome | str) -> Tells:
    """What a team's word comes to."""
    if use == Use.PLANNED:
        return Tells.PLANNED
    if outcome == Outcome.WORSE:
        return Tells.DID_NOT_WORK
    if use not in IN_USE:
        return Tells.STOPPED
    return Tells.HELPED if outcome == Outcome.BETTER else Tells.IN_USE


def worth_of(word: Word) -> float:
    """What it is worth while it is new."""
    with_evidence, without = WEIGHTS[tells(word.use, word.outcome)]
    return with_evidence if word.is_evidenced else without


def share_left(said_at: datetime, *, at: datetime) -> float:
    """How much of its worth a word keeps at its age, from 1 down."""
    days = max((at - said_at).days, 0)
    halved: float = 0.5 ** (days / HALF_LIFE_DAYS)
    return max(halved, LEAST_SHARE)


def _lines_of(words: Sequence[Word], *, at: datetime) -> list[Line]:
    """A department's words, what adds and what takes off each in an order of its own."""
    adds = [word for word in words if worth_of(word) >= 0]
    takes_off = [word for word in words if worth_of(word) < 0]
    return [
        _line(word, place, at=at)
        for side in (adds, takes_off)
        for place, word in zip(count(1), sorted(side, key=lambda word: _weighs(word, at)), strict=False)
    ]


def _weighs(word: Word, at: datetime) -> tuple[float, int]:
    return -abs(worth_of(word)) * share_left(word.said_at, at=at), word.adoption


def _line(word: Word, place: int, *, at: datetime) -> Line:
    worth, share = worth_of(word), share_left(word.said_at, at=at)
    points = round(worth * share / place, 2) if place else 0.0
    return Line(word.adoption, tells(word.use, word.outcome), word.is_evidenced, worth, share, place, points)
