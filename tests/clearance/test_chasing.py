"""Reviews that are overdue: told again, then up the chain, or the last cleared text comes back."""

import contextlib
from datetime import UTC, datetime, timedelta

import pytest
from django.utils.timezone import localtime

from apps.clearance.actions import chasing, deciding, emergencies
from apps.clearance.actions.due import do_what_is_due
from apps.clearance.choices import EMERGENCY_MOVES, EmergencyState, SubmissionState, WhyFellBack, WhyVoid
from apps.clearance.models import Emergency, Submission
from apps.core.clock import now
from apps.core.rules import Refused
from apps.notices.models import Notice
from apps.pages.actions import drafts, standing
from apps.pages.choices import Standing
from apps.pages.models import Edition, Imprint, Page
from apps.people.models import Person
from apps.records.models import Event
from tests import stories
from tests.cast import leave
from tests.emergencies import give_role, page_of, rush
from tests.together import together

pytestmark = pytest.mark.django_db
# A Monday morning and the rest of that week, all in winter, when London keeps UTC.
MONDAY = datetime(2027, 1, 11, 10, 0, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def emergency(fares, ines, amina, ben):
    """Published on Monday at ten, to be reviewed by Ben within eight working hours: by Tuesday at ten."""
    give_role(fares.space, ines)
    draft = stories.write(drafts.start(fares, by=amina, at=now()), amina, "All fares are suspended.")
    return rush(draft, amina, ben, at=MONDAY)


def told(person, kind="UNREVIEWED"):
    return Notice.objects.filter(person=person, kind=kind).count()


def fresh(emergency):
    return Emergency.objects.select_related("submission").get(pk=emergency.pk)


def test_the_deadline_is_in_working_hours(emergency):
    assert localtime(emergency.due_at) == MONDAY + timedelta(days=1)


def test_it_climbs_once_in_every_period_up_to_the_top(emergency, amina, ben, fay, gwen):
    """Ben on Tuesday, the directorate's holders on Wednesday, the department's on Thursday, government's on Friday."""
    due, day = emergency.due_at, timedelta(days=1)
    assert chasing.chase_reviews(due - MINUTE) == 0
    before = Imprint.objects.get().number
    assert chasing.chase_reviews(due) == 1
    assert [told(person) for person in (ben, fay, gwen)] == [1, 0, 0]
    assert Imprint.objects.get().number > before
    assert chasing.chase_reviews(due + day - MINUTE) == 0
    # The last step asks for a Grade 7 of the directorate, so the unit above it is the department.
    assert dict(do_what_is_due(due + day))["emergency reviews"] == 1
    assert [told(person) for person in (ben, fay, gwen)] == [2, 1, 1]
    assert chasing.chase_reviews(due + 2 * day) == 1
    seat = fresh(emergency).submission.seats.get()
    assert (seat.person, str(seat.unit)) == (None, "His Majesty's Government")
    assert chasing.chase_reviews(due + 3 * day) == 1
    assert fresh(emergency).submission.seats.get().unit == seat.unit
    assert fresh(emergency).climbs == 4
    climbed = Event.objects.filter(verb="clearance.emergency_climbed").order_by("sequence")
    assert [(one.actor_name, one.details["climbs"]) for one in climbed] == [("Greenpaper", n) for n in (1, 2, 3, 4)]
    # Whoever it climbed to may review it, and so may Ben still.
    deciding.clear(fresh(emergency).submission, by=gwen, at=due + 3 * day)
    assert fresh(emergency).state == EmergencyState.REVIEWED
    assert chasing.chase_reviews(due + 5 * day) == 0


def test_a_deadline_at_the_close_of_office_is_that_evening(fares, ines, amina, ben):
    give_role(fares.space, ines)
    draft = stories.write(drafts.start(fares, by=amina, at=now()), amina, "All fares are suspended.")
    emergency = rush(draft, amina, ben, at=MONDAY - 3 * HOUR)
    assert localtime(emergency.due_at) == MONDAY + 7 * HOUR
    assert chasing.chase_reviews(emergency.due_at) == 1
    assert chasing.chase_reviews(emergency.due_at + timedelta(hours=20)) == 0
    assert chasing.chase_reviews(emergency.due_at + timedelta(days=1)) == 1


def test_a_weekend_is_no_period_and_missed_ones_are_made_up_at_once(emergency, ben, fay):
    friday = MONDAY + timedelta(days=4)
    assert chasing.chase_reviews(friday) == 1
    assert (fresh(emergency).climbs, told(ben)) == (4, 1)
    assert chasing.chase_reviews(friday + timedelta(days=2)) == 0
    assert chasing.chase_reviews(friday + timedelta(days=3)) == 1
    assert fresh(emergency).climbs == 5


def test_a_second_who_left_makes_way_for_whoever_could_fill_the_step(emergency, amina, ben, fay):
    leave(ben)
    assert chasing.chase_reviews(emergency.due_at) == 1
    seat = fresh(emergency).submission.seats.get()
    assert (seat.person, str(seat.unit)) == (None, "Transport and Access")
    assert told(fay) == 1
    with pytest.raises(Refused, match="You wrote in this draft"):
        deciding.clear(emergency.submission, by=amina, at=emergency.due_at)
    deciding.clear(emergency.submission, by=fay, at=emergency.due_at)


def test_at_the_deadline_the_last_cleared_text_is_back_where_that_was_said(fares, ines, amina, ben):
    give_role(fares.space, ines)
    draft = stories.write(drafts.start(fares, by=amina, at=now()), amina, "All fares are suspended.")
    emergency = rush(draft, amina, ben, at=MONDAY, falls_back=True)
    assert chasing.chase_reviews(emergency.due_at - MINUTE) == 0
    assert chasing.chase_reviews(emergency.due_at) == 1
    emergency, page = fresh(emergency), page_of(emergency)
    assert (page.edition.body, page.edition.change_note) == ("Fares are capped.", WhyFellBack.OVERDUE.label)
    assert [one["name"] for one in page.edition.clearances] == ["Ben Hughes"]
    assert (emergency.state, emergency.submission.state) == (EmergencyState.FELL_BACK, SubmissionState.VOID)
    assert (emergency.submission.outcome, emergency.submission.closed_by) == (WhyVoid.DEADLINE.label, None)
    events = Event.objects.filter(verb__in=["pages.published", "clearance.emergency_fell_back"]).order_by("-sequence")
    assert [(one.verb, one.actor_name) for one in events[:2]] == [
        ("clearance.emergency_fell_back", "Greenpaper"),
        ("pages.published", "Greenpaper"),
    ]
    assert [told(person, "FELL_BACK") for person in (amina, ben)] == [1, 1]
    assert chasing.chase_reviews(emergency.due_at) == 0


def test_a_role_that_falls_back_does_so_for_all_its_holders_and_a_new_page_is_unpublished(space, ines, amina, ben):
    give_role(space, ines, falls_back=True)
    emergency = rush(stories.start(stories.front(space), amina, "Strike"), amina, ben, at=MONDAY)
    assert emergency.falls_back
    chasing.chase_reviews(emergency.due_at)
    page = Page.objects.get(pk=emergency.page_id)
    assert (page.standing, page.explanation) == (Standing.REMOVED, WhyFellBack.OVERDUE.label)


def test_what_readers_no_longer_find_needs_no_review(emergency, fares, amina, ben):
    standing.remove(fares, "Published in error.", by=amina, at=MONDAY)
    assert chasing.chase_reviews(MONDAY) == 1
    emergency = fresh(emergency)
    assert (emergency.state, emergency.submission.state) == (EmergencyState.OVERTAKEN, SubmissionState.VOID)
    assert Page.objects.get(pk=fares.pk).standing == Standing.REMOVED


def test_a_withdrawn_page_is_still_reviewed_and_goes_when_it_is_refused(emergency, fares, amina, ben):
    standing.withdraw(fares, "Out of date.", by=amina, at=MONDAY)
    assert chasing.chase_reviews(MONDAY) == 0
    deciding.send_back(emergency.submission, because="No.", by=ben, at=MONDAY + HOUR)
    assert Page.objects.get(pk=fares.pk).standing == Standing.REMOVED


def test_the_administrator_names_another_when_publisher_and_second_have_gone(emergency, fay, amina, ben, ines):
    Person.objects.filter(pk__in=[amina.pk, ben.pk]).update(is_active=False)
    emergencies.name_another(emergency, fay, because="Both have left.", by=ines, at=MONDAY)
    deciding.clear(emergency.submission, by=fay, at=MONDAY)


@pytest.mark.django_db(transaction=True)
def test_ten_runs_at_once_climb_once_or_fall_back_once(fares, ines, amina, ben):
    give_role(fares.space, ines)
    draft = stories.write(drafts.start(fares, by=amina, at=now()), amina, "All fares are suspended.")
    first = rush(draft, amina, ben, at=MONDAY, falls_back=True)
    other = rush(stories.start(stories.front(fares.space), amina, "Strike"), amina, ben, at=MONDAY)
    counts = together([lambda: chasing.chase_reviews(first.due_at)] * 10)
    assert sum(counts) == 2
    assert (fresh(other).climbs, told(ben)) == (1, 1)
    assert Edition.objects.filter(page=fares, puts_back__isnull=False).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_review_and_the_deadline_at_once_come_to_one_of_the_two(fares, ines, amina, ben):
    give_role(fares.space, ines)
    draft = stories.write(drafts.start(fares, by=amina, at=now()), amina, "All fares are suspended.")
    emergency = rush(draft, amina, ben, at=MONDAY, falls_back=True)
    at = emergency.due_at
    together([lambda: chasing.chase_reviews(at), lambda: deciding.clear(emergency.submission, by=ben, at=at)])
    page = page_of(emergency)
    ends = {EmergencyState.REVIEWED: "All fares are suspended.", EmergencyState.FELL_BACK: "Fares are capped."}
    assert page.edition.body == ends[fresh(emergency).state]
    assert not page.edition.awaits_review


ACTS = {
    "clear": lambda e, at: deciding.clear(e.submission, by=e.second, at=at),
    "send back": lambda e, at: deciding.send_back(e.submission, because="No.", by=e.second, at=at),
    "take back": lambda e, at: deciding.take_back(e.submission, by=e.published_by, at=at),
    "name another": lambda e, at: emergencies.name_another(e, e.second, because="Again.", by=e.published_by, at=at),
    "chase": lambda e, at: chasing.chase_reviews(max(at, e.due_at)),
}
# What each act comes to while the review is awaited; afterwards every one is refused or does nothing.
WHILE_AWAITED = {
    "clear": EmergencyState.REVIEWED,
    "send back": EmergencyState.FELL_BACK,
    "take back": EmergencyState.UNREVIEWED,
    "name another": EmergencyState.UNREVIEWED,
    "chase": EmergencyState.UNREVIEWED,
}


@pytest.mark.parametrize("state", EmergencyState)
@pytest.mark.parametrize("act", ACTS)
def test_every_act_in_every_state_follows_the_table(emergency, act, state):
    if state != EmergencyState.UNREVIEWED:
        ended = SubmissionState.CLEARED if state == EmergencyState.REVIEWED else SubmissionState.VOID
        Emergency.objects.filter(pk=emergency.pk).update(state=state, closed_at=MONDAY)
        Submission.objects.filter(pk=emergency.submission_id).update(state=ended, closed_at=MONDAY)
    before, events = page_of(emergency).edition, Event.objects.count()
    with contextlib.suppress(Refused):
        ACTS[act](fresh(emergency), emergency.due_at)
    after = EmergencyState(fresh(emergency).state)
    if state == EmergencyState.UNREVIEWED:
        assert after == WHILE_AWAITED[act]
        assert after == state or after in EMERGENCY_MOVES[EmergencyState(state)]
    else:
        assert (after, page_of(emergency).edition, Event.objects.count()) == (state, before, events)
