"""What is shown of a community: who keeps order in it, and what somebody still needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.db.models import QuerySet

from apps.people.models import Person
from apps.trust.choices import DAYS_AT_FULL_WORTH, DAYS_OF_GRACE, DAYS_UNTIL_NOTHING, LOW_WATER, Level, RecallOutcome
from apps.trust.models import Appointment, Community, Credit, Recall, Standing
from apps.trust.places import Place, places_named
from apps.trust.queries.credits import asks_of, path_in
from apps.trust.queries.levels import people_standing
from apps.trust.reckoning import Asked, Counted, Path


@dataclass(frozen=True, slots=True)
class Steward:
    """A steward and, where they are one by appointment, that."""

    person: Person
    appointment: Appointment | None


def stewards_of(community: Community, *, at: datetime) -> list[Steward]:
    """The stewards of a community, those who emerged first, in three queries."""
    people = people_standing(community, Level.STEWARD, at=at)
    earned = set(Standing.objects.filter(community=community, level=Level.STEWARD).values_list("person_id", flat=True))
    appointed = Appointment.objects.filter(community=community, ended_at=None).select_related("appointed_by")
    by_person = {one.person_id: one for one in appointed}
    stewards = [Steward(one, None if one.pk in earned else by_person.get(one.pk)) for one in people]
    return sorted(stewards, key=lambda steward: steward.appointment is not None)


def contributors_of(community: Community, *, at: datetime) -> QuerySet[Person]:
    """Those who are contributors and no more, by name."""
    stewards = people_standing(community, Level.STEWARD, at=at)
    return people_standing(community, Level.CONTRIBUTOR, at=at).exclude(pk__in=stewards.values("pk"))


def open_recalls(community: Community) -> QuerySet[Recall]:
    """Votes that have not been counted yet."""
    found = Recall.objects.filter(community=community, outcome=RecallOutcome.OPEN)
    return found.select_related("steward", "community").order_by("opened_at")


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that a level asks for: how much of it somebody has. `is_limit` when it must not be more."""

    name: str
    has: float
    asked: float
    is_limit: bool = False

    @property
    def is_met(self) -> bool:
        return self.has <= self.asked if self.is_limit else self.has >= self.asked


@dataclass(frozen=True, slots=True)
class Told:
    """A credit as whoever it was given to is shown it, and what it was on, where they may still read that."""

    credit: Credit
    counted: Counted
    place: Place | None

    @property
    def full_until(self) -> datetime:
        return self.credit.at + timedelta(days=DAYS_AT_FULL_WORTH)

    @property
    def nothing_from(self) -> datetime:
        return self.credit.at + timedelta(days=DAYS_UNTIL_NOTHING)


@dataclass(frozen=True, slots=True)
class OwnPath:
    """All that one person is shown of their own standing."""

    standing: Standing
    level: Level
    path: Path
    asks: Mapping[Level, Asked]

    @property
    def earned(self) -> Level:
        return Level(self.standing.level)

    @property
    def above(self) -> Level:
        """The level above the one they earned; the highest has none."""
        return Level(min(self.earned + 1, Level.STEWARD))

    @property
    def to_reach(self) -> list[Need]:
        """What the next level asks for; nothing for a steward who earned it."""
        return _needs(self.path, self.asks[self.above]) if self.above > self.earned else []

    @property
    def to_keep(self) -> list[Need]:
        """What is enough to keep the level they earned; time alone takes nobody's first."""
        asked = self.asks.get(self.earned) if self.earned > Level.MEMBER else None
        return _needs(self.path, asked.eased(LOW_WATER)) if asked else []

    @property
    def lost_on(self) -> datetime | None:
        """When they will stand lower, unless they have enough again before."""
        below = self.standing.below_since
        return below + timedelta(days=DAYS_OF_GRACE) if below else None


def own_path(person: Person, community: Community, level: Level, *, at: datetime) -> OwnPath:
    """What somebody stands at and what they have, as of that moment."""
    standing = Standing.objects.filter(community=community, person=person).first()
    standing = standing or Standing(community=community, person=person, level=Level.NEWCOMER, since=at)
    return OwnPath(standing, level, path_in(community, person.pk, at=at), asks_of(community))


def told_of(person: Person, counted: list[Counted]) -> list[Told]:
    """These credits with what they were given for, in a query for them and one for each kind of place."""
    rows = Credit.objects.in_bulk([one.credit.pk for one in counted])
    places = places_named(person, {row.place for row in rows.values()})
    pairs = [(rows[one.credit.pk], one) for one in counted]
    return [Told(row, one, places.get(row.place)) for row, one in pairs]


def _needs(path: Path, asked: Asked) -> list[Need]:
    return [
        Need("Points", path.points, asked.points),
        Need("Days, three days apart", path.days, ceil(asked.days)),
        Need("Pages or questions", path.pages, max(ceil(asked.pages), 1)),
        Need("Teams other than your own", path.teams, ceil(asked.teams)),
        Need("Taken back, of every 100", path.reversed_share, asked.most_reversed, is_limit=True),
    ]
