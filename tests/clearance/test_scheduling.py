"""Cleared text that waits for its time: published then, put off, called off, or given back to its authors."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from apps.clearance.actions import deciding, scheduling, submitting
from apps.clearance.actions.due import do_what_is_due
from apps.clearance.choices import SubmissionState, WhyVoid
from apps.clearance.models import Submission
from apps.core.clock import now
from apps.core.rules import Refused
from apps.notices.models import Notice
from apps.pages.actions import drafts, publishing
from apps.pages.choices import DraftState, Significance
from apps.pages.models import Draft, Edition, Page
from apps.people.choices import Breadth
from apps.records.models import Event
from tests import stories
from tests.emergencies import scheduled
from tests.together import together

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def waiting(space, amina, ben):
    """A new page, cleared and to be published tomorrow."""
    return scheduled(stories.start(stories.front(space), amina), amina, ben)


def test_what_is_cleared_waits_for_its_time_and_is_then_published_by_greenpaper(waiting, amina, ben):
    draft = Draft.objects.get(pk=waiting.draft_id)
    assert (draft.state, draft.publish_at) == (DraftState.SCHEDULED, waiting.publish_at)
    assert scheduling.publish_what_is_due(waiting.publish_at - HOUR) == 0
    assert dict(do_what_is_due(waiting.publish_at)) == {"publications": 1}
    page = Page.objects.select_related("edition").get(drafts=draft)
    draft.refresh_from_db()
    assert (draft.state, page.edition.published_at) == (DraftState.PUBLISHED, waiting.publish_at)
    assert [one["name"] for one in page.edition.clearances] == ["Ben Hughes"]
    event = Event.objects.get(verb="pages.published", about_name="Fares")
    assert (event.actor_name, page.edition.published_by) == ("Greenpaper", ben)
    told = Notice.objects.filter(person=amina).order_by("pk").values_list("kind", flat=True)
    assert list(told) == ["SCHEDULED", "PUBLISHED"]
    assert scheduling.publish_what_is_due(waiting.publish_at + DAY) == 0


def test_what_is_cleared_after_its_time_is_published_at_once(space, amina, ben):
    start = now() - 2 * DAY
    draft = stories.start(stories.front(space), amina)
    cover = submitting.Cover("Why.", Significance.MAJOR, localdate() + 365 * DAY, start + DAY)
    submission = submitting.submit(draft, cover, version=draft.version, by=amina, at=start)
    deciding.clear(submission, by=ben, at=now())
    assert Page.objects.filter(drafts=draft).exists()


def test_a_time_that_is_past_or_over_a_year_away_is_refused(space, amina):
    draft, at = stories.start(stories.front(space), amina), now()
    for wrong, sentence in ((at, "must be in the future"), (at + 400 * DAY, "within a year")):
        cover = submitting.Cover("Why.", Significance.MAJOR, localdate() + 365 * DAY, wrong)
        with pytest.raises(Refused, match=sentence):
            submitting.submit(draft, cover, version=draft.version, by=amina, at=at)


def test_it_is_put_off_but_never_brought_forward(waiting, amina, ben, carys):
    was = waiting.publish_at
    with pytest.raises(Refused, match="later than the one that was set"):
        scheduling.postpone(waiting, to=was - HOUR, because="Sooner.", by=amina, at=now())
    with pytest.raises(Refused, match="Only people posted in"):
        scheduling.postpone(waiting, to=was + DAY, because="Later.", by=carys, at=now())
    scheduling.postpone(waiting, to=was + DAY, because="The minister is away.", by=ben, at=now())
    waiting.refresh_from_db()
    assert (waiting.publish_at, waiting.draft.publish_at) == (was + DAY, was + DAY)
    event = Event.objects.get(verb="clearance.postponed")
    assert (event.because, event.details["to"]) == ("The minister is away.", (was + DAY).isoformat())
    assert Notice.objects.filter(person=amina, kind="POSTPONED").count() == 1
    assert scheduling.publish_what_is_due(was) == 0
    assert scheduling.publish_what_is_due(was + DAY) == 1
    with pytest.raises(Refused, match="not waiting to be published"):
        scheduling.postpone(waiting, to=was + 2 * DAY, because="Later.", by=ben, at=now())


def test_it_is_called_off_and_its_authors_write_again(waiting, amina, ben):
    scheduling.call_off(waiting, because="The figures are wrong.", by=ben, at=now())
    waiting.refresh_from_db()
    assert (waiting.state, waiting.draft.state, waiting.draft.publish_at) == ("VOID", "DRAFT", None)
    assert waiting.outcome == f"{WhyVoid.CALLED_OFF.label}\nThe figures are wrong."
    assert Event.objects.get(verb="clearance.called_off").because == "The figures are wrong."
    assert Notice.objects.filter(person=amina, kind="CALLED_OFF").count() == 1
    assert scheduling.publish_what_is_due(waiting.publish_at) == 0
    with pytest.raises(Refused, match="not waiting to be published"):
        scheduling.call_off(waiting, because="Again.", by=ben, at=now())
    # The same person may clear the next round.
    assert scheduled(waiting.draft, amina, ben).state == SubmissionState.CLEARED


def given_back(submission, amina, why):
    submission.refresh_from_db()
    submission.draft.refresh_from_db()
    voided = Event.objects.get(verb="clearance.voided")
    assert (submission.state, submission.outcome) == (SubmissionState.VOID, why.label)
    assert (submission.draft.state, submission.draft.publish_at) == (DraftState.DRAFT, None)
    assert (voided.actor_name, voided.because) == ("Greenpaper", why.label)
    assert Notice.objects.filter(person=amina, kind="VOID").count() == 1
    # It is not tried again.
    assert scheduling.publish_what_is_due(submission.publish_at + DAY) == 0


def test_words_changed_behind_the_clearance_are_never_published(waiting, amina):
    Draft.objects.filter(pk=waiting.draft_id).update(body="Changed behind the clearance.")
    assert scheduling.publish_what_is_due(waiting.publish_at) == 0
    given_back(waiting, amina, WhyVoid.WORDS)
    assert not Page.objects.filter(title="Fares").exists()


def test_a_page_that_moved_on_gives_the_draft_back(fares, amina, ben):
    draft = stories.write(drafts.start(fares, by=amina, at=now()), amina, "Fares are free.")
    submission = scheduled(draft, amina, ben)
    publishing.bring_in(None, Draft(title="Old", body="x", audience=20), origin=origin(fares), by=amina, at=now())
    other = Edition.objects.exclude(page=fares).latest("pk")
    Page.objects.filter(drafts__submissions=submission).update(edition=None)
    Page.objects.filter(pk=other.page_id).update(edition=None)
    Page.objects.filter(pk=fares.pk).update(edition=other)
    assert scheduling.publish_what_is_due(submission.publish_at) == 0
    given_back(submission, amina, WhyVoid.PAGE)


def origin(page):
    return publishing.Origin(page, "old", "old.example")


def test_an_address_that_was_taken_gives_the_draft_back_and_the_next_is_published(waiting, space, amina, ben):
    other = scheduled(stories.start(stories.front(space), amina, "Passes"), amina, ben)
    front = stories.front(space)
    taken = publishing.Origin(front, "fares", "old.example")
    publishing.bring_in(None, Draft(title="Fares", body="x", audience=20), origin=taken, by=amina, at=now())
    assert scheduling.publish_what_is_due(other.publish_at) == 1
    given_back(waiting, amina, WhyVoid.ADDRESS)
    assert Page.objects.filter(title="Passes").exists()


def test_an_audience_that_there_is_no_more_gives_the_draft_back(waiting, amina, government):
    government.transport.kind.breadth = Breadth.DEPARTMENT
    government.transport.kind.save()
    assert scheduling.publish_what_is_due(waiting.publish_at) == 0
    given_back(waiting, amina, WhyVoid.AUDIENCE)


@pytest.mark.django_db(transaction=True)
def test_ten_runs_at_once_publish_each_draft_once(space, amina, ben):
    front = stories.front(space)
    sent = [scheduled(stories.start(front, amina, f"Route {number}"), amina, ben) for number in range(3)]
    at = max(one.publish_at for one in sent)
    counts = together([lambda: scheduling.publish_what_is_due(at)] * 10)
    assert sum(counts) == 3
    assert Edition.objects.filter(title__startswith="Route").count() == 3
    assert Event.objects.filter(verb="pages.published", about_name__startswith="Route").count() == 3
    assert not Submission.objects.filter(state=SubmissionState.VOID).exists()


@pytest.mark.django_db(transaction=True)
def test_calling_off_and_publishing_at_once_do_one_of_the_two(space, amina, ben):
    submission = scheduled(stories.start(stories.front(space), amina), amina, ben)
    at = submission.publish_at
    together(
        [
            lambda: scheduling.publish_what_is_due(at),
            lambda: scheduling.call_off(submission, because="No.", by=ben, at=at),
        ]
    )
    submission.refresh_from_db()
    is_out = Page.objects.filter(title="Fares").exists()
    assert (submission.state, is_out) in {(SubmissionState.CLEARED, True), (SubmissionState.VOID, False)}
