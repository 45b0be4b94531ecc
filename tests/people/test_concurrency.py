"""Several people at the same instant: nobody waits for what another holds, and nobody is told a fault of ours."""

from functools import partial

import pytest

from apps.core.clock import now
from apps.core.rules import Refused
from apps.people import actions
from apps.people.models import Person, Unit
from apps.records.actions import SYSTEM
from apps.records.queries import first_fault
from tests import stories
from tests.cast import Government, unit_kind
from tests.together import together

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 12


def test_of_four_who_open_the_same_unit_one_does_and_three_are_told(government: Government, ines: Person) -> None:
    kind = unit_kind("Team")

    def opening() -> Unit:
        return actions.open_unit("Crews", kind=kind, parent=government.shoreline, by=ines, at=now())

    outcomes = together([opening] * 4)
    assert [type(outcome) for outcome in outcomes].count(Unit) == 1
    refusals = [outcome.reason for outcome in outcomes if isinstance(outcome, Refused)]
    assert refusals == ["There is already a unit called Crews there."] * 3


def test_access_changes_while_the_person_is_being_told_of_something(amina: Person, ben: Person) -> None:
    front = stories.front(stories.open_space(amina))
    drafts = [stories.start(front, amina, f"Route {number}") for number in range(ROUNDS)]
    change = partial(actions.change_access, ben, may_sign_in=True, by=SYSTEM, because="Back from leave.")

    def submit_all() -> None:
        for draft in drafts:
            stories.submit(draft, amina)

    def change_often() -> None:
        for _ in range(ROUNDS * 6):
            change(at=now())

    assert together([submit_all, change_often, change_often]) == [None] * 3
    assert first_fault() is None
