"""Deciding on behalf of others: who may be asked, when it holds, and how it is shown."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.utils.timezone import localdate

from apps.clearance.actions import deciding
from apps.clearance.actions.delegations import delegate, end_delegation
from apps.clearance.choices import Role, SubmissionState
from apps.clearance.models import Delegation, Submission
from apps.clearance.queries.authority import represented_in
from apps.clearance.queries.submissions import authorities, who_could_fill
from apps.core.clock import now
from apps.core.rules import Refused, StateChanged
from apps.notices.models import Notice
from apps.pages.models import Page, Space
from apps.people.actions import Post, change_access, end_posting, start_posting
from apps.people.choices import Breadth, PostingKind
from apps.people.models import Person
from apps.records.actions import SYSTEM
from apps.records.models import Event
from tests import stories
from tests.cast import Government, grade, person, post

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


@pytest.fixture
def lena(government: Government) -> Person:
    """A Grade 7 in another directorate, whose own post clears nothing of Amina's."""
    return post(person("Lena Roy"), government.legal, "G7", "Lawyer")


@pytest.fixture
def submission(space: Space, amina: Person) -> Submission:
    return stories.submit(stories.start(stories.front(space), amina), amina)


def lend(giver: Person, receiver: Person, *, days: int = 7) -> Delegation:
    at = now()
    return delegate(receiver, at, at + days * DAY, "On leave.", by=giver, at=at)


