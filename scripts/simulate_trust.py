"""A year of 500 people in 50 teams, to see who comes to be a steward: `python -m scripts.simulate_trust`.

Everything somebody gains goes through the arithmetic of `apps.trust.reckoning`, as in Greenpaper itself. What people do
is made up at random, the same on every machine.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wiki_site.settings")

from apps.trust.choices import DAYS_TO_STAND, CreditKind, Level
from apps.trust.reckoning import Asked, Given, Held, Path, Received, next_held, path_of

START = datetime(2026, 1, 5, 12, tzinfo=UTC)  # A Monday.
DAYS = 365
EVERY = 14
PEOPLE, TEAMS = 500, 50
# What a space of 50 to 500 people starts with; see apps/trust/migrations/0002_thresholds.py.
MEDIUM: Mapping[Level, Asked] = {
    Level.MEMBER: Asked(4, 2, 2, 1, 50),
    Level.CONTRIBUTOR: Asked(16, 5, 5, 2, 20),
    Level.STEWARD: Asked(40, 10, 10, 3, 10),
}
APPOINTED = (0, 1)
RING = (10, 21, 32, 43, 54)
HELPFUL, LOUD, SLEEPER, PART_TIMER, FULL_TIMER = 65, 76, 87, 98, 109
NAMES = {
    HELPFUL: "the helpful newcomer",
    LOUD: "the loud one",
    SLEEPER: "the sleeper",
    PART_TIMER: "the part-timer",
    FULL_TIMER: "the full-timer",
} | {person: f"one of the ring ({number})" for number, person in enumerate(RING, start=1)}
CAST = (*APPOINTED, *NAMES)
MONDAY, TUESDAY, SATURDAY = 0, 1, 5
# The part-timer works on Mondays and Tuesdays, and is away for two months.
AWAY = range(150, 211)
KINDS = (CreditKind.EDIT, CreditKind.ANSWER, CreditKind.ANSWER, CreditKind.ADOPTION)


def team(person: int) -> int:
    """The team that a person is in."""
    return person % TEAMS


def moment(day: int) -> datetime:
    """Noon on that day of the year."""
    return START + timedelta(days=day)


@dataclass
class Year:
    """What has happened so far, what everybody stands at, and since which day."""

    random: Random
    asks: Mapping[Level, Asked]
    received: dict[int, list[Received]] = field(default_factory=lambda: {person: [] for person in range(PEOPLE)})
    given: dict[int, list[Given]] = field(default_factory=lambda: {person: [] for person in range(PEOPLE)})
    held: dict[int, Held] = field(default_factory=lambda: dict.fromkeys(range(PEOPLE), Held()))
    reached: dict[int, dict[Level, int]] = field(default_factory=lambda: {person: {} for person in range(PEOPLE)})
    written: dict[int, int] = field(default_factory=lambda: dict.fromkeys(range(PEOPLE), 0))

    def give(self, kind: CreditKind, to: int, by: int, place: str, day: int) -> None:
        """Somebody does something that another gains or loses by; nobody does it for themselves."""
        if to == by:
            return
        at = moment(day)
        waits = DAYS_TO_STAND if kind in (CreditKind.EDIT, CreditKind.ANSWER) else 0
        self.received[to].append(Received(kind, by, team(by), place, at, at + timedelta(days=waits)))
        self.given[by].append(Given(kind, to, at))

    def take_back(self, to: int, by: int, day: int) -> None:
        """What somebody wrote last on a page is undone."""
        places = [number for number, one in enumerate(self.received[to]) if one.kind == CreditKind.EDIT]
        place = f"undone {day}"
        if places:
            last = self.received[to][places[-1]]
            self.received[to][places[-1]] = replace(last, is_void=True)
            place = last.place
        self.give(CreditKind.REVERSAL, to, by, place, day)

    def stewards(self) -> list[int]:
        """Those who emerged, and those appointed until two have."""
        emerged = [person for person, held in self.held.items() if held.level == Level.STEWARD]
        return emerged if len(emerged) > 1 else sorted({*emerged, *APPOINTED})

    def path(self, person: int, day: int) -> Path:
        """What somebody has on that day."""
        own = frozenset({team(person)})
        return path_of(self.received[person], self.given[person], own_teams=own, at=moment(day))

    def reckon(self, day: int) -> None:
        """Everybody, as is done every night."""
        for person in range(PEOPLE):
            if self.received[person]:
                self.held[person] = next_held(self.held[person], self.path(person, day), self.asks, at=moment(day))
                self.reached[person].setdefault(self.held[person].level, day)

    def work(self, person: int, day: int, number: int) -> None:
        """Something is accepted: by a steward, by whoever asked, or by a team that uses it. It may earn a thank-you."""
        kind = self.random.choice(KINDS)
        others = self.stewards() if kind == CreditKind.EDIT else range(PEOPLE)
        giver = self.random.choice(others)
        self.give(kind, person, giver, f"page {person} {number}", day)
        if self.random.random() < 0.3:
            self.give(CreditKind.THANKS, person, self.random.randrange(PEOPLE), f"page {person} {number}", day)


Doing = Callable[[Year, int], None]


def ordinary(year: Year, day: int) -> None:
    """Most people write now and then, and most of it is accepted."""
    for person in set(range(PEOPLE)) - set(CAST):
        if year.random.random() < 0.01:
            year.written[person] += 1
            year.work(person, day, year.written[person])
            if year.random.random() < 0.03:
                year.take_back(person, year.random.randrange(PEOPLE), day)


def helpful(year: Year, day: int) -> None:
    """Writes something every second working day; three of four are accepted."""
    if day % 2 == 0:
        year.written[HELPFUL] += 1
        if year.random.random() < 0.75:
            year.work(HELPFUL, day, year.written[HELPFUL])


def loud(year: Year, day: int) -> None:
    """There every day with twenty contributions; one in two hundred is accepted, and few are even objected to."""
    for _ in range(20):
        year.written[LOUD] += 1
        chance = year.random.random()
        if chance < 0.005:
            year.work(LOUD, day, year.written[LOUD])
        elif chance > 0.9995:
            year.give(CreditKind.COMPLAINT, LOUD, year.random.choice(year.stewards()), f"noise {day}", day)
        elif chance > 0.997:
            year.take_back(LOUD, year.random.randrange(PEOPLE), day)


def sleeper(year: Year, day: int) -> None:
    """Works hard for two months, and is not seen again."""
    if day < 60 and day % 2 == 0:
        year.written[SLEEPER] += 1
        year.work(SLEEPER, day, year.written[SLEEPER])


def twins(random: Random) -> Doing:
    """The part-timer and the full-timer have the very same accepted; only the days differ."""
    givers = random.sample([person for person in range(PEOPLE) if person not in CAST], 30)
    kinds = [random.choice(KINDS) for _ in range(60)]
    days = {
        FULL_TIMER: [day for day in range(DAYS) if day % 7 < SATURDAY],
        PART_TIMER: [day for day in range(DAYS) if day % 7 in (MONDAY, TUESDAY) and day not in AWAY],
    }
    when = {person: sorted(random.sample(possible, 60)) for person, possible in days.items()}

    def work(year: Year, day: int) -> None:
        for person, planned in when.items():
            for number in [number for number, planned_day in enumerate(planned) if planned_day == day]:
                year.written[person] += 1
                year.give(kinds[number], person, givers[number % 30], f"page {number}", day)

    return work


def thanking(year: Year, day: int) -> None:
    """Each thanks each, every day, and that is all they do."""
    for to in RING:
        year.written[to] += 1
        for by in RING:
            year.give(CreditKind.THANKS, to, by, f"note {to} {day}", day)


def trifling(year: Year, day: int) -> None:
    """They ask one another what they know, accept the answers and use each other's pages, whoever comes first."""
    thanking(year, day)
    to, by = year.random.sample(RING, 2)
    kind = year.random.choice((CreditKind.ANSWER, CreditKind.ANSWER, CreditKind.ADOPTION))
    year.give(kind, to, by, f"trifle {to} {day}", day)


