"""Delegating, deciding for each other, declaring and revoking at the same instant."""

from datetime import timedelta
from functools import partial

import pytest

from apps.clearance.actions import deciding, interests
from apps.clearance.actions.delegations import delegate, end_delegation
from apps.clearance.actions.fact_checks import Question, ask, note_opening, remark, revoke
from apps.clearance.choices import Role
from apps.clearance.models import Delegation, FactRemark, Part, Submission
from apps.core.clock import now
from apps.core.rules import Refused
from apps.people.choices import Breadth
from apps.people.models import Person
from apps.records.models import Event
from apps.records.queries import first_fault
from tests import stories
from tests.cast import Government, person, post
from tests.together import together

pytestmark = pytest.mark.django_db(transaction=True)
WEEK = timedelta(days=7)


@pytest.fixture
def lena(government: Government) -> Person:
    return post(person("Lena Roy"), government.legal, "G7", "Lawyer")


def for_two(amina: Person) -> Submission:
    """Something that two people must clear."""
    space = stories.open_space(amina)
    space.routes.get(audience=space.audience).steps.update(people_needed=2)
    return stories.submit(stories.start(stories.front(space), amina), amina)


def refusals(answers: list[object]) -> int:
    faults = [answer for answer in answers if isinstance(answer, Exception) and not isinstance(answer, Refused)]
    assert faults == []
    return sum(isinstance(answer, Refused) for answer in answers)


def test_asking_the_same_person_twice_at_once_asks_once(ben: Person, lena: Person) -> None:
    at = now()
    answers = together([partial(delegate, lena, at, at + WEEK, "Leave.", by=ben, at=at)] * 4)
    assert (refusals(answers), Delegation.objects.count()) == (3, 1)
    made = Delegation.objects.get()
    answers = together([partial(end_delegation, made, by=who, at=now()) for who in (ben, lena, ben, lena)])
    assert refusals(answers) == 3
    assert Event.objects.filter(verb="clearance.delegation_ended").count() == 1


def test_a_giver_and_their_delegate_fill_one_seat_between_them(amina: Person, ben: Person, lena: Person) -> None:
    sent = for_two(amina)
    delegate(lena, now(), now() + WEEK, "Leave.", by=ben, at=now())
    answers = together([partial(deciding.clear, sent, by=who, at=now()) for who in (ben, lena)])
    assert refusals(answers) == 1
    assert Part.objects.filter(submission=sent, role=Role.CLEARED).count() == 1
    assert first_fault() is None


def test_clearing_and_declaring_at_once_leaves_nothing_standing(amina: Person, ben: Person) -> None:
    sent = for_two(amina)
    together(
        [
            partial(deciding.clear, sent, by=ben, at=now()),
            partial(interests.declare_in, sent, because="Shares.", by=ben, at=now()),
        ]
    )
    assert not Part.objects.filter(submission=sent, person=ben, role=Role.CLEARED, void_at=None).exists()
    assert Part.objects.filter(submission=sent, person=ben).count() == 1
    assert first_fault() is None


def test_a_remark_and_its_link_revoked_at_once(amina: Person, ben: Person) -> None:
    draft = stories.start(stories.front(stories.open_space(amina)), amina)
    draft = stories.write(draft, amina, "Fares are two pounds.", audience=Breadth.DEPARTMENT)
    check, _ = ask(draft, Question("Rhys Powell", "rhys@university.example", "Right?", 7), by=amina, at=now())
    opened = together([partial(note_opening, check, at=now())] * 3)
    assert opened == [None] * 3
    answers = together([partial(revoke, check, by=ben, at=now()), partial(remark, check, "No.", at=now())])
    kept = FactRemark.objects.count()
    assert (refusals(answers), kept) in {(0, 1), (1, 0)}
    assert Event.objects.filter(verb="clearance.fact_check_opened").count() == 1
    assert Event.objects.filter(verb="clearance.fact_remarked").count() == kept
    assert first_fault() is None
