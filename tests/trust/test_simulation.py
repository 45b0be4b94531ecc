"""A year of 500 people: who comes to be a steward, by the arithmetic and by the database."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.people.models import Person, Posting, Unit
from apps.records.models import Event
from apps.trust.actions.nightly import reckon_everybody
from apps.trust.choices import AGAINST, Level, Size
from apps.trust.models import Community, Credit, Standing
from apps.trust.queries.credits import asks_of
from apps.trust.reckoning import Received, path_of
from scripts.simulate_trust import (
    DAYS,
    FULL_TIMER,
    HELPFUL,
    LOUD,
    MEDIUM,
    NAMES,
    PART_TIMER,
    PEOPLE,
    RING,
    RINGS,
    SLEEPER,
    START,
    TEAMS,
    Year,
    live,
    moment,
    team,
    told,
)
from tests.cast import Government, unit_kind


@pytest.fixture(scope="module")
def years() -> dict[str, Year]:
    return {name: live(ring) for name, ring in RINGS.items()}


def level(year: Year, person: int) -> Level:
    return year.held[person].level


@pytest.mark.parametrize("ring", RINGS)
def test_the_helpful_newcomer_emerges_and_the_loud_one_does_not_pass_them(years, ring):
    year = years[ring]
    assert level(year, HELPFUL) == Level.STEWARD
    assert level(year, LOUD) < Level.CONTRIBUTOR
    assert year.written[LOUD] > 30 * year.written[HELPFUL]
    allowed = [one for one in year.received[LOUD] if one.kind not in AGAINST]
    assert path_of(allowed, year.given[LOUD], at=moment(DAYS)).points < year.path(HELPFUL, DAYS).points


def test_a_ring_that_thanks_and_accepts_one_another_s_trifles_gains_nothing(years):
    assert {level(years["thanking"], person) for person in RING} == {Level.NEWCOMER}
    assert {level(years["trifling"], person) for person in RING} == {Level.NEWCOMER}
    assert {years[ring].path(person, DAYS).points for person in RING for ring in ("thanking", "trifling")} == {0}
    assert min(len(years["trifling"].received[person]) for person in RING) > 1000


def test_a_ring_that_takes_turns_gains_no_more_than_one_accepted_answer_would_give(years):
    """No two of them do it for each other, and still a few givers go a short way."""
    reached = {level for person in RING for level in years["turning"].reached[person]}
    assert reached <= {Level.NEWCOMER, Level.MEMBER}


@pytest.mark.parametrize("ring", RINGS)
def test_the_part_timer_stands_where_the_full_timer_does_with_the_same_work(years, ring):
    year = years[ring]
    assert level(year, PART_TIMER) == level(year, FULL_TIMER) == Level.STEWARD
    part, full = (year.path(person, DAYS) for person in (PART_TIMER, FULL_TIMER))
    assert part.points > 0.9 * full.points
    first = {person: year.reached[person][Level.STEWARD] for person in (PART_TIMER, FULL_TIMER)}
    assert abs(first[PART_TIMER] - first[FULL_TIMER]) <= 28


@pytest.mark.parametrize("ring", RINGS)
def test_the_sleeper_was_a_steward_and_is_no_newcomer(years, ring):
    year = years[ring]
    assert Level.STEWARD in year.reached[SLEEPER]
    assert Level.MEMBER <= level(year, SLEEPER) < Level.STEWARD


def test_the_table_says_who_emerged(years):
    assert "the helpful newcomer in week" in told(years["thanking"])


@pytest.mark.django_db
def test_the_database_finds_what_the_arithmetic_found(years, government):
    """Those whom the story is about, with all that was given to them, in one night's reckoning."""
    year = years["trifling"]
    community = settle_in(government)
    assert asks_of(community) == MEDIUM
    remember(year, community, NAMES)
    at = moment(DAYS)
    found = {HELPFUL, SLEEPER, PART_TIMER, FULL_TIMER}
    assert reckon_everybody(at) == len(found)
    stood = {one.person_id: Level(one.level) for one in Standing.objects.filter(community=community)}
    assert stood == {person + FIRST: year.path(person, DAYS).earns(MEDIUM) for person in found}
    changes = Event.objects.filter(verb="trust.level_changed").order_by("sequence")
    assert [event.details["person"] for event in changes] == [str(person + FIRST) for person in sorted(found)]
    assert reckon_everybody(at) == 0


@pytest.mark.django_db
def test_a_night_s_queries_do_not_depend_on_how_many_take_part(years, government):
    community = settle_in(government)
    remember(years["thanking"], community, RING[:1])
    reckon_everybody(moment(DAYS))
    with CaptureQueriesContext(connection) as few:
        reckon_everybody(moment(DAYS + 1))
    remember(years["thanking"], community, RING[1:])
    with CaptureQueriesContext(connection) as many:
        reckon_everybody(moment(DAYS + 2))
    assert len(many) == len(few)


# Ids of the simulation's people begin here, past those of the cast.
FIRST = 5000


def settle_in(government: Government) -> Community:
    """500 people posted in 50 teams of the government, and a space for all of them."""
    kind = unit_kind("Team")
    teams = [
        Unit(
            pk=FIRST + number,
            name=f"Team {number}",
            kind=kind,
            parent=government.transport,
            path=f"{government.transport.path}{FIRST + number}/",
        )
        for number in range(TEAMS)
    ]
    Unit.objects.bulk_create(teams)
    Person.objects.bulk_create(
        Person(pk=FIRST + number, email=f"p{number}@greenpaper.example", name=f"Person {number}")
        for number in range(PEOPLE)
    )
    Posting.objects.bulk_create(
        Posting(person_id=FIRST + number, unit=teams[team(number)], title="Adviser", starts_at=START - timedelta(1))
        for number in range(PEOPLE)
    )
    return Community.objects.create(
        title="What works", slug="what-works", unit=government.transport, audience_unit=government.top, size=Size.MEDIUM
    )


def remember(year: Year, community: Community, people: object) -> None:
    """What these people were given in the year, as rows."""
    Credit.objects.bulk_create(
        row(one, person, number, community) for person in people for number, one in enumerate(year.received[person])
    )


def row(one: Received, person: int, number: int, community: Community) -> Credit:
    void = {"void_at": moment(DAYS), "void_because": "It was undone."} if one.is_void else {}
    return Credit(
        community=community,
        person_id=FIRST + person,
        giver_id=FIRST + one.giver,
        giver_team_id=FIRST + one.team,
        kind=one.kind,
        about_kind="simulated",
        about_id=f"{person} {number}",
        about_name=one.place,
        place=one.place,
        at=one.at,
        counts_from=one.counts_from,
        **void,
    )
