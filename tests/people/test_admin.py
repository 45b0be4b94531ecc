"""Ines looks after people in the admin; whatever is wrong is a sentence beside the field."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils.timezone import localtime

from apps.core.clock import now
from apps.people.models import Grade, Person, Posting, Unit, UnitKind
from apps.records.models import Event
from tests.cast import grade, unit_kind

MODELS = ("person", "unit", "unitkind", "grade", "posting")


@pytest.fixture
def admin(client, ines):
    client.force_login(ines)
    return client


def errors_of(response):
    assert response.status_code == 200
    return {**response.context["adminform"].form.errors}


def parts(name, moment):
    local = localtime(moment)
    return {f"{name}_0": local.strftime("%Y-%m-%d"), f"{name}_1": local.strftime("%H:%M:%S")}


def a_posting(person, unit, /, **changes):
    words = {"person": person.pk, "unit": unit.pk, "grade": grade("EO").pk, "title": "Adviser", "kind": "SUBSTANTIVE"}
    return {**words, **parts("starts_at", now() - timedelta(days=1)), "ends_at_0": "", "ends_at_1": "", **changes}


@pytest.mark.parametrize("model", MODELS)
def test_lists_and_forms_open_and_nothing_can_be_deleted(admin, amina, model):
    listed = admin.get(reverse(f"admin:people_{model}_changelist"))
    assert listed.status_code == 200
    assert not listed.context["cl"].formset
    assert "delete_selected" not in listed.content.decode()
    assert admin.get(reverse(f"admin:people_{model}_add")).status_code == 200
    row = {"person": Person, "unit": Unit, "unitkind": UnitKind, "grade": Grade, "posting": Posting}[
        model
    ].objects.first()
    assert admin.get(reverse(f"admin:people_{model}_change", args=[row.pk])).status_code == 200
    assert admin.post(reverse(f"admin:people_{model}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("model", MODELS)
def test_staff_without_the_permission_see_and_change_nothing(client, dev, model):
    Person.objects.filter(pk=dev.pk).update(is_staff=True)
    client.force_login(dev)
    assert client.get(reverse(f"admin:people_{model}_changelist")).status_code == 403
    assert client.post(reverse(f"admin:people_{model}_add"), {"name": "Mine"}).status_code == 403


def test_the_permission_is_enough_to_look_after_people(client, dev):
    Person.objects.filter(pk=dev.pk).update(is_staff=True)
    dev.user_permissions.set(Permission.objects.filter(content_type__app_label="people", codename="change_posting"))
    client.force_login(dev)
    response = client.post(
        reverse("admin:people_person_add"), {"email": "jo.reed@greenpaper.example", "name": "Jo Reed"}
    )
    assert response.status_code == 302
    assert Event.objects.about(Person.objects.get(name="Jo Reed")).get().actor_name == "Dev Patel"


def test_ines_registers_somebody(admin):
    response = admin.post(
        reverse("admin:people_person_add"), {"email": "Jo.Reed@greenpaper.example", "name": " Jo  Reed "}
    )
    assert response.status_code == 302
    jo = Person.objects.get(email="jo.reed@greenpaper.example")
    assert (jo.name, jo.is_active, jo.is_staff, jo.has_usable_password()) == ("Jo Reed", True, False, False)
    assert Event.objects.about(jo).get().verb == "people.registered"


@pytest.mark.parametrize(
    ("words", "field", "says"),
    [
        ({"email": "AMINA.osei@greenpaper.example", "name": "A"}, "email", "already registered as amina.osei@"),
        ({"email": "nobody", "name": "A"}, "email", "valid email"),
        ({"email": "a@greenpaper.example", "name": "Eve\u202elive"}, "name", "hidden character U+202E"),
        ({"email": "a@greenpaper.example", "name": "Nul\x00"}, "name", "hidden character U+0000"),
        ({"email": "a@greenpaper.example", "name": "A" * 600}, "name", "at most 150 characters"),
        ({"email": "a@greenpaper.example", "name": ""}, "name", "required"),
    ],
)
def test_a_person_who_cannot_be_registered(admin, amina, words, field, says):
    errors = errors_of(admin.post(reverse("admin:people_person_add"), words))
    assert list(errors) == [field]
    assert says in errors[field][0]
    assert Person.objects.count() == 2


def test_ines_stops_somebody_and_must_say_why(admin, amina, client):
    address = reverse("admin:people_person_change", args=[amina.pk])
    assert errors_of(admin.post(address, {"because": ""})) == {"because": ["Say why: it goes on the record"]}
    forged = {"because": "Career break.", "email": "taken@greenpaper.example", "is_superuser": "on", "is_staff": "on"}
    assert admin.post(address, forged).status_code == 302
    amina.refresh_from_db()
    assert (amina.is_active, amina.is_staff, amina.is_superuser) == (False, False, False)
    assert amina.email == "amina.osei@greenpaper.example"
    assert Event.objects.about(amina).first().because == "Career break."
    acts = Event.objects.count()
    assert admin.post(address, {"because": "Nothing changes."}).status_code == 302
    assert Event.objects.count() == acts


def test_ines_opens_a_unit_once(admin, government):
    words = {"name": "Ferries", "kind": unit_kind("Team").pk, "parent": government.transport.pk}
    assert admin.post(reverse("admin:people_unit_add"), words).status_code == 302
    ferries = Unit.objects.get(name="Ferries")
    assert ferries.path == f"{government.transport.path}{ferries.pk}/"
    errors = errors_of(admin.post(reverse("admin:people_unit_add"), words))
    assert errors["name"] == ["There is already a unit called Ferries there."]
    topmost = {"name": government.top.name, "kind": unit_kind("Government").pk, "parent": ""}
    errors = errors_of(admin.post(reverse("admin:people_unit_add"), topmost))
    assert errors == {"name": [f"There is already a unit called {government.top.name} there."]}
    errors = errors_of(admin.post(reverse("admin:people_unit_add"), {**words, "kind": 9999, "parent": "x"}))
    assert errors == {"kind": ["Choose one from the list"], "parent": ["Choose one from the list"]}


def test_ines_says_whose_bank_holidays_a_unit_keeps(admin, government):
    change = reverse("admin:people_unit_change", args=[government.transport.pk])
    assert admin.post(change, {"nation": "SCOTLAND", "name": "Stolen"}).status_code == 302
    unit = Unit.objects.get(pk=government.transport.pk)
    assert (unit.nation, unit.name) == ("SCOTLAND", "Transport and Access")
    assert government.rural_transport.keeps_holidays_of() == "SCOTLAND"
    assert government.legal.keeps_holidays_of() == "ENGLAND_AND_WALES"
    event = Event.objects.about(unit).latest("sequence")
    assert (event.verb, event.details) == ("people.nation_set", {"was": "", "nation": "SCOTLAND"})
    admin.post(change, {"nation": "SCOTLAND"})
    assert Event.objects.about(unit).latest("sequence") == event
    assert errors_of(admin.post(change, {"nation": "FRANCE"})) == {"nation": ["Choose one from the list"]}


def test_a_unit_may_be_opened_with_a_nation_of_its_own(admin, government):
    words = {"name": "Belfast office", "kind": unit_kind("Team").pk, "parent": government.transport.pk}
    assert admin.post(reverse("admin:people_unit_add"), {**words, "nation": "NORTHERN_IRELAND"}).status_code == 302
    opened = Unit.objects.get(name="Belfast office")
    assert opened.keeps_holidays_of() == "NORTHERN_IRELAND"
    told = Event.objects.about(opened).order_by("sequence").values_list("verb", flat=True)
    assert list(told) == ["people.unit_opened", "people.nation_set"]


def test_ines_gives_a_grade_and_a_kind_of_unit(admin):
    assert (
        admin.post(reverse("admin:people_grade_add"), {"code": "FAST", "name": "Fast Stream", "rank": 45}).status_code
        == 302
    )
    assert admin.post(reverse("admin:people_unitkind_add"), {"name": "Branch", "breadth": 10}).status_code == 302
    assert {event.verb for event in Event.objects.all()} == {"people.grade_added", "people.unit_kind_added"}
    errors = errors_of(admin.post(reverse("admin:people_grade_add"), {"code": "FAST", "name": "Again", "rank": -1}))
    assert set(errors) == {"code", "rank"}


def test_ines_puts_hal_in_a_post_and_he_reaches_his_unit_at_once(admin, hal, government):
    assert admin.post(reverse("admin:people_posting_add"), a_posting(hal, government.legal)).status_code == 302
    assert government.legal.pk in Person.objects.get(pk=hal.pk).reach
    assert Event.objects.about(hal).first().verb == "people.posting_started"


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"grade": "9999"}, "grade", "Choose one from the list"),
        ({"unit": "G7'; --"}, "unit", "Choose one from the list"),
        ({"person": "9999"}, "person", "There is nobody with this number"),
        ({"kind": "FOREVER"}, "kind", "FOREVER is not one of the available choices"),
        ({"title": "T" * 600}, "title", "at most 120 characters"),
        ({"starts_at_0": "31/02/2026"}, "starts_at", "valid date"),
        ({"ends_at_0": "2001-01-01", "ends_at_1": "09:00:00"}, "ends_at", "cannot end before it starts"),
    ],
)
def test_a_posting_that_cannot_be(admin, hal, government, changes, field, says):
    errors = errors_of(admin.post(reverse("admin:people_posting_add"), a_posting(hal, government.legal, **changes)))
    assert list(errors) == [field]
    assert says in errors[field][0]
    assert not Posting.objects.exists()


def test_ines_ends_a_posting_and_must_say_when_and_why(admin, amina):
    posting = amina.postings.get()
    address = reverse("admin:people_posting_change", args=[posting.pk])
    empty = errors_of(admin.post(address, {"ends_at_0": "", "ends_at_1": "", "because": ""}))
    assert empty == {"ends_at": ["Enter when the posting ends"], "because": ["Say why: it goes on the record"]}
    early = errors_of(admin.post(address, {"ends_at_0": "2001-01-01", "ends_at_1": "09:00:00", "because": "Left."}))
    assert early == {"ends_at": ["A posting cannot end before it starts."]}
    yesterday = parts("ends_at", now() - timedelta(days=1))
    forged = {**yesterday, "because": "Left.", "grade": grade("SCS4").pk, "person": "9999"}
    assert admin.post(address, forged).status_code == 302
    posting.refresh_from_db()
    assert (posting.grade, posting.person, posting.is_held_at(now())) == (grade("HEO"), amina, False)
    assert Event.objects.about(amina).first().because == "Left."


def test_a_posting_that_is_over_can_be_read_but_not_changed(admin, erin):
    address = reverse("admin:people_posting_change", args=[erin.postings.get().pk])
    assert admin.get(address).status_code == 200
    assert admin.post(address, {**parts("ends_at", now()), "because": "Rewrite."}).status_code == 403
