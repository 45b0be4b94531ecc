"""From what others did to the level that somebody stands at: arithmetic alone, which reads and writes nothing.

Nothing here asks who a giver is but whether it was the same one twice: not their level, and no grade.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property

from django.utils.timezone import localdate

from apps.trust.choices import (
    ALIKE,
    CANCELS,
    DAYS_APART,
    DAYS_AT_FULL_WORTH,
    DAYS_OF_GRACE,
    DAYS_UNTIL_NOTHING,
    LOW_WATER,
    MOST_FOR_THANKS,
    MOST_FROM_ONE,
    TEAMS_FOR_THANKS,
    WORK,
    WORTH,
    Counts,
    CreditKind,
    Level,
)


@dataclass(frozen=True, slots=True)
class Received:
    """One credit as the arithmetic needs it. `team` is the giver's, `place` the page or question it was on."""

    kind: CreditKind
    giver: int
    team: int | None
    place: str
    at: datetime
    counts_from: datetime
    is_void: bool = False
    pk: int = 0


@dataclass(frozen=True, slots=True)
class Given:
    """One credit that the person gave somebody else: all that it can do here is cancel what came back for it."""

    kind: CreditKind
    receiver: int
    at: datetime
    is_void: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What a level asks for; see `trust.models.Threshold`."""

    points: float
    days: float
    pages: float
    teams: float
    most_reversed: float

    def eased(self, share: float) -> "Asked":
        """What is enough to keep a level once it is reached."""
        return Asked(
            points=self.points * share,
            days=self.days * share,
            pages=self.pages * share,
            teams=self.teams * share,
            most_reversed=self.most_reversed / share,
        )


@dataclass(frozen=True, slots=True)
class Counted:
    """One credit, whether it counts, and how many points it is worth at that moment."""

    credit: Received
    counts: Counts
    points: float = 0.0


@dataclass(frozen=True)
class Path:
    """All that somebody has in a community at a moment, and how each credit told in it."""

    credits: tuple[Counted, ...]
    days: int
    pages: int
    teams: int
    reversed_share: float
    own_teams: frozenset[int]
    at: datetime

    @cached_property
    def balance(self) -> float:
        """Points for and against; less than nothing when what was ruled against them outweighs the rest."""
        return round(sum(one.points for one in self.credits), 6)

    @property
    def points(self) -> float:
        return max(0.0, self.balance)

    def meets(self, asked: Asked) -> bool:
        """Whether all of it is there. Whatever a threshold says, thanks and flags alone are enough for nothing."""
        return (
            self.points >= asked.points
            and self.days >= asked.days
            and self.pages >= max(asked.pages, 1)
            and self.teams >= asked.teams
            and self.reversed_share <= asked.most_reversed
        )

    def earns(self, asks: Mapping[Level, Asked]) -> Level:
        """The highest level all of which is there."""
        return max((level for level, asked in asks.items() if self.meets(asked)), default=Level.NEWCOMER)

    def keeps(self, asks: Mapping[Level, Asked]) -> Level:
        """The highest level of which there is enough not to lose it."""
        return self.earns({level: asked.eased(LOW_WATER) for level, asked in asks.items()})

    def as_first_given(self) -> "Path":
        """What there would be, had nothing been taken back and nothing done in return."""
        return path_of(
            (replace(one.credit, is_void=False) for one in self.credits), (), own_teams=self.own_teams, at=self.at
        )


@dataclass(frozen=True, slots=True)
class Held:
    """What somebody stands at: the level, since when they are below what it asks, until when they are barred."""

    level: Level = Level.NEWCOMER
    below_since: datetime | None = None
    barred_until: datetime | None = None


def freshness(given_at: datetime, *, at: datetime) -> float:
    """How much of its worth a credit still has: all for half a year, then less each day, nothing after a year."""
    age = (at - given_at) / timedelta(days=1)
    left = (DAYS_UNTIL_NOTHING - age) / (DAYS_UNTIL_NOTHING - DAYS_AT_FULL_WORTH)
    return min(1.0, max(0.0, left))


def path_of(
    received: Iterable[Received], given: Iterable[Given], *, own_teams: frozenset[int] = frozenset(), at: datetime
) -> Path:
    """What somebody has, from what others gave them and what they gave others, in whatever order these come."""
    valued = [_valued(credit, at) for credit in sorted(received, key=_order)]
    valued = _without_what_was_returned(valued, [one for one in given if not one.is_void and freshness(one.at, at=at)])
    work = [one for one in valued if one.credit.kind in WORK and one.points]
    thanks = _thanks([one for one in valued if one.credit.kind == CreditKind.THANKS], own_teams)
    others = [one for one in valued if one.credit.kind != CreditKind.THANKS]
    return Path(
        credits=(*_limited(others), *thanks),
        days=_days_apart(localdate(one.credit.at) for one in work),
        pages=len({one.credit.place for one in work}),
        teams=len({one.credit.team for one in work} - own_teams - {None}),
        reversed_share=_reversed_share(work, valued),
        own_teams=own_teams,
        at=at,
    )


def next_held(held: Held, path: Path, asks: Mapping[Level, Asked], *, at: datetime) -> Held:
    """What somebody stands at now, from what they stood at before and what they have.

    A level is reached at once and lost only after a time below its low-water mark. Time alone makes nobody who was a
    member a newcomer again: what was ruled against them does, or what they lost by giving as much in return.
    """
    barred = held.barred_until if held.barred_until and held.barred_until > at else None
    top = Level.CONTRIBUTOR if barred else Level.STEWARD
    stood = min(held.level, top)
    earned = min(path.earns(asks), top)
    kept = min(path.keeps(asks), top)
    if stood and not kept and path.balance >= 0 and not path.as_first_given().keeps(asks):
        kept = Level.MEMBER
    if max(earned, kept) >= stood:
        return Held(max(earned, stood), None, barred)
    since = held.below_since or at
    if at - since < timedelta(days=DAYS_OF_GRACE):
        return Held(stood, since, barred)
    return Held(max(earned, kept), None, barred)


def _order(credit: Received) -> tuple[object, ...]:
    """An order of their own, so that it makes no difference in which they are handed over."""
    return (credit.at, credit.place, credit.kind, credit.giver, credit.team or 0, credit.counts_from, credit.pk)


def _valued(credit: Received, at: datetime) -> Counted:
    fresh = freshness(credit.at, at=at)
    if credit.is_void:
        return Counted(credit, Counts.VOID)
    if not fresh:
        return Counted(credit, Counts.FADED)
    if credit.counts_from > at:
        return Counted(credit, Counts.WAITING)
    return Counted(credit, Counts.FULLY if fresh == 1 else Counts.PARTLY, WORTH[credit.kind] * fresh)


def _without_what_was_returned(valued: Sequence[Counted], given: Sequence[Given]) -> list[Counted]:
    """For each thing somebody did for a giver, the best two that the giver did for them cancel; of thanks, all do."""
    thanked = {one.receiver for one in given if one.kind == CreditKind.THANKS}
    returned = Counter((one.receiver, ALIKE[one.kind]) for one in given if one.kind in ALIKE and WORTH[one.kind] > 0)
    cancelled = Counter({favour: CANCELS * times for favour, times in returned.items()})
    left = []
    for one in sorted(valued, key=lambda one: -one.points):
        credit = one.credit
        favour = (credit.giver, ALIKE.get(credit.kind, frozenset()))
        cancels = one.points > 0 and cancelled[favour] > 0
        cancelled[favour] -= cancels
        mutual = credit.kind == CreditKind.THANKS and credit.giver in thanked and one.points > 0
        left.append(Counted(credit, Counts.RETURNED) if cancels or mutual else one)
    return left


def _limited(valued: Sequence[Counted]) -> list[Counted]:
    """One work a page and day, and so much of a sort from each giver: the best first."""
    given: dict[tuple[int, frozenset[CreditKind]], float] = defaultdict(float)
    done: set[tuple[str, date]] = set()
    limited = []
    for one in valued:
        credit = one.credit
        sort = ALIKE.get(credit.kind)
        if not one.points or sort is None:
            limited.append(one)
            continue
        room = MOST_FROM_ONE[sort] - given[credit.giver, sort]
        page_and_day = (credit.place, localdate(credit.at))
        if room <= 0:
            limited.append(Counted(credit, Counts.ENOUGH))
        elif credit.kind in WORK and page_and_day in done:
            limited.append(Counted(credit, Counts.SAME_DAY))
        else:
            points = max(-room, min(room, one.points))
            given[credit.giver, sort] += abs(points)
            done.update({page_and_day} if credit.kind in WORK else ())
            limited.append(one if points == one.points else Counted(credit, Counts.PARTLY, points))
    return limited


def _thanks(valued: Sequence[Counted], own_teams: frozenset[int]) -> list[Counted]:
    """Once a team other than one's own, from three teams on, and no more than so much in all."""
    teams: set[int] = set()
    counted = []
    for one in valued:
        team = one.credit.team
        if not one.points:
            counted.append(one)
        elif team is None or team in own_teams or team in teams:
            counted.append(Counted(one.credit, Counts.SAME_TEAM))
        else:
            teams.add(team)
            counted.append(one)
    if len(teams) < TEAMS_FOR_THANKS:
        return [Counted(one.credit, Counts.FEW_TEAMS) if one.points else one for one in counted]
    return _capped(counted)


def _capped(thanks: Sequence[Counted]) -> list[Counted]:
    room = float(MOST_FOR_THANKS)
    capped = []
    for one in thanks:
        points = min(room, one.points)
        room -= points
        spent = one.points and not points
        capped.append(replace(one, points=points, counts=Counts.ENOUGH_THANKS if spent else one.counts))
    return capped


def _days_apart(days: Iterable[date]) -> int:
    """How many days there are, counting none that is less than three days after the last one counted."""
    counted = 0
    last: date | None = None
    for day in sorted(set(days)):
        if last is None or (day - last).days >= DAYS_APART:
            counted, last = counted + 1, day
    return counted


def _reversed_share(work: Sequence[Counted], valued: Sequence[Counted]) -> float:
    """Of the days' work on each page and what was taken back of it, how much was taken back, in a hundred."""
    taken_back = sum(one.credit.kind == CreditKind.REVERSAL and bool(one.points) for one in valued)
    stood = len({(one.credit.place, localdate(one.credit.at)) for one in work})
    return 100 * taken_back / (taken_back + stood) if taken_back else 0.0
