"""Several people who move, withdraw and add pages at the same instant: the tree stays whole, and nobody waits in a ring."""

from functools import partial

import pytest
from django.core.management import call_command

from apps.clearance.actions import deciding
from apps.clearance.actions.changing import change_page
from apps.clearance.choices import Act
from apps.clearance.models import Route, Submission
from apps.clearance.models.proposals import Change
from apps.core.clock import now
from apps.core.rules import Refused
from apps.pages.models import Page, Space
from apps.people.models import Person
from apps.records.queries import first_fault
from tests import stories
from tests.cast import Government
from tests.search.library import shelve
from tests.together import together

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 8
WHY = "It belongs there."


def move(page: Page, under: Page, by: Person, slug: str = "") -> object:
    return change_page(page, Change(Act.MOVE, WHY, under, slug), by=by, at=now())


def one_won(outcomes: list[object]) -> bool:
    return [type(one) for one in outcomes if not isinstance(one, Refused)] == [Page]


@pytest.fixture
def rural(government: Government, amina: Person) -> Space:
    space = stories.open_space(amina)
    Route.objects.filter(space=space).update(acts=[])
    return space


def test_of_two_who_move_pages_below_each_other_one_does(rural: Space, amina: Person, ben: Person) -> None:
    front = stories.front(rural)
    for number in range(ROUNDS):
        left, right = (shelve(f"{side} {number}", "Text.", under=front, by=amina) for side in ("Left", "Right"))
        below_left = shelve("Deep", "Text.", under=left, by=amina)
        below_right = shelve("Deep", "Text.", under=right, by=amina)

        outcomes = together([partial(move, left, below_right, amina), partial(move, right, below_left, ben)])

        assert one_won(outcomes), outcomes
    call_command("check_tree")
    assert first_fault() is None


def test_of_two_who_move_the_same_page_both_are_heard_and_it_stands_once(
    rural: Space, amina: Person, ben: Person
) -> None:
    front = stories.front(rural)
    here, there = (shelve(title, "Text.", under=front, by=amina) for title in ("Here", "There"))
    for number in range(ROUNDS):
        page = shelve(f"Page {number}", "Text.", under=front, by=amina)
        shelve("Below", "Text.", under=page, by=amina)
        outcomes = together([partial(move, page, here, amina), partial(move, page, there, ben)])
        assert [type(one) for one in outcomes] == [Page, Page], outcomes
    call_command("check_tree")


def test_pages_are_added_below_one_that_moves(rural: Space, amina: Person, ben: Person) -> None:
    front = stories.front(rural)
    here = shelve("Here", "Text.", under=front, by=amina)
    for number in range(ROUNDS):
        page = shelve(f"Page {number}", "Text.", under=front, by=amina)
        deep = shelve("Deep", "Text.", under=page, by=amina)
        waiting = [stories.submit(stories.start(deep, amina, f"New {letter}"), amina) for letter in "abc"]
        clearing = [partial(deciding.clear, one, by=ben, at=now()) for one in waiting]
        outcomes = together([partial(move, page, here, amina), *clearing])
        assert [type(one) for one in outcomes] == [Page, Submission, Submission, Submission], outcomes
    assert Page.objects.filter(path__below="rural-buses/here").count() == ROUNDS * 5
    call_command("check_tree")


def test_moves_that_were_proposed_are_cleared_at_once(government: Government, amina: Person, ben: Person) -> None:
    front = stories.front(stories.open_space(amina))
    for number in range(ROUNDS):
        left, right = (shelve(f"{side} {number}", "Text.", under=front, by=amina) for side in ("Left", "Right"))
        waiting = [move(left, right, amina), move(right, left, amina)]
        outcomes = together([partial(deciding.clear, one, by=ben, at=now()) for one in waiting])
        assert sorted(one.state for one in outcomes) == ["CLEARED", "VOID"], outcomes
    call_command("check_tree")


def test_of_two_pages_that_take_each_others_place_one_does(rural: Space, amina: Person, ben: Person) -> None:
    front = stories.front(rural)
    for number in range(ROUNDS):
        left, right = (shelve(f"{side} {number}", "Text.", under=front, by=amina) for side in ("Left", "Right"))
        acts = [
            partial(change_page, left, Change(Act.REPLACE, WHY, right), by=amina, at=now()),
            partial(change_page, right, Change(Act.REPLACE, WHY, left), by=ben, at=now()),
        ]
        assert one_won(together(acts))
    call_command("check_tree")
