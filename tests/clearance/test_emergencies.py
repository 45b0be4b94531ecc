"""Publishing before anybody has cleared it: by whom, what, and what the second pair of eyes makes of it."""

from datetime import timedelta

import pytest

from apps.clearance.actions import deciding, emergencies
from apps.clearance.actions.emergencies import Urgency
from apps.clearance.choices import EmergencyState, Role, SubmissionState, WhyFellBack, WhyVoid
from apps.clearance.models import Emergency, EmergencyRole, Part
from apps.clearance.queries.submissions import published_before
from apps.clearance.rules.emergencies import may_publish_in_emergency
from apps.core.clock import now
from apps.core.rules import Refused, StateChanged
from apps.core.working_time import add_working_hours
from apps.notices.models import Notice
from apps.pages.actions import drafts, saving, standing
from apps.pages.actions.saving import Words
from apps.pages.choices import DraftState, EditionState, Marking, Standing
from apps.pages.models import Draft, Edition, Imprint, Page
from apps.people.choices import Breadth
from apps.records.models import Event
from tests import stories
from tests.cast import grade
from tests.emergencies import page_of, rush
from tests.together import together

pytestmark = pytest.mark.django_db


def kinds(person):
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("kind", flat=True))


def test_readers_see_it_at_once_and_the_second_is_asked_to_review_it(urgent, fares, amina, ben):
    at, before = now(), Imprint.objects.get().number
    emergency = rush(urgent, amina, ben, at=at)
    page = page_of(emergency)
    assert (page.edition.body, page.edition.awaits_review) == ("All fares are suspended.", True)
    assert (page.edition.clearances, page.edition.change_note) == ([], "The strike starts tonight.")
    assert page.edition.number == fares.edition.number + 1
    assert emergency.due_at == add_working_hours(at, hours=8, nation="ENGLAND_AND_WALES")
    assert (emergency.role_name, emergency.post) == ("Duty press officer", str(amina.postings.get()))
    review = emergency.submission
    assert (review.act, review.state, review.bound_to) == ("EMERGENCY", SubmissionState.OPEN, page.edition.digest)
    parts = dict(Part.objects.filter(submission=review).values_list("person__name", "role"))
    assert parts == {"Amina Osei": Role.AUTHOR}
    assert review.seats.get().person == ben
    assert kinds(ben)[-1] == "EMERGENCY"
    event = Event.objects.get(verb="clearance.emergency_published")
    assert (event.actor_name, event.because, event.details["second"]) == (
        "Amina Osei",
        "The strike starts tonight.",
        "Ben Hughes",
    )
    assert Imprint.objects.get().number > before
    assert Draft.objects.get(pk=urgent.pk).state == DraftState.PUBLISHED


def test_once_it_is_cleared_the_page_says_by_whom_and_no_longer_waits(urgent, amina, ben):
    emergency = rush(urgent, amina, ben)
    before = Imprint.objects.get().number
    deciding.clear(emergency.submission, by=ben, at=now(), comment="Agreed.")
    edition = page_of(emergency).edition
    assert (edition.awaits_review, [one["name"] for one in edition.clearances]) == (False, ["Ben Hughes"])
    emergency.refresh_from_db()
    assert (emergency.state, emergency.submission.state) == (EmergencyState.REVIEWED, SubmissionState.CLEARED)
    assert emergency.closed_at is not None
    assert kinds(amina)[-1] == "REVIEWED"
    assert Imprint.objects.get().number > before


def test_once_it_is_refused_the_last_cleared_text_is_back(urgent, fares, amina, ben):
    emergency = rush(urgent, amina, ben)
    deciding.send_back(emergency.submission, because="The strike was called off.", by=ben, at=now())
    page = page_of(emergency)
    assert (page.edition.body, page.edition.number) == ("Fares are capped.", 3)
    assert page.edition.clearances == Edition.objects.get(page=page, number=1).clearances
    assert page.edition.change_note == WhyFellBack.REFUSED.label
    assert page.edition.puts_back.number == 1
    assert not page.edition.awaits_review
    emergency.refresh_from_db()
    assert (emergency.state, emergency.submission.state) == (EmergencyState.FELL_BACK, SubmissionState.RETURNED)
    assert emergency.submission.outcome == "The strike was called off."
    assert Event.objects.get(verb="clearance.emergency_fell_back").details == {"edition": 2, "put_back": 1}
    assert kinds(amina)[-1] == "FELL_BACK"


def test_a_new_page_that_is_refused_is_unpublished(space, role, amina, ben):
    emergency = rush(stories.start(stories.front(space), amina, "Strike"), amina, ben)
    assert page_of(emergency).edition.awaits_review
    deciding.send_back(emergency.submission, because="There is no strike.", by=ben, at=now())
    page = page_of(emergency)
    assert (page.standing, page.explanation) == (Standing.REMOVED, WhyFellBack.REFUSED.label)
    assert page.edition.state == EditionState.REMOVED


