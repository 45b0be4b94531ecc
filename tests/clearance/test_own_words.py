"""Law 3 from every side: whoever wrote, submitted, declared, delegated or left, nobody's own words are cleared by them.

Two generated sets. The first puts one person through every combination of what they did to the draft and what they
hold (432), and one person and their delegate through every combination of theirs (108), and foretells each answer
from the combination alone. The second lets six people loose on random routes and checks what stands at the end.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import product
from random import Random
from typing import Any, TypeVar

import pytest
from django.db import transaction

from apps.clearance.actions import deciding, interests, submitting
from apps.clearance.choices import Role, SubmissionState
from apps.clearance.models import Delegation, Interest, Part, Step, Submission
from apps.core.clock import now
from apps.core.rules import Refused
from apps.pages.actions import drafts, saving
from apps.pages.actions.saving import Words
from apps.pages.models import Draft, Page, Space
from apps.people.choices import Breadth, PostingKind
from apps.people.models import Person, Posting, Unit
from tests import stories
from tests.cast import Government, grade, person

pytestmark = pytest.mark.django_db

T = TypeVar("T")
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
RANKS = {"SEO": 50, "G7": 60, "SCS1": 80}


@dataclass
class Office:
    """A team's space, its author, and the moments at which things are written and decided."""

    government: Government
    space: Space
    amina: Person
    decided: datetime = field(default_factory=now)

    @property
    def written(self) -> datetime:
        return self.decided - 2 * DAY

    def adviser(self, name: str) -> Person:
        """Somebody who could write in the space when the draft was written, and holds no grade by that."""
        who = person(name)
        self.post(who, self.government.rural_transport, None, self.written - DAY, self.written + HOUR)
        return who

    def post(
        self,
        who: Person,
        unit: Unit,
        code: str | None,
        starts_at: datetime,
        ends_at: datetime | None = None,
        kind: str = PostingKind.SUBSTANTIVE,
    ) -> None:
        rung = grade(code) if code else None
        Posting.objects.create(
            person=who, unit=unit, grade=rung, title="Adviser", kind=kind, starts_at=starts_at, ends_at=ends_at
        )

    def save(self, draft: Draft, by: Person, body: str) -> Draft:
        words = Words(draft.title, body, draft.audience)
        return saving.save(draft, words, made_on=draft.version, by=by, at=self.written).draft

    def submit(self, draft: Draft, by: Person) -> Submission:
        cover = submitting.Cover("Why.", "MAJOR", (self.decided + 365 * DAY).date())
        return submitting.submit(draft, cover, version=draft.version, by=by, at=self.written)

    def start(self) -> Draft:
        front = stories.front(self.space)
        return drafts.start_new(front, "Fares", template=None, by=self.amina, at=self.written)


@pytest.fixture
def office(government: Government, space: Space, amina: Person) -> Office:
    return Office(government, space, amina)


def rolled_back(act: Callable[[], T]) -> T:
    with transaction.atomic():
        came_to = act()
        transaction.set_rollback(True)
    return came_to


def outcome(submission: Submission, who: Person, at: datetime) -> str:
    try:
        with transaction.atomic():
            return str(deciding.clear(submission, by=who, at=at).state)
    except Refused:
        return "refused"


# What somebody did to the draft, which is built once for all that they may hold when it is decided.
WROTE = ("nothing", "in this draft", "in one given up before")
DECLARED = ("nothing", "before it was submitted", "after it was submitted")
HELD = ("ended a second ago", "held", "starts in a second", "held as cover")
DID = list(product(WROTE, (False, True), DECLARED))
HOLDS = list(product(RANKS, HELD, ("in scope", "elsewhere")))


def post_held(office: Office, who: Person, code: str, held: str, unit: Unit) -> None:
    starts, ends, kind = office.decided - 9 * DAY, None, PostingKind.SUBSTANTIVE
    if held == "ended a second ago":
        ends = office.decided - SECOND
    if held == "starts in a second":
        starts = office.decided + SECOND
    if held == "held as cover":
        kind, ends = PostingKind.COVER, office.decided + DAY
    office.post(who, unit, code, starts, ends, kind)


