"""Law 3 from every side: whoever wrote, submitted, declared, delegated or left, nobody's own words are cleared by them.

One person is put through every combination of what they did to the draft and what they hold (432), and one person and
their delegate through every combination of theirs (108); each answer is foretold from the combination alone.
"""

from functools import partial
from itertools import product
from typing import Any

import pytest

from apps.clearance.actions import interests
from apps.clearance.choices import SubmissionState
from apps.clearance.models import Delegation, Interest, Submission
from apps.pages.actions import drafts
from apps.pages.models import Draft, Space
from apps.people.models import Person
from tests.cast import Government
from tests.clearance.office import DAY, HELD, RANKS, SECOND, Office, outcome, post_held, rolled_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(government: Government, space: Space, amina: Person) -> Office:
    return Office(government, space, amina)


# What somebody did to the draft, which is built once for all that they may hold when it is decided.
WROTE = ("nothing", "in this draft", "in one given up before")
DECLARED = ("nothing", "before it was submitted", "after it was submitted")
DID = list(product(WROTE, (False, True), DECLARED))
HOLDS = list(product(RANKS, HELD, ("in scope", "elsewhere")))


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