def test_only_whoever_holds_a_role_and_drafts_there_may(urgent, amina, ben, carys, dev, ines):
    at, draft = now(), Draft.objects.get(pk=urgent.pk)
    assert may_publish_in_emergency(amina, draft, at)
    assert "Only people posted in" in may_publish_in_emergency(carys, draft, at).reason
    assert "Only people posted in" in may_publish_in_emergency(dev, draft, at).reason
    assert "Only people posted in" in may_publish_in_emergency(ines, draft, at).reason
    EmergencyRole.objects.update(grade=grade("G7"))
    assert may_publish_in_emergency(amina, draft, at).reason == (
        "To publish in an emergency here you must be Duty press officer (G7 or above in Rural Transport), "
        "and you hold no such post now."
    )
    assert may_publish_in_emergency(ben, draft, at)
    emergencies.remove_emergency_role(EmergencyRole.objects.get(), by=ines, at=at)
    assert "Nobody may publish in an emergency in this space" in may_publish_in_emergency(ben, draft, at).reason
    with pytest.raises(Refused, match="Nobody may publish"):
        rush(urgent, amina, ben)


def test_roles_are_set_by_administrators_alone(space, amina, ines):
    role = EmergencyRole(space=space, name="Press", unit=space.unit, grade=grade("EO"))
    with pytest.raises(Refused, match="Only an administrator"):
        emergencies.set_emergency_role(role, by=amina, at=now())
    emergencies.set_emergency_role(role, by=ines, at=now())
    with pytest.raises(Refused, match="Only an administrator"):
        emergencies.remove_emergency_role(role, by=amina, at=now())


def test_sensitive_text_is_refused_and_so_is_a_change_of_a_sensitive_page(urgent, fares, amina, ben):
    Draft.objects.filter(pk=urgent.pk).update(marking=Marking.SENSITIVE)
    with pytest.raises(Refused, match="OFFICIAL-SENSITIVE text is never"):
        rush(urgent, amina, ben)
    Draft.objects.filter(pk=urgent.pk).update(marking=Marking.OFFICIAL)
    Page.objects.filter(pk=fares.pk).update(marking=Marking.SENSITIVE)
    with pytest.raises(Refused, match="OFFICIAL-SENSITIVE text is never"):
        rush(urgent, amina, ben)
    assert not Emergency.objects.exists()


@pytest.mark.parametrize("is_new", [True, False], ids=["new page", "change"])
def test_it_never_reaches_more_people(space, urgent, amina, ben, fay, is_new):
    draft = stories.start(stories.front(space), amina, "Strike") if is_new else urgent
    wide = Words(draft.title, draft.body, Breadth.DEPARTMENT)
    saving.save(draft, wide, made_on=draft.version, by=amina, at=now())
    with pytest.raises(Refused, match="read by more people"):
        rush(draft, amina, fay)
    narrow = Draft.objects.get(pk=draft.pk)
    saving.save(narrow, Words(draft.title, draft.body, Breadth.TEAM), made_on=narrow.version, by=amina, at=now())
    assert rush(draft, amina, ben).state == EmergencyState.UNREVIEWED


def test_what_does_not_stand_or_moved_on_or_says_nothing_new_is_refused(urgent, fares, space, amina, ben):
    empty = drafts.start_new(stories.front(space), "Strike", template=None, by=amina, at=now())
    with pytest.raises(Refused, match="Write something"):
        rush(empty, amina, ben)
    Draft.objects.filter(pk=urgent.pk).update(body=fares.edition.body)
    with pytest.raises(Refused, match="says the same"):
        rush(urgent, amina, ben)
    Draft.objects.filter(pk=urgent.pk).update(body="Other.", base=Edition.objects.exclude(page=fares).first())
    with pytest.raises(Refused, match="published again after"):
        rush(urgent, amina, ben)
    Draft.objects.filter(pk=urgent.pk).update(base=fares.edition)
    standing.withdraw(fares, "Out of date.", by=amina, at=now())
    with pytest.raises(Refused, match="no longer stands"):
        rush(urgent, amina, ben)


def test_text_saved_meanwhile_is_read_again_first(urgent, amina, ben):
    with pytest.raises(StateChanged, match="saved this draft after"):
        emergencies.publish_in_emergency(urgent, Urgency("Now.", ben), version=0, by=amina, at=now())


@pytest.mark.parametrize(
    "state", [DraftState.CLEARED, DraftState.SCHEDULED, DraftState.PUBLISHED, DraftState.DISCARDED]
)
def test_a_draft_in_any_other_state_is_refused(urgent, amina, ben, state):
    Draft.objects.filter(pk=urgent.pk).update(state=state)
    with pytest.raises(Refused, match="so it cannot be published in an emergency"):
        rush(urgent, amina, ben)