def turning(year: Year, day: int) -> None:
    """Cleverer: each does it only for the next two round the table, so that no two ever do it for each other."""
    place = year.random.randrange(len(RING))
    to = RING[(place + year.random.choice((1, 2))) % len(RING)]
    year.give(CreditKind.ANSWER, to, RING[place], f"trifle {to} {day}", day)


RINGS: Mapping[str, Doing] = {"thanking": thanking, "trifling": trifling, "turning": turning}


def live(ring: Doing, *, seed: int = 5, asks: Mapping[Level, Asked] = MEDIUM) -> Year:
    """A year, with everybody's standing reckoned every fortnight."""
    year = Year(Random(seed), asks)  # noqa: S311 - the same on every machine
    doings: Iterable[Doing] = (ordinary, helpful, loud, sleeper, ring, twins(year.random))
    for day in range(DAYS):
        if day % 7 < SATURDAY:
            for do in doings:
                do(year, day)
        if day % EVERY == 0:
            year.reckon(day)
    year.reckon(DAYS)
    return year


def told(year: Year) -> str:
    """A table of those whom the simulation is about, and who came to be a steward, and when."""
    lines = [f"{'':24}{'wrote':>7}{'credits':>9}{'points':>8}{'days':>6}{'pages':>7}{'teams':>7}  stands at"]
    for person in NAMES:
        path = year.path(person, DAYS)
        counts = f"{year.written[person]:7}{len(year.received[person]):9}{path.points:8.1f}{path.days:6}{path.pages:7}"
        lines.append(f"{NAMES[person]:24}{counts}{path.teams:7}  {year.held[person].level.label}")
    reached = {person: levels[Level.STEWARD] for person, levels in year.reached.items() if Level.STEWARD in levels}
    lines += ["", "Stewards who emerged:"]
    for person, day in sorted(reached.items(), key=lambda found: found[1]):
        left = (
            ""
            if year.held[person].level == Level.STEWARD
            else f", a {year.held[person].level.label.lower()} by the end"
        )
        lines.append(f"  {NAMES.get(person, f'person {person}')} in week {day // 7}{left}")
    return "\n".join(lines)


def main() -> None:
    """Print what came of each kind of ring."""
    for name, ring in RINGS.items():
        started = time.perf_counter()
        year = live(ring)
        print(f"\nWith a {name} ring ({time.perf_counter() - started:.1f} s)\n{told(year)}")


if __name__ == "__main__":
    main()
