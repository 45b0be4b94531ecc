"""Law 8 in clearing: no grade clears by standing, and no standing clears policy, through whichever door."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from apps.clearance.actions import deciding, proposals, routes, submitting
from apps.clearance.choices import Act, SubmissionState
from apps.clearance.models import Route, Seat, Step, Submission
from apps.clearance.models.proposals import Change
from apps.clearance.models.routes import Layout, Wish
from apps.clearance.queries.authority import ways_to_fill
from apps.clearance.queries.routes import Stop, layout_of, route_digest
from apps.clearance.queries.staffing import staffed_layout
from apps.clearance.queries.submissions import who_could_fill
from apps.clearance.rules.page_acts import may_change_page
from apps.core.clock import now
from apps.core.rules import Refused
from apps.pages.actions import absorbing
from apps.pages.models import Space
from apps.people.choices import Breadth
from apps.people.models import Person
from apps.records.actions import SYSTEM
from apps.trust.choices import Level
from tests import stories
from tests.exchange import open_exchange, stand

BY_STANDING = Wish(stage=1, standing=Level.STEWARD)
NOT_IN_POLICY = "Standing clears nothing in a policy space"


@pytest.fixture
def policy(ben: Person) -> Space:
    return stories.open_space(ben)


@pytest.fixture
def dev_stands(policy: Space, dev: Person) -> Person:
    """An AO of the directorate, at the top of the ladder of trust there."""
    return stand(dev, policy.community, Level.STEWARD)


def waiting(space: Space, by: Person) -> Submission:
    return stories.submit(stories.start(stories.front(space), by), by)


def test_no_grade_clears_a_tip(ben, carys, gwen):
    """A Director who has earned nothing in a practice space clears nothing there."""
    sent = waiting(open_exchange(ben), carys)

    with pytest.raises(Refused, match="Clearing this needs a steward, by standing, and you hold no such post now"):
        deciding.clear(sent, by=gwen, at=now())
    with pytest.raises(Refused, match="needs a steward, by standing"):
        deciding.send_back(sent, because="No.", by=gwen, at=now())


def test_a_steward_clears_no_policy(policy, amina, dev_stands):
    sent = waiting(policy, amina)

    with pytest.raises(Refused, match="Clearing this needs "):
        deciding.clear(sent, by=dev_stands, at=now())
    assert not Submission.objects.waiting_for(dev_stands, at=now()).exists()


def test_no_route_of_policy_asks_for_standing_whichever_way_it_is_laid_out(policy, amina):
    route = Route.objects.get(space=policy, audience=Breadth.DIRECTORATE)
    acts = list(route.acts)

    with pytest.raises(Refused, match=NOT_IN_POLICY):
        proposals.propose_route(route, [BY_STANDING], acts, because="We trust Dev.", by=amina, at=now())
    with pytest.raises(Refused, match=NOT_IN_POLICY):
        routes.lay_out(route, [BY_STANDING], acts, by=SYSTEM, at=now())
    assert [step.standing for step in route.steps.all()] == [None]
    assert staffed_layout(route, Layout.of([BY_STANDING], acts, route.marking), at=now()).is_short


def test_the_screen_of_a_policy_route_offers_no_standing(policy, amina):
    route = Route.objects.get(space=policy, audience=Breadth.DIRECTORATE)
    browser = Client()
    browser.force_login(amina)
    door = reverse("clearance:route-change", args=[route.pk])

    assert "by standing" not in browser.get(door).content.decode()
    steps = {"steps-TOTAL_FORMS": "1", "steps-INITIAL_FORMS": "0", "steps-0-stage": "1", "steps-0-people_needed": "1"}
    answer = browser.post(door, steps | {"steps-0-whom": "standing-3", "because": "We trust Dev.", "do": "send"})
    assert answer.status_code == 422
    assert not Submission.objects.exists()


def test_nothing_of_policy_goes_up_by_standing(policy, amina):
    draft = stories.start(stories.front(policy), amina)
    stop = Stop(Step(position=1, stage=1, standing=Level.STEWARD), None, [])
    sent = Submission(act=Act.PUBLISH, draft=draft, space=policy, **draft.words(), submitted_by=amina)
    sent.bound_to, sent.submitted_at = draft.digest(), now()

    with pytest.raises(Refused, match=NOT_IN_POLICY):
        submitting.send_up(sent, [stop], authors={amina}, at=now())


def test_a_seat_by_standing_that_stands_in_policy_all_the_same_is_filled_by_nobody(policy, amina, ben, dev_stands):
    """Written into the tables by hand, with the digest of its route as though it had been sent up so."""
    sent = waiting(policy, amina)
    Seat.objects.filter(submission=sent).update(
        unit=None, person=None, grade=None, least_rank=None, standing=Level.STEWARD
    )
    Submission.objects.filter(pk=sent.pk).update(route_bound_to=route_digest(list(sent.seats.all())))
    seat = sent.seats.get()

    assert list(who_could_fill(seat, at=now())) == []
    for person in (dev_stands, ben):
        assert ways_to_fill(person, [seat], at=now()) == []
        with pytest.raises(Refused):
            deciding.clear(Submission.objects.get(pk=sent.pk), by=person, at=now())
    assert Submission.objects.get(pk=sent.pk).state == SubmissionState.OPEN


def test_a_step_by_standing_that_stands_in_policy_all_the_same_sends_nothing_up(policy, amina):
    step = Step.objects.get(route__space=policy, route__audience=Breadth.DIRECTORATE)
    Step.objects.filter(pk=step.pk).update(scope=None, grade=None, standing=Level.STEWARD)

    with pytest.raises(Refused, match=NOT_IN_POLICY):
        waiting(policy, amina)


def test_no_page_goes_from_one_ladder_to_the_other(policy, ben, amina):
    """What stewards cleared does not become policy by moving there or being merged, nor the other way round."""
    exchange = open_exchange(ben, audience=Breadth.DIRECTORATE)
    practice = stories.publish(stories.front(exchange), amina, ben, title="Stand-ups")
    rule = stories.publish(stories.front(policy), amina, ben, title="Fares")

    for page, other in ((practice, stories.front(policy)), (rule, stories.front(exchange))):
        verdict = may_change_page(amina, page, Change(Act.MOVE, "Tidier.", other, "moved"), now())
        assert (verdict.allowed, "in a space of the same kind" in verdict.reason) == (False, True)
    for page, other in ((rule, practice), (practice, rule)):
        with pytest.raises(Refused, match="in a space of the same kind"):
            absorbing.absorb(page, other, by=amina, at=now())


def test_a_wish_says_grade_or_standing_and_not_both(ben, amina):
    space = open_exchange(ben)
    route = Route.objects.get(space=space, audience=Breadth.GOVERNMENT)
    [wish] = layout_of(route).steps
    grade = stories.open_space(ben, "Policy").routes.first().steps.get().grade_id

    for wrong in (replace(wish, grade=grade), replace(wish, standing=None), replace(wish, standing=9)):
        with pytest.raises(Refused):
            proposals.propose_route(route, [wrong], list(route.acts), because="Because.", by=amina, at=now())
