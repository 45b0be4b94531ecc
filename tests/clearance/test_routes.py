"""Changing a route is itself cleared, under the route as it is; what is in review keeps its steps."""

import pytest

from apps.clearance.actions import deciding
from apps.clearance.actions.proposals import propose_route, propose_sensitive_route
from apps.clearance.choices import Act, SubmissionState
from apps.clearance.models import Route, Submission
from apps.clearance.models.routes import Wish
from apps.clearance.queries.routes import steps_for
from apps.core.clock import now
from apps.core.rules import Refused
from apps.pages.choices import Marking
from apps.pages.models import Space
from apps.people.choices import Breadth
from apps.people.models import Person
from apps.records.models import Event
from tests import stories
from tests.cast import Government, grade, leave, post
from tests.cast import person as sign_in
from tests.together import together

pytestmark = pytest.mark.django_db
WHY = "Lawyers must see what the directorate is told."


@pytest.fixture
def route(space: Space) -> Route:
    """Of the space's text for the directorate: one G7 there."""
    return Route.objects.select_related("space__unit").get(space=space, audience=Breadth.DIRECTORATE)


def wish(code: str = "G7", **said: object) -> Wish:
    if not {"scope", "unit", "person"} & said.keys():
        said["scope"] = Breadth.DIRECTORATE
    return Wish(**{"stage": 1, "grade": grade(code).pk, **said})  # type: ignore[arg-type]


def with_lawyers(government: Government) -> list[Wish]:
    return [wish(), wish("SEO", stage=2, unit=government.legal.pk, name="Legal", working_days=5)]


def told(space: Space, marking: str = Marking.OFFICIAL) -> list[tuple[int, int, str]]:
    steps = steps_for(space, audience=Breadth.DIRECTORATE, marking=marking)
    return [(step.position, step.stage, str(step)) for step in steps]


def test_other_steps_are_laid_out_once_the_route_as_it_is_has_cleared_them(
    route: Route, government: Government, amina: Person, ben: Person
):
    waiting = stories.submit(stories.start(stories.front(route.space), amina), amina)
    proposed = propose_route(route, with_lawyers(government), [Act.MOVE], because=WHY, by=amina, at=now())
    assert (proposed.act, proposed.state) == (Act.ROUTE, SubmissionState.OPEN)
    assert [str(seat) for seat in proposed.seats.all()] == ["G7 or above in Transport and Access"]
    assert told(route.space) == [(1, 1, "G7 or above in the author’s directorate")]

    deciding.clear(proposed, by=ben, at=now())
    first, second = (1, 1, "G7 or above in the author’s directorate"), (2, 2, "SEO or above in Legal")
    assert told(route.space) == [first, second]
    assert Route.objects.get(pk=route.pk).acts == [Act.MOVE]
    event = Event.objects.get(verb="clearance.route_changed")
    assert (event.details["was"], event.details["steps"]) == ([first[2]], [first[2], second[2]])
    # What was in review when the route changed goes up the steps it started with, and is published by them.
    assert [str(seat) for seat in waiting.seats.all()] == ["G7 or above in Transport and Access"]
    assert deciding.clear(waiting, by=ben, at=now()).state == SubmissionState.CLEARED


def test_whoever_proposes_other_steps_does_not_clear_them(route: Route, ben: Person, fay: Person):
    proposed = propose_route(route, [wish("AA")], [], because=WHY, by=ben, at=now())
    with pytest.raises(Refused, match="You proposed this, so somebody else must clear it"):
        deciding.clear(proposed, by=ben, at=now())
    assert deciding.clear(proposed, by=fay, at=now()).state == SubmissionState.CLEARED


def test_stages_are_numbered_from_one_and_none_is_left_out(
    route: Route, government: Government, amina: Person, ben: Person
):
    wishes = [wish("SCS1", stage=9), wish("G7", stage=4), wish("SEO", stage=4, unit=government.legal.pk)]
    deciding.clear(propose_route(route, wishes, [], because=WHY, by=amina, at=now()), by=ben, at=now())
    assert [(position, stage) for position, stage, _ in told(route.space)] == [(1, 1), (2, 1), (3, 2)]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"scope": 20, "unit": 1}, "Step 1: it must ask one of"),
        ({"scope": None}, "Step 1: it must ask one of"),
        ({"scope": 25}, "Step 1: there is no such part of the organisation"),
        ({"unit": 999_999}, "Step 1: there is no such unit"),
        ({"person": 999_999}, "Step 1: this person cannot sign in"),
        ({"grade": 999_999}, "Step 1: there is no such grade"),
        ({"people_needed": 0}, "Step 1: it must ask between 1 and 9 people"),
        ({"people_needed": 10}, "Step 1: it must ask between 1 and 9 people"),
        ({"working_days": 0}, "Step 1: it can allow 1 to 60 days"),
        ({"silence_clears": True, "working_days": 3}, "silence cannot clear a whole route"),
    ],
)
def test_what_a_step_must_say(route: Route, amina: Person, said: dict[str, object], why: str):
    with pytest.raises(Refused, match=why):
        propose_route(route, [wish(**said)], [], because=WHY, by=amina, at=now())
    assert not Submission.objects.exists()


