"""Credits as the arithmetic needs them, for many people at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q

from apps.people.models import Posting
from apps.trust.choices import ABOVE_MEDIUM, DAYS_UNTIL_NOTHING, FROM_MEDIUM, CreditKind, Level, Size
from apps.trust.models import Community, Credit, Standing, Threshold
from apps.trust.reckoning import Asked, Given, Held, Path, Received, next_held, path_of


@dataclass(slots=True)
class Ledger:
    """What one person received and gave in a community, and the teams they are posted in."""

    received: list[Received] = field(default_factory=list)
    given: list[Given] = field(default_factory=list)
    own_teams: frozenset[int] = frozenset()

    def path(self, *, at: datetime) -> Path:
        return path_of(self.received, self.given, own_teams=self.own_teams, at=at)


def asks_of(community: Community) -> Mapping[Level, Asked]:
    """What each level asks for in a community of that size."""
    rows = Threshold.objects.filter(size=community.size).order_by("level")
    return {Level(row.level): Asked(row.points, row.days, row.pages, row.teams, row.most_reversed) for row in rows}


def ledgers(community: Community, people: Iterable[int] | None = None, *, at: datetime) -> dict[int, Ledger]:
    """By id, what each of these people (everybody who has any, when None) has there, in two queries."""
    since = at - timedelta(days=DAYS_UNTIL_NOTHING)
    rows = Credit.objects.filter(community=community, at__gt=since, at__lte=at)
    wanted = None if people is None else set(people)
    if wanted is not None:
        rows = rows.filter(Q(person__in=wanted) | Q(giver__in=wanted))
    found: dict[int, Ledger] = defaultdict(Ledger)
    for row in rows.iterator():
        if wanted is None or row.person_id in wanted:
            found[row.person_id].received.append(as_received(row))
        if wanted is None or row.giver_id in wanted:
            gave = Given(CreditKind(row.kind), row.person_id, row.at, row.void_at is not None)
            found[row.giver_id].given.append(gave)
    teams: dict[int, set[int]] = defaultdict(set)
    held = Posting.objects.held_at(at).filter(person__in=rows.values("person_id"))
    for person, unit in held.values_list("person_id", "unit_id"):
        teams[person].add(unit)
    for person, units in teams.items():
        found[person].own_teams = frozenset(units)
    return found


def as_received(row: Credit) -> Received:
    """A row of the table as the arithmetic takes it."""
    return Received(
        kind=CreditKind(row.kind),
        giver=row.giver_id,
        team=row.giver_team_id,
        place=row.place,
        at=row.at,
        counts_from=row.counts_from,
        is_void=row.void_at is not None,
        pk=row.pk,
    )


def path_in(community: Community, person: int, *, at: datetime) -> Path:
    """What this person has in a community at that moment."""
    return ledgers(community, [person], at=at).get(person, Ledger()).path(at=at)


def size_for(people: int) -> Size:
    """Which thresholds hold where so many people gave or were given something within a year."""
    if people < FROM_MEDIUM:
        return Size.SMALL
    return Size.MEDIUM if people <= ABOVE_MEDIUM else Size.LARGE


def held_by(standing: Standing) -> Held:
    """A row as the arithmetic takes it."""
    return Held(Level(standing.level), standing.below_since, standing.barred_until)


def whose_standing_changes(community: Community, found: Mapping[int, Ledger], *, at: datetime) -> list[int]:
    """Ids of those who stand at something else than is kept of them, in two queries."""
    asks = asks_of(community)
    held = {one.person_id: held_by(one) for one in Standing.objects.filter(community=community)}
    everybody = ((pk, held.get(pk, Held()), found.get(pk, Ledger())) for pk in sorted(found.keys() | held.keys()))
    return [pk for pk, was, ledger in everybody if next_held(was, ledger.path(at=at), asks, at=at) != was]
