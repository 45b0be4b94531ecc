"""A page that is published meanwhile voids what waits; whoever cleared before is shown only what changed since."""

from datetime import timedelta

import pytest
from django.test import Client

from apps.clearance.actions import deciding, submitting
from apps.clearance.choices import SubmissionState, WhyVoid
from apps.clearance.models import Seat, Submission
from apps.clearance.queries.rounds import decisions_undone, since_cleared
from apps.clearance.queries.routes import route_digest
from apps.core.clock import now
from apps.notices.models import Notice
from apps.pages.actions import drafts, saving
from apps.pages.actions.saving import Words
from apps.pages.choices import DraftState, Marking
from apps.pages.models import Draft, Page
from apps.people.choices import Breadth
from apps.people.models import Person
from tests import stories

TEXT = "Fares are capped at £2.\n\nBuses run hourly.\n"


@pytest.fixture
def page(space, amina: Person, ben: Person) -> Page:
    return stories.publish(stories.front(space), amina, ben, "Fares", TEXT)


def change(page: Page, by: Person, body: str, *, is_urgent: bool = False) -> Draft:
    return stories.write(drafts.start(page, by=by, at=now(), is_urgent=is_urgent), by, body)


def overtake(page: Page, by: Person, cleared_by: Person) -> None:
    """An urgent draft of the page is published."""
    urgent = change(page, by, TEXT.replace("£2", "£3"), is_urgent=True)
    deciding.clear(stories.submit(urgent, by), by=cleared_by, at=now())


def afresh(submission: Submission) -> Submission:
    return Submission.objects.select_related("draft__page", "draft__base").get(pk=submission.pk)


def test_publishing_voids_at_once_what_waits_on_the_same_page(page, amina, ben, fay, hire):
    waiting = stories.submit(change(page, amina, TEXT + "\nAsk the operator.\n"), amina)
    elsewhere = stories.submit(stories.start(page, amina, "Passes"), amina)
    overtake(page, hire("Nia Powell", "HEO"), ben)

    void = afresh(waiting)
    assert (void.state, void.outcome) == (SubmissionState.VOID, WhyVoid.PAGE.label)
    assert (void.draft.state, void.draft.is_writable) == (DraftState.DRAFT, True)
    assert void.draft.has_page_moved_on
    assert afresh(elsewhere).is_open
    assert [notice.person for notice in Notice.objects.filter(about_id=str(waiting.pk), kind="VOID")] == [amina]


def test_what_is_scheduled_on_the_same_page_is_void_too(page, amina, ben, hire):
    draft = change(page, amina, TEXT + "\nAsk the operator.\n")
    later = now() + timedelta(days=3)
    cover = submitting.Cover("Why.", "MAJOR", (now() + timedelta(days=365)).date(), later)
    waiting = submitting.submit(draft, cover, version=draft.version, by=amina, at=now())
    deciding.clear(waiting, by=ben, at=now())
    assert Draft.objects.get(pk=draft.pk).state == DraftState.SCHEDULED
    overtake(page, hire("Nia Powell", "HEO"), ben)
    void = afresh(waiting)
    assert (void.state, void.draft.state, void.draft.publish_at) == (SubmissionState.VOID, DraftState.DRAFT, None)


def test_whatever_was_left_out_is_void_once_anybody_decides(page, amina, ben, hire, fay):
    """As one is with which somebody is busy while the page is published."""
    waiting = stories.submit(change(page, amina, TEXT + "\nAsk the operator.\n"), amina)
    Submission.objects.filter(pk=waiting.pk).update(act="EMERGENCY")
    overtake(page, hire("Nia Powell", "HEO"), ben)
    Submission.objects.filter(pk=waiting.pk).update(act="PUBLISH")
    assert afresh(waiting).is_open
    assert deciding.clear(waiting, by=fay, at=now()).outcome == WhyVoid.PAGE.label
    assert Page.objects.get(pk=page.pk).edition.number == 2