def test_both_are_told_and_it_is_on_the_record(ben: Person, lena: Person, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        made = lend(ben, lena)
    assert [(notice.person, notice.kind) for notice in Notice.objects.order_by("pk")] == [
        (lena, "LENT"),
        (ben, "STANDS_IN"),
    ]
    assert [(one.to[0], one.subject) for one in mail.outbox] == [
        (lena.email, "OFFICIAL: Ben Hughes has asked you to decide on their behalf"),
        (ben.email, "OFFICIAL: Lena Roy has been asked to decide on your behalf"),
    ]
    with django_capture_on_commit_callbacks(execute=True):
        end_delegation(made, by=lena, at=now())
    assert [one.subject for one in mail.outbox[2:]] == [
        "OFFICIAL: Ben Hughes no longer has you decide on their behalf",
        "OFFICIAL: Lena Roy no longer decides on your behalf",
    ]
    verbs = Event.objects.filter(about_kind="clearance.delegation").order_by("sequence")
    assert [event.verb for event in verbs] == ["clearance.delegated", "clearance.delegation_ended"]


def asked(giver: Person, receiver: Person, starts: timedelta, ends: timedelta) -> str:
    at = now()
    with pytest.raises(Refused) as refusal:
        delegate(receiver, at + starts, at + ends, "Leave.", by=giver, at=at)
    return refusal.value.reason


def test_what_is_refused_and_why(ben: Person, lena: Person, hal: Person, erin: Person, government: Government) -> None:
    assert "cannot ask yourself" in asked(ben, ben, 0 * DAY, DAY)
    assert "Hal Newcombe holds no post with a grade now" in asked(ben, hal, 0 * DAY, DAY)
    assert "Erin Walsh holds no post with a grade now" in asked(ben, erin, 0 * DAY, DAY)
    assert "You hold no post with a grade now" in asked(hal, lena, 0 * DAY, DAY)
    assert "start today or on a later day" in asked(ben, lena, -DAY, DAY)
    assert "end after it starts" in asked(ben, lena, 2 * DAY, DAY)
    assert "within 12 months" in asked(ben, lena, 0 * DAY, 368 * DAY)
    lend(ben, lena)
    assert "already asked Lena Roy" in asked(ben, lena, 2 * DAY, 3 * DAY)
    stopped = change_access(lena, may_sign_in=False, by=SYSTEM, at=now(), because="Left.")
    assert "Lena Roy holds no post" in asked(ben, stopped, 20 * DAY, 23 * DAY)


def test_twelve_months_from_today_is_not_too_long(ben: Person, lena: Person) -> None:
    at = now()
    later = at.replace(year=at.year + 1) if (at.month, at.day) != (2, 29) else at + 365 * DAY
    assert delegate(lena, at, later, "Leave.", by=ben, at=at).standing_at(at).label == "In force"


def test_only_the_two_of_them_end_it_and_only_once(ben: Person, lena: Person, fay: Person) -> None:
    made = lend(ben, lena)
    with pytest.raises(Refused, match="Only the person who asked"):
        end_delegation(made, by=fay, at=now())
    ended = end_delegation(made, by=ben, at=now())
    assert ended.last_day == localdate()
    with pytest.raises(Refused, match="already ended"):
        end_delegation(made, by=ben, at=now())


def test_cleared_by_one_on_behalf_of_the_other(submission: Submission, ben: Person, lena: Person) -> None:
    lend(ben, lena)
    deciding.clear(submission, by=lena, at=now())

    edition = Page.objects.get(path="rural-buses/fares").edition
    (clearance,) = edition.clearances
    assert (clearance["name"], clearance["on_behalf_of"]) == ("Lena Roy", "Ben Hughes")
    event = Event.objects.get(verb="clearance.cleared")
    assert (event.actor_name, event.post) == ("Lena Roy", "Lawyer (G7), Legal, on behalf of Ben Hughes")
    roles = submission.parts.order_by("person__name").values_list("person__name", "role")
    assert list(roles) == [("Amina Osei", "AUTHOR"), ("Ben Hughes", "REPRESENTED"), ("Lena Roy", "CLEARED")]


def refused(submission: Submission, who: Person, at: datetime | None = None) -> str:
    with pytest.raises(Refused) as refusal:
        deciding.clear(submission, by=who, at=at or now())
    return refusal.value.reason


def test_it_holds_from_its_first_second_until_its_last(submission: Submission, ben: Person, lena: Person) -> None:
    at = now()
    starts, ends = at + DAY, at + 2 * DAY
    delegate(lena, starts, ends, "Leave.", by=ben, at=at)
    assert "you hold no such post now" in refused(submission, lena, starts - SECOND)
    assert "you hold no such post now" in refused(submission, lena, ends)
    assert authorities(lena, submission, at=starts)
    assert authorities(lena, submission, at=ends - SECOND)


def test_one_ended_a_second_ago_clears_nothing(submission: Submission, ben: Person, lena: Person) -> None:
    made, at = lend(ben, lena), now()
    end_delegation(made, by=ben, at=at)
    assert authorities(lena, submission, at=at - SECOND) == []
    assert "you hold no such post now" in refused(submission, lena, at + SECOND)


def test_a_giver_who_leaves_or_is_stopped_gives_nothing(submission: Submission, ben: Person, lena: Person) -> None:
    lend(ben, lena)
    at = now()
    end_posting(ben.postings.get(), ends_at=at, by=SYSTEM, at=at, because="Moved on.")
    assert "you hold no such post now" in refused(submission, lena, at + SECOND)


def test_a_giver_who_may_no_longer_sign_in_gives_nothing(submission: Submission, ben: Person, lena: Person) -> None:
    lend(ben, lena)
    change_access(ben, may_sign_in=False, by=SYSTEM, at=now(), because="Suspended.")
    assert "you hold no such post now" in refused(submission, lena)


def test_a_giver_who_steps_down_gives_nothing(
    submission: Submission, ben: Person, lena: Person, government: Government
) -> None:
    lend(ben, lena)
    at = now()
    end_posting(ben.postings.get(), ends_at=at, by=SYSTEM, at=at, because="Stepped down.")
    start_posting(ben, Post(government.rural_transport, "Adviser", grade("SEO")), starts_at=at, by=SYSTEM, at=at)
    assert "you hold no such post now" in refused(submission, lena, at + SECOND)


def test_nobody_lends_what_was_lent_to_them(
    submission: Submission, ben: Person, lena: Person, government: Government
) -> None:
    owen = post(person("Owen Ellis"), government.coasts, "SCS1", "Director")
    lend(ben, lena)
    lend(lena, owen)
    assert "you hold no such post now" in refused(submission, owen)
    assert lena in who_could_fill(submission.seats.get(), at=now())
    assert owen not in who_could_fill(submission.seats.get(), at=now())


def test_below_the_grade_of_the_step_there_is_no_standing_in(
    submission: Submission, ben: Person, government: Government
) -> None:
    ned = post(person("Ned Shaw"), government.legal, "SEO", "Adviser")
    lend(ben, ned)
    assert "you hold no such post now" in refused(submission, ned)


def test_an_authors_delegate_and_an_author_as_delegate_are_both_barred(
    space: Space, amina: Person, ben: Person, lena: Person, fay: Person
) -> None:
    lend(ben, lena)
    lend(fay, ben)
    sent = stories.submit(stories.write(stories.start(stories.front(space), amina), ben, "Fares are free."), amina)
    assert "you hold no such post now" in refused(sent, lena)
    assert "You wrote in this draft" in refused(sent, ben)
    assert list(who_could_fill(sent.seats.get(), at=now())) == [fay]


def legal_beside(space: Space, government: Government) -> None:
    """A Grade 7 of the directorate and, beside them, one of Legal."""
    route = space.routes.get(audience=space.audience)
    route.steps.all().delete()
    route.steps.create(position=1, stage=1, scope=Breadth.DIRECTORATE, grade=grade("G7"), name="Policy lead")
    route.steps.create(position=2, stage=1, unit=government.legal, grade=grade("G7"), name="Legal")


def test_somebody_who_could_decide_in_several_ways_says_which(
    space: Space, amina: Person, ben: Person, fay: Person, lena: Person, government: Government
) -> None:
    legal_beside(space, government)
    sent = stories.submit(stories.start(stories.front(space), amina), amina)
    lend(ben, lena)
    lend(fay, lena)
    ways = authorities(lena, sent, at=now())
    told = [(way.seat.name, str(way.on_behalf_of or "")) for way in ways]
    assert told == [("Legal", ""), ("Policy lead", "Ben Hughes"), ("Policy lead", "Fay Campbell")]

    with pytest.raises(StateChanged, match="no longer waiting for you"):
        deciding.clear(sent, by=ben, at=now(), way="999-0")
    assert deciding.clear(sent, by=lena, at=now(), way=ways[2].key).is_open

    part = sent.parts.get(person=lena)
    assert (part.seat.name, part.on_behalf_of, part.role) == ("Policy lead", fay, Role.CLEARED)
    assert "already decided on this on your behalf" in refused(sent, fay)


def test_sending_back_for_somebody(submission: Submission, ben: Person, lena: Person) -> None:
    lend(ben, lena)
    (way,) = authorities(lena, submission, at=now())
    returned = deciding.send_back(submission, because="Cite it.", by=lena, at=now(), way=way.key)
    assert (returned.state, submission.parts.get(role=Role.RETURNED).on_behalf_of) == (SubmissionState.RETURNED, ben)


def test_for_whom_something_waits(
    submission: Submission, ben: Person, fay: Person, lena: Person, django_assert_max_num_queries
) -> None:
    lend(ben, lena)
    lend(ben, fay)
    with django_assert_max_num_queries(4):
        assert represented_in(lena, [submission], at=now()) == {submission.pk: [ben]}
    assert not any(represented_in(fay, [submission], at=now()).values())


@pytest.mark.parametrize("kind", [PostingKind.TEMPORARY, PostingKind.COVER])
def test_temporary_promotion_and_cover_count_at_once_and_stop_at_once(
    submission: Submission, government: Government, kind: str
) -> None:
    sue = post(person("Sue Lane"), government.rural_transport, "SEO", "Adviser")
    starts = now() + DAY
    higher = Post(government.rural_transport, "Head of buses", grade("G7"), kind)
    start_posting(sue, higher, starts_at=starts, ends_at=starts + DAY, by=SYSTEM, at=now())
    assert "you hold no such post now" in refused(submission, sue, starts - SECOND)
    assert "you hold no such post now" in refused(submission, sue, starts + DAY)

    deciding.clear(submission, by=sue, at=starts + DAY - SECOND)

    words = {"TEMPORARY": "temporary promotion", "COVER": "covering"}[kind]
    told = Page.objects.get(path="rural-buses/fares").edition.clearances[0]["post"]
    assert told == f"Head of buses (G7), Rural Transport, {words}"


def test_leaving_in_the_middle_of_a_route(space: Space, amina: Person, ben: Person, fay: Person) -> None:
    """What Ben cleared while he held his post stands; what waits no longer waits for Fay, who left."""
    route = space.routes.get(audience=space.audience)
    route.steps.create(position=2, stage=2, scope=Breadth.DIRECTORATE, grade=grade("SCS1"))
    sent = stories.submit(stories.start(stories.front(space), amina), amina)
    at = now()
    deciding.clear(sent, by=ben, at=at)
    for who in (ben, fay):
        end_posting(who.postings.get(), ends_at=at + SECOND, by=SYSTEM, at=at + SECOND, because="Left.")
    assert "Clearing this needs SCS1 or above" in refused(sent, fay, at + 2 * SECOND)
    assert sent.parts.get(person=ben).void_at is None
