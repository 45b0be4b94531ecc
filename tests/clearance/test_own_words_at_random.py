"""Law 3 at random: six people on random routes, and nobody's own words are cleared by them."""

from datetime import datetime
from random import Random

import pytest

from apps.clearance.choices import Role, SubmissionState
from apps.clearance.models import Delegation, Interest, Part, Step, Submission
from apps.core.clock import now
from apps.pages.models import Page, Space
from apps.people.choices import Breadth
from apps.people.models import Person, Posting, Unit
from tests.cast import Government, grade
from tests.clearance.office import DAY, HELD, RANKS, SECOND, Office, outcome, post_held, rolled_back

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def office(government: Government, space: Space, amina: Person) -> Office:
    return Office(government, space, amina)


SCENARIOS = 160


def random_route(chance: Random, office: Office, people: list[Person]) -> None:
    route = office.space.routes.get(audience=office.space.audience, marking="OFFICIAL")
    route.steps.all().delete()
    stage = 1
    for position in range(1, chance.randint(1, 4) + 1):
        stage = min(stage + chance.randint(0, 1), position)
        asked = chance.choice(("scope", "unit", "person"))
        Step.objects.create(
            route=route,
            position=position,
            stage=stage,
            grade=grade(chance.choice(("SEO", "G7"))),
            scope=Breadth.DIRECTORATE if asked == "scope" else None,
            unit=chance.choice((office.government.legal, office.government.coasts)) if asked == "unit" else None,
            person=chance.choice(people) if asked == "person" else None,
            people_needed=1 if asked == "person" else chance.randint(1, 2),
        )


def random_lives(chance: Random, office: Office, people: list[Person]) -> None:
    units = [office.government.transport, office.government.rural_transport, office.government.legal]
    units.append(office.government.coasts)
    for who in people:
        for _ in range(chance.randint(1, 2)):
            post_held(office, who, chance.choice(list(RANKS)), chance.choice(HELD), chance.choice(units))
    for giver in people:
        receiver = chance.choice([one for one in people if one != giver])
        if chance.random() < 0.6:
            ends = office.decided + chance.choice((-SECOND, DAY))
            Delegation.objects.create(
                giver=giver, receiver=receiver, starts_at=office.written, ends_at=ends, because="Leave.", made_at=now()
            )


def holds(who: Person, unit: Unit | None, rank: int, at: datetime) -> bool:
    """Worked out from the rows alone, not by the code under test."""
    for posting in Posting.objects.filter(person=who).select_related("unit", "grade"):
        in_time = posting.starts_at <= at and (posting.ends_at is None or posting.ends_at > at)
        in_place = unit is None or posting.unit.path.startswith(unit.path)
        if in_time and in_place and posting.grade is not None and posting.grade.rank >= rank:
            return True
    return False


def faults_of(submission: Submission, barred: set[int], at: datetime) -> list[str]:
    """Every way in which the clearances of a submission break the law."""
    faults = []
    acted: list[int] = []
    cleared = Part.objects.filter(submission=submission, role=Role.CLEARED).select_related("seat__unit", "person")
    for part in cleared.select_related("seat__person", "on_behalf_of"):
        acted += [part.person_id, *([part.on_behalf_of_id] if part.on_behalf_of_id else [])]
        seat, asked = part.seat, part.on_behalf_of or part.person
        if not holds(part.person, None, seat.least_rank, at):
            faults.append(f"{part.person} ranks below {seat}")
        if not holds(asked, seat.unit, seat.least_rank, at):
            faults.append(f"{asked} does not hold {seat}")
        if seat.person_id and seat.person_id != asked.pk:
            faults.append(f"{asked} sat for {seat.person}")
    faults += [f"{who} is barred and acted" for who in acted if who in barred]
    faults += [f"{who} acted twice" for who in set(acted) if acted.count(who) > 1]
    return faults


@pytest.mark.parametrize("seed", range(4))
def test_six_people_on_random_routes(office: Office, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - to be repeatable, not secret
    people = [office.adviser(f"Person {letter}") for letter in "ABCDEF"]
    found: list[str] = []
    ended = {"cleared": 0, "open": 0}

    def play() -> str:
        random_route(chance, office, people)
        random_lives(chance, office, people)
        draft = office.save(office.start(), office.amina, "Fares are capped.")
        writers = {who for who in people if chance.random() < 0.25}
        for who in writers:
            draft = office.save(draft, who, f"{draft.body} So says {who}.")
        interested = {who for who in people if who not in writers and chance.random() < 0.15}
        for who in interested:
            Interest.objects.create(draft=draft, person=who, because="Shares.", at=office.written)
        submitter = chance.choice([office.amina, *people])
        submission = office.submit(draft, submitter)
        barred = {who.pk for who in (office.amina, submitter, *writers, *interested)}
        for _ in range(3):
            in_turn = chance.sample([office.amina, *people], 7)
            # Where all are refused, nothing has changed, and asking again says the same.
            if {outcome(submission, who, office.decided) for who in in_turn} == {"refused"}:
                break
        found.extend(faults_of(submission, barred, office.decided))
        submission.refresh_from_db()
        if submission.state == SubmissionState.CLEARED:
            ended["cleared"] += 1
            assert Page.objects.filter(path="rural-buses/fares").exists()
        else:
            ended["open"] += 1
            assert not Page.objects.filter(path="rural-buses/fares").exists()
        return ""

    for _ in range(SCENARIOS // 4):
        rolled_back(play)
    assert found == []
    assert min(ended.values()) > 0, ended