def test_its_page_says_so_and_how_to_go_on(page, amina, ben, hire, client: Client):
    waiting = stories.submit(change(page, amina, TEXT + "\nAsk the operator.\n"), amina)
    overtake(page, hire("Nia Powell", "HEO"), ben)
    client.force_login(amina)
    said = client.get(waiting.get_absolute_url()).content.decode()
    assert WhyVoid.PAGE.label in said
    assert f'href="/drafts/{waiting.draft_id}/bring-up-to-date/">Bring the draft up to date</a>' in said
    client.force_login(ben)
    client.post(f"/submissions/{waiting.pk}/clearance/")
    assert afresh(waiting).state == SubmissionState.VOID


@pytest.fixture
def second_round(page, amina, ben, fay, gwen) -> Submission:
    """Fay cleared the first round; Gwen sent it back, and Amina wrote it anew and submitted it again."""
    draft = change(page, amina, TEXT + "\nAsk the operator.\n")
    draft = stories.write(draft, amina, draft.body, audience=Breadth.DEPARTMENT)
    first = stories.submit(draft, amina)
    # A second step, so that the first one is cleared and the round still goes on.
    seat = first.seats.get()
    Seat.objects.create(
        submission=first, position=9, stage=9, unit=seat.unit, grade=seat.grade, least_rank=seat.least_rank
    )
    Submission.objects.filter(pk=first.pk).update(route_bound_to=route_digest(list(first.seats.all())))
    deciding.clear(first, by=fay, at=now())
    deciding.send_back(first, because="Say whom to ask.", by=gwen, at=now())
    draft = Draft.objects.get(pk=draft.pk)
    again = stories.write(draft, amina, TEXT + "\nAsk the operator or the council.\n", title="Fares and whom to ask")
    return stories.submit(again, amina)


def test_whoever_cleared_before_is_shown_only_what_changed_since(second_round, fay, gwen, client):
    since = since_cleared(fay, second_round)
    assert (since.comparison.added, since.comparison.removed) == (1, 1)
    assert since_cleared(gwen, second_round) is None

    client.force_login(fay)
    said = client.get(second_round.get_absolute_url()).content.decode()
    first, _, rest = said.partition("The whole change, compared with what readers see")
    assert "What changed since you cleared it on" in first
    assert "Title: <del>Fares</del> <ins>Fares and whom to ask</ins>" in first
    assert "<ins> or the council</ins>" in first
    assert "What would change" in rest
    client.force_login(gwen)
    assert "since you cleared it" not in client.get(second_round.get_absolute_url()).content.decode()


def test_old_decisions_stay_with_the_reason_why_they_no_longer_stand(second_round, fay, amina, client):
    [undone] = decisions_undone(second_round)
    assert undone.person == fay
    client.force_login(amina)
    said = " ".join(client.get(second_round.get_absolute_url()).content.decode().split())
    assert "Decisions that no longer stand" in said
    assert "cleared by Fay Campbell, Deputy director, transport and access" in said
    assert "Changes needed," in said


def test_a_round_that_was_marked_higher_is_read_on_its_own_page(second_round, amina, fay, client):
    first = Submission.objects.exclude(pk=second_round.pk).filter(draft=second_round.draft).get()
    secret = {"marking": Marking.SENSITIVE, "handling": "Recipients only", "sensitive_because": "Names"}
    Submission.objects.filter(pk=first.pk).update(body="Only a few may know.", **secret)
    assert since_cleared(fay, second_round).comparison is None
    client.force_login(fay)
    said = client.get(second_round.get_absolute_url()).content.decode()
    assert "That round was marked otherwise" in said
    assert "Only a few may know." not in said


def test_readers_and_marking_that_changed_since_are_told(second_round, amina, fay, client):
    deciding.take_back(second_round, by=amina, at=now())
    draft = Draft.objects.get(pk=second_round.draft_id)
    words = Words(
        draft.title, draft.body, Breadth.DEPARTMENT, Marking.SENSITIVE, "RECIPIENTS ONLY", "Names", "Head of fares",
        (now() + timedelta(days=90)).date(),
    )  # fmt: skip
    draft = saving.save(draft, words, made_on=draft.version, by=amina, at=now()).draft
    third = stories.submit(draft, amina)
    client.force_login(fay)
    said = client.get(third.get_absolute_url()).content.decode()
    assert "Marking: <del>OFFICIAL</del> <ins>OFFICIAL-SENSITIVE: RECIPIENTS ONLY</ins>" in said
