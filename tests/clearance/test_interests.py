"""Declaring an interest: who is barred by it, what it undoes, and who is told."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from apps.clearance.actions import deciding, interests, proposals, submitting
from apps.clearance.choices import Role, SubmissionState, WhyVoid
from apps.clearance.models import Delegation, Interest, Part, Submission
from apps.clearance.models.routes import Wish
from apps.core.clock import now
from apps.core.rules import Refused
from apps.notices.models import Notice
from apps.pages.actions import drafts
from apps.pages.choices import DraftState
from apps.pages.models import Draft, Page, Space
from apps.people.choices import Breadth
from apps.people.models import Person
from apps.records.models import Event
from tests import stories
from tests.cast import Government, grade, person, post

WHY = "My sister runs a bus firm."


def two_steps(space: Space) -> None:
    """A Grade 7 of the directorate within three working days, and then its head."""
    route = space.routes.get(audience=space.audience)
    route.steps.all().delete()
    route.steps.create(position=1, stage=1, scope=Breadth.DIRECTORATE, grade=grade("G7"), working_days=3)
    route.steps.create(position=2, stage=2, scope=Breadth.DIRECTORATE, grade=grade("SCS1"))


@pytest.fixture
def submission(space: Space, amina: Person) -> Submission:
    two_steps(space)
    return stories.submit(stories.start(stories.front(space), amina), amina)


@pytest.fixture
def sam(government: Government) -> Person:
    """Another Grade 7 of the directorate."""
    return post(person("Sam Lowe"), government.bus_services, "G7", "Head of bus services")


def lend(giver: Person, receiver: Person) -> Delegation:
    at = now()
    starts, ends = at - timedelta(days=1), at + timedelta(days=1)
    return Delegation.objects.create(
        giver=giver, receiver=receiver, starts_at=starts, ends_at=ends, because="Leave.", made_at=starts
    )


def told_to_clear() -> list[str]:
    waiting = Notice.objects.filter(kind="WAITING").select_related("person").order_by("pk")
    return [str(notice.person) for notice in waiting]


def test_what_they_cleared_no_longer_stands_and_its_seat_waits_again(
    submission: Submission, ben: Person, fay: Person, sam: Person
) -> None:
    deciding.clear(submission, by=ben, at=now())
    first, second = submission.seats.order_by("position")
    before, at = len(told_to_clear()), now() + timedelta(days=10)

    interests.declare_in(submission, because=WHY, by=ben, at=at)

    part = Part.objects.get(submission=submission, person=ben)
    assert (part.role, part.void_at, part.void_because) == (Role.CLEARED, at, WhyVoid.INTEREST.label)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.opened_at, second.opened_at < at) == (at, True)
    assert first.due_at > at
    assert told_to_clear()[before:] == ["Fay Campbell", "Sam Lowe"]
    assert Event.objects.latest("sequence").verb == "clearance.interest_declared"
    with pytest.raises(Refused, match="What you cleared here no longer stands"):
        deciding.clear(submission, by=ben, at=at)


def test_a_later_stage_that_has_begun_stays_begun_and_waits_for_the_first(
    submission: Submission, ben: Person, fay: Person, sam: Person
) -> None:
    deciding.clear(submission, by=ben, at=now())
    interests.declare_in(submission, because=WHY, by=ben, at=now())
    second = submission.seats.get(position=2)
    assert deciding.clear(submission, by=fay, at=now(), seat=second).is_open
    assert deciding.clear(submission, by=sam, at=now()).state == SubmissionState.CLEARED
    edition = Page.objects.get(path="rural-buses/fares").edition
    assert [one["name"] for one in edition.clearances] == ["Fay Campbell", "Sam Lowe"]


def test_it_bars_from_every_later_round_too(submission: Submission, amina: Person, ben: Person) -> None:
    interests.declare_in(submission, because=WHY, by=ben, at=now())
    with pytest.raises(Refused, match="You declared an interest in this"):
        deciding.clear(submission, by=ben, at=now())
    draft = deciding.take_back(submission, by=amina, at=now()).draft
    again = stories.submit(stories.write(draft, amina, "Fares are two pounds."), amina)
    assert again.parts.get(person=ben).role == Role.INTEREST
    with pytest.raises(Refused, match="You declared an interest in this"):
        deciding.clear(again, by=ben, at=now())


def test_declared_before_it_is_submitted(space: Space, amina: Person, ben: Person) -> None:
    draft = stories.start(stories.front(space), amina)
    interests.declare(draft, because=WHY, by=ben, at=now())
    assert [(one.person, one.because) for one in Interest.objects.filter(draft=draft)] == [(ben, WHY)]
    assert stories.submit(draft, amina).parts.get(person=ben).role == Role.INTEREST
    with pytest.raises(Refused, match="You have already declared an interest in this"):
        interests.declare(draft, because=WHY, by=ben, at=now())


def test_declared_in_a_draft_that_is_being_cleared(submission: Submission, ben: Person) -> None:
    interests.declare(submission.draft, because=WHY, by=ben, at=now())
    assert submission.parts.get(person=ben).role == Role.INTEREST


def test_it_carries_over_from_a_draft_given_up(fares: Page, amina: Person, ben: Person) -> None:
    first = drafts.start(fares, by=amina, at=now())
    interests.declare(first, because=WHY, by=ben, at=now())
    drafts.discard(first, by=amina, at=now())
    second = stories.write(drafts.start(fares, by=amina, at=now()), amina, "Fares are free.")
    with pytest.raises(Refused, match="already declared"):
        interests.declare(second, because=WHY, by=ben, at=now())
    with pytest.raises(Refused, match="You declared an interest"):
        deciding.clear(stories.submit(second, amina), by=ben, at=now())


def test_authors_and_those_too_late_are_told_why_not(submission: Submission, amina: Person, ben: Person, fay: Person):
    with pytest.raises(Refused, match="You wrote in this or submitted it"):
        interests.declare_in(submission, because=WHY, by=amina, at=now())
    deciding.clear(submission, by=ben, at=now())
    deciding.clear(submission, by=fay, at=now())
    with pytest.raises(Refused, match="no longer waiting for clearance"):
        interests.declare_in(submission, because=WHY, by=ben, at=now())
    with pytest.raises(Refused, match="no longer open"):
        interests.declare(Draft.objects.get(pk=submission.draft_id), because=WHY, by=ben, at=now())


def test_a_delegate_who_declares_frees_whoever_they_stood_in_for(
    submission: Submission, ben: Person, government: Government
) -> None:
    lena = post(person("Lena Roy"), government.legal, "G7", "Lawyer")
    lend(ben, lena)
    deciding.clear(submission, by=lena, at=now())
    assert submission.parts.get(person=ben).role == Role.REPRESENTED

    interests.declare_in(submission, because=WHY, by=lena, at=now())

    assert submission.parts.get(person=lena).void_because == WhyVoid.INTEREST.label
    assert not submission.parts.filter(person=ben).exists()
    assert deciding.clear(submission, by=ben, at=now()).is_open
    assert submission.parts.get(person=ben).role == Role.CLEARED


def test_whoever_was_represented_undoes_what_was_done_for_them(
    submission: Submission, ben: Person, government: Government, sam: Person
) -> None:
    lena = post(person("Lena Roy"), government.legal, "G7", "Lawyer")
    lend(ben, lena)
    deciding.clear(submission, by=lena, at=now())

    interests.declare_in(submission, because=WHY, by=ben, at=now())

    assert submission.parts.get(person=lena).void_because == WhyVoid.GIVERS_INTEREST.label
    assert submission.parts.get(person=ben).role == Role.INTEREST
    for barred in (lena, ben):
        with pytest.raises(Refused, match="somebody else must clear it"):
            deciding.clear(submission, by=barred, at=now())
    assert deciding.clear(submission, by=sam, at=now()).is_open


def test_what_waits_for_its_time_is_void_once_somebody_who_cleared_it_declares(
    space: Space, amina: Person, ben: Person, fay: Person
) -> None:
    draft = stories.start(stories.front(space), amina)
    later = now() + timedelta(days=3)
    cover = submitting.Cover("Why.", "MAJOR", localdate() + timedelta(days=365), later)
    sent = submitting.submit(draft, cover, version=draft.version, by=amina, at=now())
    deciding.clear(sent, by=ben, at=now())
    with pytest.raises(Refused, match="no longer waiting for clearance"):
        interests.declare_in(sent, because=WHY, by=fay, at=now())

    interests.declare(Draft.objects.get(pk=draft.pk), because=WHY, by=ben, at=now())

    sent.refresh_from_db()
    assert (sent.state, sent.outcome) == (SubmissionState.VOID, WhyVoid.DECLARED.label)
    assert Draft.objects.get(pk=draft.pk).state == DraftState.DRAFT


def test_in_a_proposal_it_is_kept_with_its_reason(fares: Page, amina: Person, ben: Person, fay: Person) -> None:
    route = fares.space.routes.get(audience=fares.space.audience)
    wish = Wish(stage=1, grade=grade("SCS1").pk, scope=Breadth.DIRECTORATE)
    sent = proposals.propose_route(route, [wish], [], because="More senior.", by=amina, at=now())
    interests.declare_in(sent, because=WHY, by=ben, at=now())
    assert [one.because for one in Interest.objects.filter(proposal=sent.proposal)] == [WHY]
    with pytest.raises(Refused, match="You declared an interest"):
        deciding.clear(sent, by=ben, at=now())