def prepared(office: Office, xan: Person, wrote: str, submits: bool, declared: str) -> Submission:
    draft = office.start()
    if wrote == "in one given up before":
        office.save(draft, xan, "Xan's words.")
        drafts.discard(Draft.objects.get(pk=draft.pk), by=office.amina, at=office.written)
        draft = office.start()
    draft = office.save(draft, office.amina, "Fares are capped.")
    if wrote == "in this draft":
        draft = office.save(draft, xan, "Fares are capped, says Xan.")
    if declared == "before it was submitted":
        Interest.objects.create(draft=draft, person=xan, because="Owns shares in a bus firm.", at=office.written)
    submission = office.submit(draft, xan if submits else office.amina)
    if declared == "after it was submitted" and wrote == "nothing" and not submits:
        interests.declare_in(submission, because="Owns shares.", by=xan, at=office.written)
    return submission


def test_one_person_in_every_combination(office: Office) -> None:
    xan = office.adviser("Xan Reid")

    def decided(submission: Submission, code: str, held: str, place: str) -> str:
        unit = office.government.transport if place == "in scope" else office.government.coasts
        post_held(office, xan, code, held, unit)
        return outcome(submission, xan, office.decided)

    def tried(*did: Any) -> list[str]:
        submission = prepared(office, xan, *did)
        return [rolled_back(partial(decided, submission, *held)) for held in HOLDS]

    wrong, cleared = [], 0
    for did in DID:
        is_barred = did != ("nothing", False, "nothing")
        for (code, held, place), found in zip(HOLDS, rolled_back(partial(tried, *did)), strict=True):
            holds = held.startswith("held") and place == "in scope" and RANKS[code] >= RANKS["G7"]
            expected = SubmissionState.CLEARED if holds and not is_barred else "refused"
            cleared += found == SubmissionState.CLEARED
            if found != expected:
                wrong.append((did, code, held, place, found))
    assert wrong == []
    assert (cleared, len(DID) * len(HOLDS)) == (4, 432)


BARS = ("nothing", "wrote", "declared")
LENT = ("in force", "ended a second ago", "begins in a second")
BARRED = list(product(BARS, BARS))
AGREED = list(product(("held", "ended a second ago"), LENT, ("SEO", "G7")))


def touched(office: Office, bars: dict[Person, str]) -> Submission:
    draft = office.save(office.start(), office.amina, "Fares are capped.")
    for who, bar in bars.items():
        if bar == "wrote":
            draft = office.save(draft, who, f"{draft.body} So says {who}.")
        if bar == "declared":
            Interest.objects.create(draft=draft, person=who, because="Shares.", at=office.written)
    return office.submit(draft, office.amina)


def test_one_person_and_their_delegate_in_every_combination(office: Office) -> None:
    yara, xan = office.adviser("Yara Bell"), office.adviser("Xan Reid")

    def decided(submission: Submission, held: str, lent: str, code: str) -> str:
        post_held(office, yara, "G7", held, office.government.transport)
        post_held(office, xan, code, "held", office.government.coasts)
        starts = office.decided + SECOND if lent == "begins in a second" else office.written
        ends = office.decided - SECOND if lent == "ended a second ago" else office.decided + DAY
        Delegation.objects.create(
            giver=yara, receiver=xan, starts_at=starts, ends_at=ends, because="Leave.", made_at=office.written
        )
        return outcome(submission, xan, office.decided)

    def tried(givers: str, receivers: str) -> list[str]:
        submission = touched(office, {yara: givers, xan: receivers})
        return [rolled_back(partial(decided, submission, *agreed)) for agreed in AGREED]

    wrong, cleared = [], 0
    for barred in BARRED:
        for agreed, found in zip(AGREED, rolled_back(partial(tried, *barred)), strict=True):
            may = (barred, agreed) == (("nothing", "nothing"), ("held", "in force", "G7"))
            cleared += found == SubmissionState.CLEARED
            if found != (SubmissionState.CLEARED if may else "refused"):
                wrong.append((barred, agreed, found))
    assert wrong == []
    assert (cleared, len(BARRED) * len(AGREED)) == (1, 108)


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
