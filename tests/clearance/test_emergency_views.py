"""The screens of an emergency and of what waits for its time, as their people use them."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from apps.clearance.actions import deciding, emergencies
from apps.clearance.actions.chasing import chase_reviews
from apps.clearance.models import Emergency, EmergencyRole, Submission
from apps.core.clock import now
from apps.pages.actions import drafts
from apps.pages.models import Draft, Page
from apps.records.models import Event
from tests import stories
from tests.cast import grade
from tests.emergencies import give_role, rush, scheduled

pytestmark = pytest.mark.django_db


def browser(person):
    client = Client()
    client.force_login(person)
    return client


def text(response):
    return " ".join(unescape(response.content.decode()).split())


def said(second, **other):
    return {"because": "The strike starts tonight.", "second": second.pk, "overdue": "CLIMBS", "sure": "on"} | other


@pytest.fixture
def urgent(fares, ines, amina):
    give_role(fares.space, ines)
    return stories.write(drafts.start(fares, by=amina, at=now()), amina, "All fares are suspended.")


def test_amina_publishes_in_an_emergency_and_readers_are_warned_until_ben_has_reviewed_it(urgent, amina, ben, dev):
    desk = browser(amina)
    assert "Publish this in an emergency" in text(desk.get(urgent.get_absolute_url()))
    form = desk.get(reverse("clearance:emergency", args=[urgent.pk]))
    assert "Ben Hughes, Head of rural transport (G7), Rural Transport" in text(form)
    assert "8 working hours: by" in text(form)
    answer = desk.post(reverse("clearance:emergency", args=[urgent.pk]), said(ben, version=1), follow=True)
    assert "Published. Ben Hughes has been told, and is to review it." in text(answer)
    assert "Name somebody else to review it" in text(answer)

    reader, address = browser(dev), Page.objects.get(title="Fares").get_absolute_url()
    page = text(reader.get(address))
    assert "All fares are suspended." in page
    assert "before anybody had cleared it. Ben Hughes is to review it by" in page
    assert "Nobody yet: it was published in an emergency" in page
    assert "Publish this in an emergency" not in page
    for who in (amina, ben):
        assert "Published in an emergency, not reviewed yet" in text(browser(who).get("/"))
    assert "not reviewed yet" not in text(reader.get("/"))

    review = Submission.objects.get(act="EMERGENCY")
    assert "Why it could not wait: The strike starts tonight." in text(browser(ben).get(review.get_absolute_url()))
    cleared = browser(ben).post(reverse("clearance:clear", args=[review.pk]), {"comment": ""}, follow=True)
    assert "Reviewed and cleared. The page no longer carries a warning." in text(cleared)
    page = text(reader.get(address))
    assert "before anybody had cleared it" not in page
    assert "Ben Hughes, Head of rural transport (G7), Rural Transport" in page
    assert "not reviewed yet" not in text(browser(ben).get("/"))


def test_the_warning_follows_the_review_as_it_is_named_climbs_and_falls(urgent, amina, ben, dev, hire):
    """What readers see is laid out once and kept, so each of these must lay it out afresh."""
    other = hire("Lee Fox", "G7")
    emergency, reader = rush(urgent, amina, ben), browser(dev)
    address = emergency.page.get_absolute_url()
    assert "Ben Hughes is to review it by" in text(reader.get(address))
    named = {"second": other.pk, "because": "Ben is away."}
    answer = browser(amina).post(reverse("clearance:second", args=[emergency.submission_id]), named, follow=True)
    assert "Lee Fox has been told, and is to review it." in text(answer)
    assert "Lee Fox is to review it by" in text(reader.get(address))
    chase_reviews(emergency.due_at)
    assert "It was due to be reviewed by" in text(reader.get(address))
    deciding.send_back(Submission.objects.get(pk=emergency.submission_id), because="No.", by=other, at=now())
    page = text(reader.get(address))
    assert "Fares are capped." in page
    assert "emergency" not in page
    history = text(reader.get(reverse("pages:history", args=[emergency.page_id])))
    assert "Published in an emergency; nobody has cleared it." in history
    assert "was not cleared on review, so it was taken back." in history


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("because", "Enter why it cannot wait"),
        ("second", "Select who is to review it, from the list"),
        ("overdue", "Select what happens when nobody reviews it"),
        ("sure", "Confirm that readers will see this text before anybody else has looked at it"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_typed_is_lost(urgent, amina, ben, missing, sentence):
    typed = said(ben, version=1)
    del typed[missing]
    answer = browser(amina).post(reverse("clearance:emergency", args=[urgent.pk]), typed)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert missing == "because" or "The strike starts tonight." in text(answer)
    assert not Emergency.objects.exists()


def test_a_refusal_keeps_what_was_typed(urgent, amina, ben, carys):
    answer = browser(amina).post(reverse("clearance:emergency", args=[urgent.pk]), said(carys, version=1))
    assert (answer.status_code, "Select who is to review it, from the list" in text(answer)) == (422, True)
    answer = browser(amina).post(reverse("clearance:emergency", args=[urgent.pk]), said(ben, version=0))
    assert answer.status_code == 422
    assert "Somebody saved this draft after you opened this page." in text(answer)
    assert "The strike starts tonight." in text(answer)


def test_nobody_who_could_review_it_means_no_emergency(urgent, amina, ben):
    stories.write(Draft.objects.get(pk=urgent.pk), ben, "Ben wrote this.")
    answer = browser(amina).get(reverse("clearance:emergency", args=[urgent.pk]))
    assert "Nobody could review this today" in text(answer)
    assert "Publish now" not in text(answer)


def test_whoever_holds_no_role_is_told_who_does(urgent, amina):
    EmergencyRole.objects.update(grade=grade("SCS1"))
    desk = browser(amina)
    assert "Publish this in an emergency" not in text(desk.get(urgent.get_absolute_url()))
    answer = text(desk.get(reverse("clearance:emergency", args=[urgent.pk])))
    assert "you must be Duty press officer (SCS1 or above in Rural Transport)" in answer
    assert "Start an urgent draft" not in text(desk.get(reverse("pages:draft-start", args=[urgent.page_id])))


def test_an_urgent_draft_is_started_beside_the_usual_one_and_told_apart(urgent, amina, ben):
    desk, start = browser(amina), reverse("pages:draft-start", args=[urgent.page_id])
    stories.submit(urgent, amina)
    assert "Start an urgent draft" in text(desk.get(start))
    answer = desk.post(reverse("clearance:urgent-draft", args=[urgent.page_id]), follow=True)
    quick = Draft.objects.get(is_urgent=True)
    assert answer.redirect_chain[-1][0] == reverse("pages:draft-edit", args=[quick.pk])
    shown = text(desk.get(quick.get_absolute_url()))
    assert "<title>Urgent draft: Fares - Greenpaper</title>" in shown
    assert "Urgent draft of a change, beside the usual one" in shown
    assert "Open the urgent draft" in text(desk.get(start))
    listed = text(desk.get(reverse("pages:space-drafts", args=[quick.space_id])))
    assert listed.count("Urgent</strong>") == 1


def test_the_list_of_a_space_says_who_may_and_what_was(urgent, amina, ben):
    address = reverse("clearance:emergencies", args=[urgent.space_id])
    before = text(browser(amina).get(address))
    assert "Duty press officer (HEO or above in Rural Transport). It is to be reviewed within 8 working hours" in before
    assert "Nothing has been published in an emergency here." in before
    emergency = rush(urgent, amina, ben)
    assert "Ben Hughes is to review it by" in text(browser(amina).get(address))
    deciding.clear(emergency.submission, by=ben, at=now())
    assert "Reviewed and cleared on" in text(browser(amina).get(address))


def test_administrators_set_and_remove_roles_in_the_admin(space, ines, government):
    desk = browser(ines)
    said = {"space": space.pk, "name": "Duty press officer", "unit": space.unit_id, "grade": grade("G7").pk}
    added = desk.post(reverse("admin:clearance_emergencyrole_add"), said | {"working_hours": 4, "falls_back": "on"})
    assert added.status_code == 302
    role = EmergencyRole.objects.get()
    assert (role.working_hours, role.falls_back) == (4, True)
    gone = desk.post(reverse("admin:clearance_emergencyrole_delete", args=[role.pk]), {"post": "yes"})
    assert gone.status_code == 302
    verbs = Event.objects.filter(verb__startswith="clearance.emergency_role").order_by("sequence")
    assert [(one.verb, one.actor_name) for one in verbs] == [
        ("clearance.emergency_role_set", "Ines Marsh"),
        ("clearance.emergency_role_removed", "Ines Marsh"),
    ]


def test_a_date_is_set_at_submission_and_the_embargo_is_shown_until_it_is_out(space, amina, ben):
    draft, desk = stories.start(stories.front(space), amina), browser(amina)
    day = localdate() + timedelta(days=7)
    cover = {"significance": "MAJOR", "change_note": "For the budget.", "months": 12, "version": 1, "when": "LATER"}
    cover |= {"day_day": day.day, "day_month": day.month, "day_year": day.year, "hour": "midday"}
    sent = desk.post(reverse("clearance:submit", args=[draft.pk]), cover, follow=True)
    until = f"EMBARGOED until {day.day} {day:%B %Y} at midday"
    assert until in text(sent)
    for address in (draft.get_absolute_url(), reverse("pages:space-drafts", args=[space.pk]), "/drafts/"):
        assert until in text(desk.get(address)), address
    submission = Submission.objects.get(draft=draft)
    cleared = browser(ben).post(reverse("clearance:clear", args=[submission.pk]), {"comment": ""}, follow=True)
    assert f"Cleared. It will be published on {day.day} {day:%B %Y} at midday." in text(cleared)
    assert until in text(desk.get(reverse("clearance:scheduled", args=[space.pk])))
    shown = text(desk.get(submission.get_absolute_url()))
    assert "Put it off" in shown
    assert "It cannot be published any earlier" in shown


def test_what_is_wrong_with_the_date_is_said_and_nothing_typed_is_lost(space, amina):
    draft = stories.start(stories.front(space), amina)
    cover = {"significance": "MAJOR", "change_note": "For the budget.", "months": 12, "version": 1, "when": "LATER"}
    address = reverse("clearance:submit", args=[draft.pk])
    answer = browser(amina).post(address, cover | {"day_day": "31", "day_month": "2", "day_year": "2027"})
    assert answer.status_code == 422
    assert "The date to publish it on must be a real date" in text(answer)
    assert "Enter the time to publish it at" in text(answer)
    assert ('value="31"' in text(answer), "For the budget." in text(answer)) == (True, True)


def test_ben_puts_it_off_and_amina_calls_it_off(space, amina, ben):
    submission = scheduled(stories.start(stories.front(space), amina), amina, ben)
    later = localdate(submission.publish_at) + timedelta(days=7)
    said = {"day_day": later.day, "day_month": later.month, "day_year": later.year, "hour": "9am"}
    address = reverse("clearance:postpone", args=[submission.pk])
    early = browser(ben).post(address, said | {"day_year": later.year - 1, "because": "The minister is away."})
    assert (early.status_code, "The minister is away." in text(early)) == (422, True)
    put_off = browser(ben).post(address, said | {"because": "The minister is away."}, follow=True)
    assert "Put off. Everyone who wrote in it has been told." in text(put_off)
    assert f"EMBARGOED until {later.day} {later:%B %Y} at 9am" in text(put_off)
    address = reverse("clearance:call-off", args=[submission.pk])
    assert "Enter why it is called off" in text(browser(amina).post(address, {"because": " "}))
    called_off = browser(amina).post(address, {"because": "The policy changed."}, follow=True)
    assert "Called off. The draft can be changed again." in text(called_off)
    assert "The policy changed." in text(called_off)
    assert "EMBARGOED" not in text(called_off)
    assert "This is not waiting to be published." in text(browser(amina).get(address))


def test_a_named_administrator_still_finds_no_text(urgent, amina, ben, ines):
    emergency = rush(urgent, amina, ben)
    emergencies.name_another(emergency, ben, because="Asked again.", by=ines, at=now())
    assert browser(ines).get(emergency.submission.get_absolute_url()).status_code == 404
