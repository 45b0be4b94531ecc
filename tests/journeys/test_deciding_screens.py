"""The screens of claims, delegations, interests and fact checks: looked at as the others are."""

from datetime import timedelta

import pytest

from apps.clearance.actions import fact_checks, interests
from apps.clearance.actions.delegations import delegate
from apps.clearance.actions.fact_checks import Question
from apps.clearance.models import Seat
from apps.core.clock import now
from tests import stories
from tests.cast import grade, person, post
from tests.journeys.test_screens import EVERYTHING, LONG_TITLE, look_at_all

pytestmark = pytest.mark.appearance


def test_an_outsider_who_was_sent_a_link(open_window, space, amina):
    draft = stories.write(stories.start(stories.front(space), amina, "Halls"), amina, EVERYTHING, audience=30)
    question = Question("Rhys Powell", "rhys@university.example", "Are the costs right?", 14)
    check, link = fact_checks.ask(draft, question, by=amina, at=now())
    fact_checks.remark(check, "It was £3m.", paragraph=1, at=now())
    window = open_window()
    look_at_all(
        window,
        (link, "Check the facts: Halls"),
        (link, "Error: Check the facts: Halls", "Send this remark"),
        ("/fact-check/not-a-key/", "This link does not work"),
    )
    fact_checks.revoke(check, by=amina, at=now())
    look_at_all(window, (link, "This fact check is closed"))


def test_ben_who_asks_others_to_decide(enter, space, amina, ben, fay):
    at = now()
    lent = delegate(fay, at, at + timedelta(days=7), "On leave.", by=ben, at=at)
    draft = stories.write(stories.start(stories.front(space), amina, "Halls"), amina, "For all.", audience=30)
    check, _ = fact_checks.ask(draft, Question("Rhys", "rhys@x.example", "Right?", 14), by=amina, at=at)
    fact_checks.remark(check, "It was £3m.", paragraph=1, at=at)
    submission = stories.submit(stories.start(stories.front(space), amina, "Stops"), amina)
    interest = f"{submission.get_absolute_url()}interest/"
    look_at_all(
        enter(ben),
        ("/account/", "Your account"),
        ("/account/delegations/", "Deciding for others"),
        ("/account/delegations/new/", "Ask somebody to decide on your behalf"),
        ("/account/delegations/new/", "Error: Ask somebody to decide on your behalf", "Ask them"),
        (f"/account/delegations/{lent.pk}/end/", "End Fay Campbell deciding for Ben Hughes"),
        ("/account/delegations/", "Deciding for others"),
        (interest, "Declare an interest in Stops"),
        (interest, "Error: Declare an interest in Stops", "Declare this interest"),
        (f"/drafts/{draft.pk}/interest/", "Declare an interest in Halls"),
        (f"/drafts/{draft.pk}/", "Draft: Halls"),
        (f"/drafts/{draft.pk}/fact-checks/", "Fact checks of Halls"),
        (f"/drafts/{draft.pk}/fact-checks/new/", "Ask somebody outside to check Halls"),
        (f"/drafts/{draft.pk}/fact-checks/new/", "Error: Ask somebody outside to check Halls", "Send the link"),
        (f"/fact-checks/{check.pk}/revocation/", "Revoke the link sent to Rhys"),
    )


def test_fay_who_decides_for_others_in_several_ways(enter, government, space, amina, ben, fay):
    route = space.routes.get(audience=space.audience)
    route.steps.create(position=2, stage=1, unit=government.legal, grade=grade("G7"), name="Legal")
    lena = post(person("Lena Roy"), government.legal, "G7", "Lawyer")
    at = now()
    delegate(fay, at, at + timedelta(days=7), "On leave.", by=lena, at=at)
    submission = stories.submit(stories.start(stories.front(space), amina, "Stops"), amina)
    interests.declare_in(submission, because="My sister runs a bus firm.", by=ben, at=at)
    address = submission.get_absolute_url()
    look_at_all(
        enter(fay),
        ("/", "Your desk"),
        ("/waiting/", "Waiting for you"),
        (address, "Clearance of Stops"),
        (address, "Error: Clearance of Stops", "Clear"),
        (address, "Error: Clearance of Stops", "Send back"),
    )


def test_whoever_waits_and_whoever_is_waited_for(enter, space, amina, ben, fay):
    at, front = now(), stories.front(space)
    submission = stories.submit(stories.start(front, amina, LONG_TITLE), amina)
    seats = Seat.objects.filter(submission=submission)
    late = at - timedelta(days=9)
    seats.update(opened_at=late, due_at=late + timedelta(days=1), climbed_to=space.unit.parent.parent)
    look_at_all(
        enter(amina),
        (f"/spaces/{space.pk}/waiting-times/", f"Waiting times in {space}"),
        (f"/drafts/{stories.start(front, amina, 'Halls').pk}/submission/", "Submit for clearance: Halls"),
    )
    look_at_all(
        enter(ben),
        ("/", "Your desk"),
        ("/waiting/", "Waiting for you"),
        (submission.get_absolute_url(), f"Clearance of {LONG_TITLE}", "Claim G7 or above in Transport and Access"),
        ("/waiting/", "Waiting for you"),
    )
    look_at_all(enter(fay), (seats.get().get_absolute_url(), "Overdue clearance"))
