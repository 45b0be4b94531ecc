"""Who may submit, decide and take back, and the sentence for whoever may not."""

from datetime import timedelta

import pytest

from apps.clearance.actions import deciding
from apps.clearance.models import RouteDefault, Step, Submission
from apps.clearance.queries.submissions import route_of
from apps.clearance.rules.submissions import may_decide, may_submit, may_take_back
from apps.core.clock import now
from apps.core.rules import Refused
from apps.pages.actions import drafts
from apps.pages.models import Draft, Page, Space
from apps.people.actions import end_posting
from apps.people.choices import Breadth
from apps.people.models import Person
from apps.records.actions import SYSTEM
from tests import stories
from tests.cast import grade


@pytest.fixture
def submission(space: Space, amina: Person) -> Submission:
    return stories.submit(stories.start(stories.front(space), amina), amina)


def test_an_empty_draft_is_not_submitted(space: Space, amina: Person):
    draft = stories.start(stories.front(space), amina, body=" \n ")
    verdict = may_submit(amina, draft, now())
    assert (bool(verdict), verdict.reason) == (False, "Write something in the draft before you submit it.")


def test_a_draft_of_an_edition_that_was_replaced_is_not_submitted(fares: Page, amina: Person, ben: Person):
    draft = stories.write(drafts.start(fares, by=amina, at=now()), amina, "New words.")
    Draft.objects.filter(pk=draft.pk).update(base=fares.space.pages.get(parent=None).edition)
    draft = Draft.objects.get(pk=draft.pk)
    assert "was published again after this draft was started" in may_submit(amina, draft, now()).reason


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        ("amina", "You wrote in this draft or submitted it"),
        ("dev", "Clearing this needs G7 or above in Transport and Access, and you hold no such post now."),
        ("carys", "and you hold no such post now."),
        ("erin", "and you hold no such post now."),
        ("hal", "and you hold no such post now."),
        ("ines", "and you hold no such post now."),
        ("gwen", "and you hold no such post now."),
    ],
)
def test_who_may_not_decide(submission: Submission, request: pytest.FixtureRequest, who: str, reason: str):
    verdict = may_decide(request.getfixturevalue(who), submission, now())
    assert not verdict
    assert reason in verdict.reason


def test_a_grade_seven_of_the_directorate_and_those_above_may_decide(submission: Submission, ben: Person, fay: Person):
    assert may_decide(ben, submission, now())
    assert may_decide(fay, submission, now())


def test_one_person_fills_one_step(space: Space, amina: Person, ben: Person, fay: Person):
    route = space.routes.get(audience=Breadth.DIRECTORATE)
    Step.objects.create(route=route, position=2, stage=2, scope=Breadth.DIRECTORATE, grade=grade("G7"))
    submission = stories.submit(stories.start(stories.front(space), amina), amina)
    deciding.clear(submission, by=fay, at=now())
    assert "one person can fill only one step" in may_decide(fay, submission, now()).reason
    assert may_decide(ben, submission, now())
    assert not Page.objects.filter(path="rural-buses/fares").exists()
    deciding.clear(submission, by=ben, at=now())
    assert [one["name"] for one in Page.objects.get(path="rural-buses/fares").edition.clearances] == [
        "Fay Campbell",
        "Ben Hughes",
    ]


def test_only_those_posted_in_the_unit_take_back(submission: Submission, ben: Person, fay: Person):
    assert may_take_back(ben, submission, now())
    assert "Only people posted in Rural Transport" in may_take_back(fay, submission, now()).reason


def test_whoever_left_takes_nothing_back(submission: Submission, amina: Person):
    at = now()
    end_posting(amina.postings.get(), ends_at=at - timedelta(seconds=1), by=SYSTEM, at=at, because="Moved on.")
    assert not may_take_back(amina, submission, at)


@pytest.mark.parametrize(
    ("audience", "stop"),
    [
        (Breadth.TEAM, "EO or above in Rural Transport"),
        (Breadth.DIRECTORATE, "G7 or above in Transport and Access"),
        (Breadth.DEPARTMENT, "SCS1 or above in Department for Rural Affairs"),
        (Breadth.GOVERNMENT, "SCS2 or above in Department for Rural Affairs"),
    ],
)
def test_the_wider_the_audience_the_more_senior_the_clearance(space: Space, amina: Person, audience: int, stop: str):
    draft = stories.start(stories.front(space), amina)
    draft = stories.write(draft, amina, "For more people.", audience=audience)
    assert [str(one) for one in route_of(draft, submitted_by=amina, at=now())] == [stop]


def test_an_audience_without_a_route_is_refused_with_what_to_do(space: Space, amina: Person):
    Step.objects.all().delete()
    RouteDefault.objects.all().delete()
    with pytest.raises(
        Refused, match=r"No clearance route is set for this audience\. Ask an administrator to set one\."
    ):
        stories.submit(stories.start(stories.front(space), amina), amina)