def test_a_review_in_progress_becomes_void(urgent, amina, ben):
    submission = stories.submit(urgent, amina)
    emergency = rush(urgent, amina, ben)
    submission.refresh_from_db()
    assert (submission.state, submission.outcome) == (SubmissionState.VOID, WhyVoid.EMERGENCY.label)
    assert page_of(emergency).edition.awaits_review


def test_what_waits_on_the_refused_text_becomes_void_with_it(urgent, amina, ben):
    emergency = rush(urgent, amina, ben)
    change = stories.write(drafts.start(page_of(emergency), by=amina, at=now()), amina, "All fares are suspended!")
    later = stories.submit(change, amina)
    assert published_before(change, ben).number == 1
    deciding.send_back(emergency.submission, because="No.", by=ben, at=now())
    later.refresh_from_db()
    assert (later.state, later.outcome) == (SubmissionState.VOID, WhyVoid.PAGE.label)


def test_a_further_emergency_buys_no_time_and_none_comes_after_the_deadline(urgent, amina, ben):
    first = rush(urgent, amina, ben)
    change = stories.write(drafts.start(page_of(first), by=amina, at=now()), amina, "Suspended, all of them.")
    second = rush(change, amina, ben, at=first.at + timedelta(minutes=30))
    first.refresh_from_db()
    assert (second.due_at, first.state) == (first.due_at, EmergencyState.OVERTAKEN)
    late = stories.write(drafts.start(page_of(second), by=amina, at=now()), amina, "Suspended for good.")
    with pytest.raises(Refused, match="review of that is overdue"):
        rush(late, amina, ben, at=first.due_at + timedelta(minutes=1))
    deciding.send_back(second.submission, because="No.", by=ben, at=now())
    assert page_of(second).edition.body == "Fares are capped."


def test_an_urgent_draft_stands_beside_the_one_in_review_and_makes_it_void(urgent, fares, amina, ben, dev):
    waiting = stories.submit(urgent, amina)
    with pytest.raises(Refused, match="Only people posted in"):
        emergencies.start_urgent(fares, by=dev, at=now())
    quick = emergencies.start_urgent(fares, by=amina, at=now())
    assert quick.is_urgent
    assert emergencies.start_urgent(fares, by=ben, at=now()) == quick
    assert drafts.start(fares, by=amina, at=now()).pk == urgent.pk
    emergency = rush(stories.write(quick, amina, "No buses tonight."), amina, ben)
    assert page_of(emergency).edition.body == "No buses tonight."
    waiting.refresh_from_db()
    urgent.refresh_from_db()
    assert (waiting.state, waiting.outcome) == (SubmissionState.VOID, WhyVoid.PAGE.label)
    assert urgent.state == DraftState.DRAFT


def test_what_readers_see_cannot_be_taken_back(urgent, amina, ben):
    emergency = rush(urgent, amina, ben)
    with pytest.raises(Refused, match="Readers see this already"):
        deciding.take_back(emergency.submission, by=amina, at=now())


def test_words_changed_behind_the_review_bring_back_what_was_cleared(urgent, amina, ben):
    emergency = rush(urgent, amina, ben)
    Draft.objects.filter(pk=urgent.pk).update(body="Changed behind the review.")
    voided = deciding.clear(emergency.submission, by=ben, at=now())
    assert voided.state == SubmissionState.VOID
    assert page_of(emergency).edition.body == "Fares are capped."
    emergency.refresh_from_db()
    assert emergency.state == EmergencyState.FELL_BACK


@pytest.mark.django_db(transaction=True)
def test_ten_presses_at_once_publish_once(urgent, amina, ben, hire):
    results = together([lambda: rush(urgent, amina, ben)] * 10)
    assert Emergency.objects.count() == 1
    assert Edition.objects.filter(page=urgent.page, awaits_review=True).count() == 1
    assert sum(isinstance(one, Emergency) for one in results) == 1
    assert all(isinstance(one, Emergency | Refused) for one in results), results


@pytest.mark.django_db(transaction=True)
def test_clearing_the_usual_draft_and_an_emergency_at_once_leave_one_text(urgent, fares, amina, ben, hire):
    other = hire("Lee Fox", "G7")
    waiting = stories.submit(urgent, amina)
    quick = stories.write(emergencies.start_urgent(fares, by=amina, at=now()), amina, "No buses tonight.")
    results = together([lambda: deciding.clear(waiting, by=ben, at=now()), lambda: rush(quick, amina, other)])
    assert not [one for one in results if isinstance(one, Exception) and not isinstance(one, Refused)], results
    page = Page.objects.select_related("edition").get(pk=fares.pk)
    published = Edition.objects.filter(page=page, state=EditionState.PUBLISHED)
    assert published.get() == page.edition
    assert page.edition.number == fares.edition.number + 1
