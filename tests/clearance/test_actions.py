"""Submitting, clearing, sending back: the laws that hold clearance together."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from apps.clearance.actions import deciding
from apps.clearance.choices import Role, SubmissionState, WhyVoid
from apps.clearance.models import Part, Submission
from apps.core.clock import now
from apps.core.rules import Refused, StateChanged
from apps.notices.models import Notice
from apps.pages.actions import drafts
from apps.pages.choices import DraftState, EditionState
from apps.pages.models import Draft, Page, Space
from apps.people.actions import end_posting
from apps.people.choices import Breadth
from apps.people.models import Person
from apps.records.actions import SYSTEM
from apps.records.models import Event
from tests import stories
from tests.cast import grade


def verbs() -> list[str]:
    return list(Event.objects.order_by("sequence").values_list("verb", flat=True))


def test_a_new_page_is_cleared_by_the_grade_seven_and_published(space: Space, amina: Person, ben: Person) -> None:
    draft = stories.start(stories.front(space), amina, "Fares", "Fares are **capped**.")
    submission = stories.submit(draft, amina)

    cleared = deciding.clear(submission, by=ben, at=now(), comment="Clear and short.")

    page = Page.objects.select_related("edition").get(path="rural-buses/fares")
    assert cleared.state == SubmissionState.CLEARED
    assert (page.title, page.edition.number, page.edition.state) == ("Fares", 1, EditionState.PUBLISHED)
    assert page.edition.html == "<p>Fares are <strong>capped</strong>.</p>\n"
    assert page.edition.writers == ["Amina Osei"]
    assert [(one["name"], one["post"]) for one in page.edition.clearances] == [
        ("Ben Hughes", "Head of rural transport (G7), Rural Transport")
    ]
    assert page.article.current_revision == page.edition.revision
    assert Draft.objects.get(pk=draft.pk).state == DraftState.PUBLISHED
    assert verbs()[-3:] == ["clearance.submitted", "pages.published", "clearance.cleared"]


def test_nothing_reaches_the_wiki_tables_before_clearance(space: Space, amina: Person) -> None:
    articles = {front.article_id for front in space.pages.all()}
    stories.submit(stories.start(stories.front(space), amina), amina)
    assert {page.article_id for page in Page.objects.all()} == articles


def test_nobody_clears_what_they_wrote_or_submitted(space: Space, amina: Person, ben: Person, fay: Person) -> None:
    draft = stories.start(stories.front(space), amina)
    draft = stories.write(draft, ben, "Fares are capped at three pounds.")
    submission = stories.submit(draft, amina)

    with pytest.raises(Refused, match="You wrote in this draft or submitted it"):
        deciding.clear(submission, by=ben, at=now())
    assert deciding.clear(submission, by=fay, at=now()).state == SubmissionState.CLEARED


def test_a_superuser_clears_their_own_words_no_more_than_anyone(space: Space, amina: Person, ben: Person) -> None:
    Person.objects.filter(pk=ben.pk).update(is_superuser=True, is_staff=True)
    submission = stories.submit(stories.start(stories.front(space), ben), ben)
    with pytest.raises(Refused, match="You wrote in this draft"):
        deciding.clear(submission, by=Person.objects.get(pk=ben.pk), at=now())


def test_the_database_itself_refuses_an_author_as_decider(space: Space, amina: Person, ben: Person) -> None:
    submission = stories.submit(stories.start(stories.front(space), amina), amina)
    seat = submission.seats.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Part.objects.create(submission=submission, person=amina, role=Role.CLEARED, seat=seat, at=now())


def test_a_grade_below_the_step_is_refused_with_the_grade_it_needs(space: Space, amina: Person, hire) -> None:
    submission = stories.submit(stories.start(stories.front(space), amina), amina)
    with pytest.raises(Refused, match="Clearing this needs G7 or above in Transport and Access"):
        deciding.clear(submission, by=hire("Sam Lowe", "SEO"), at=now())


def test_a_posting_that_ended_a_second_ago_clears_nothing(space: Space, amina: Person, ben: Person) -> None:
    submission = stories.submit(stories.start(stories.front(space), amina), amina)
    at = now()
    second_ago = at - timedelta(seconds=1)
    end_posting(ben.postings.get(), ends_at=second_ago, by=SYSTEM, at=at, because="Moved on.")
    with pytest.raises(Refused, match="you hold no such post now"):
        deciding.clear(submission, by=ben, at=at)


def test_words_changed_behind_the_clearance_make_it_void(space: Space, amina: Person, ben: Person) -> None:
    draft = stories.start(stories.front(space), amina)
    submission = stories.submit(draft, amina)
    Draft.objects.filter(pk=draft.pk).update(body=f"{draft.body}!")

    voided = deciding.clear(submission, by=ben, at=now())

    assert (voided.state, voided.outcome) == (SubmissionState.VOID, WhyVoid.WORDS.label)
    assert Draft.objects.get(pk=draft.pk).state == DraftState.DRAFT
    assert not Page.objects.filter(path="rural-buses/fares").exists()
    assert verbs()[-1] == "clearance.voided"


def test_a_returned_draft_goes_back_to_its_authors_with_the_comments(
    space: Space, amina: Person, ben: Person, django_capture_on_commit_callbacks
) -> None:
    submission = stories.submit(stories.start(stories.front(space), amina), amina)
    with django_capture_on_commit_callbacks(execute=True):
        deciding.send_back(submission, because="Cite the 2024 survey.", by=ben, at=now())

    draft = Draft.objects.get(pk=submission.draft_id)
    assert draft.state == DraftState.CHANGES_NEEDED
    assert [(notice.person, notice.kind) for notice in Notice.objects.filter(kind="RETURNED")] == [(amina, "RETURNED")]
    assert [(one.to, one.subject) for one in mail.outbox] == [
        (["amina.osei@greenpaper.example"], "OFFICIAL: Fares needs changes")
    ]
    stories.submit(stories.write(draft, amina, "Fares are capped (survey, 2024)."), amina)
    assert Submission.objects.get(state=SubmissionState.OPEN).parts.count() == 1


def test_taking_back_lets_the_authors_write_again(space: Space, amina: Person) -> None:
    submission = stories.submit(stories.start(stories.front(space), amina), amina)
    taken = deciding.take_back(submission, by=amina, at=now())
    assert (taken.state, taken.draft.state) == (SubmissionState.TAKEN_BACK, DraftState.DRAFT)


def test_a_closed_submission_says_that_it_was_decided(fares: Page, ben: Person) -> None:
    submission = Submission.objects.get(draft__page=fares)
    with pytest.raises(Refused, match="already been decided: cleared"):
        deciding.send_back(submission, because="Too late.", by=ben, at=now())


def test_submitting_what_somebody_saved_meanwhile_is_refused(space: Space, amina: Person, ben: Person) -> None:
    draft = stories.start(stories.front(space), amina)
    stories.write(draft, ben, "Fares are capped at four pounds.")
    with pytest.raises(StateChanged, match="Somebody saved this draft"):
        stories.submit(draft, amina)


def test_an_unchanged_draft_has_nothing_to_clear(fares: Page, amina: Person) -> None:
    with pytest.raises(Refused, match="says the same as the published page"):
        stories.submit(drafts.start(fares, by=amina, at=now()), amina)


def test_each_step_is_filled_by_another_person_in_order(
    space: Space, amina: Person, ben: Person, fay: Person, django_capture_on_commit_callbacks
) -> None:
    route = space.routes.get(audience=space.audience)
    route.steps.create(position=2, stage=2, scope=Breadth.DIRECTORATE, grade=grade("SCS1"))
    submission = stories.submit(stories.start(stories.front(space), amina), amina)

    with django_capture_on_commit_callbacks(execute=True):
        assert deciding.clear(submission, by=ben, at=now()).is_open
    assert [notice.person for notice in Notice.objects.filter(kind="WAITING").order_by("pk")] == [ben, fay, fay]
    with pytest.raises(Refused, match="You have already cleared this, and one person can fill only one step"):
        deciding.clear(submission, by=ben, at=now())

    assert deciding.clear(submission, by=fay, at=now()).state == SubmissionState.CLEARED
    edition = Page.objects.get(path="rural-buses/fares").edition
    assert [one["name"] for one in edition.clearances] == ["Ben Hughes", "Fay Campbell"]


def test_a_submission_keeps_the_route_it_started_with(space: Space, amina: Person, ben: Person) -> None:
    submission = stories.submit(stories.start(stories.front(space), amina), amina)
    space.routes.get(audience=space.audience).steps.update(grade=grade("SCS1"))
    assert deciding.clear(submission, by=ben, at=now()).state == SubmissionState.CLEARED


@pytest.mark.parametrize(
    ("audience", "least"),
    [
        (Breadth.TEAM, "EO or above in Rural Transport"),
        (Breadth.DIRECTORATE, "G7 or above in Transport and Access"),
        (Breadth.DEPARTMENT, "SCS1 or above in Department for Rural Affairs"),
        (Breadth.GOVERNMENT, "SCS2 or above in Department for Rural Affairs"),
    ],
)
def test_the_wider_the_audience_the_higher_the_route(space: Space, amina: Person, audience: int, least: str) -> None:
    draft = stories.write(stories.start(stories.front(space), amina), amina, "For more people.", audience=audience)
    assert [str(seat) for seat in stories.submit(draft, amina).seats.all()] == [least]