def test_silence_clears_only_after_a_number_of_days(route: Route, amina: Person):
    with pytest.raises(Refused, match="Step 2: silence clears only after a number of days"):
        propose_route(route, [wish(), wish(silence_clears=True)], [], because=WHY, by=amina, at=now())


def test_a_named_person_is_one_person_who_may_sign_in(route: Route, amina: Person, ben: Person, hal: Person):
    with pytest.raises(Refused, match="a named person is one person"):
        propose_route(route, [wish(person=ben.pk, people_needed=2)], [], because=WHY, by=amina, at=now())
    Person.objects.filter(pk=hal.pk).update(is_active=False)
    with pytest.raises(Refused, match="this person cannot sign in"):
        propose_route(route, [wish(person=hal.pk)], [], because=WHY, by=amina, at=now())


def test_a_route_has_from_one_to_ten_steps_and_says_something_new(route: Route, amina: Person):
    for wishes, why in (
        ([], "at least one step"),
        ([wish()] * 11, "10 steps at most"),
        ([wish()], "says this already"),
    ):
        with pytest.raises(Refused, match=why):
            propose_route(route, wishes, route.acts, because=WHY, by=amina, at=now())


@pytest.mark.parametrize("who", ["dev", "carys", "erin", "hal", "ines"])
def test_only_members_of_the_space_propose_other_steps(route: Route, request: pytest.FixtureRequest, who: str):
    with pytest.raises(Refused, match="Only people posted in Rural Transport can draft in this space"):
        propose_route(route, [wish("SCS1")], [], because=WHY, by=request.getfixturevalue(who), at=now())


def test_one_change_of_a_route_waits_at_a_time(route: Route, amina: Person, ben: Person):
    propose_route(route, [wish("SCS1")], [], because=WHY, by=amina, at=now())
    with pytest.raises(Refused, match="A change of this route is waiting for clearance already"):
        propose_route(route, [wish("SCS2")], [], because=WHY, by=ben, at=now())


def test_sensitive_text_gets_a_route_of_its_own_cleared_under_the_one_before(
    route: Route, government: Government, amina: Person, ben: Person
):
    sent = propose_sensitive_route(route, with_lawyers(government), [], because=WHY, by=amina, at=now())
    assert [str(seat) for seat in sent.seats.all()] == ["G7 or above in Transport and Access"]
    before = told(route.space)
    assert told(route.space, Marking.SENSITIVE) == before
    deciding.clear(sent, by=ben, at=now())
    assert told(route.space) == before
    assert [one for *_, one in told(route.space, Marking.SENSITIVE)][1:] == ["SEO or above in Legal"]
    with pytest.raises(Refused, match="has a route of its own already"):
        propose_sensitive_route(route, [wish("SCS1")], [], because=WHY, by=amina, at=now())


def test_no_route_for_sensitive_text_for_all_of_government(space: Space, amina: Person):
    widest = Route.objects.get(space=space, audience=Breadth.GOVERNMENT)
    with pytest.raises(Refused, match="cannot be for all of government"):
        propose_sensitive_route(widest, [wish("SCS1")], [], because=WHY, by=amina, at=now())


def test_a_step_for_somebody_who_left_keeps_waiting_for_nobody_else(
    route: Route, government: Government, amina: Person, ben: Person
):
    lawyer = post(sign_in("Lola Reyes"), government.legal, "SEO", "Lawyer")
    sent = propose_route(route, [wish("SEO", person=lawyer.pk)], [], because=WHY, by=amina, at=now())
    deciding.clear(sent, by=ben, at=now())
    leave(lawyer)
    waiting = stories.submit(stories.start(stories.front(route.space), amina), amina)
    with pytest.raises(Refused, match="Clearing this needs Lola Reyes, SEO or above"):
        deciding.clear(waiting, by=lawyer, at=now())


@pytest.mark.django_db(transaction=True)
def test_of_two_changes_proposed_at_once_one_waits_and_the_other_is_told(route: Route, amina: Person, ben: Person):
    acts = [
        lambda by=by, code=code: propose_route(route, [wish(code)], [], because=WHY, by=by, at=now())
        for by, code in ((amina, "SCS1"), (ben, "SCS2"))
    ]
    outcomes = together(acts)
    refused = [one for one in outcomes if isinstance(one, Exception)]
    assert [str(one) for one in refused] == ["A change of this route is waiting for clearance already."]
    assert Submission.objects.filter(act=Act.ROUTE).count() == 1
