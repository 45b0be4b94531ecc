"""Every change to who is who: refused with a sentence or done, and on the record."""

from datetime import timedelta

import pytest

from apps.core.clock import now
from apps.core.rules import Refused
from apps.people import actions
from apps.people.models import Person
from apps.records.actions import SYSTEM
from apps.records.models import Event
from apps.records.queries import first_fault
from tests.cast import grade, unit_kind


def test_ines_registers_a_colleague_who_has_no_password_yet(ines):
    person = actions.register("Jo.Reed@Greenpaper.Example", "Jo Reed", by=ines, at=now())
    assert (person.email, person.name, person.has_usable_password()) == ("jo.reed@greenpaper.example", "Jo Reed", False)
    event = Event.objects.about(person).get()
    assert (event.verb, event.actor_name, event.about_name) == ("people.registered", "Ines Marsh", "Jo Reed")


def test_one_address_is_one_person_however_it_is_written(amina, ines):
    with pytest.raises(Refused, match=r"already registered as amina\.osei@greenpaper\.example"):
        actions.register("AMINA.Osei@greenpaper.example ", "Another Amina", by=ines, at=now())
    with pytest.raises(Refused, match="already registered"):
        actions.arrive("Amina.Osei@Greenpaper.example", "Another Amina", at=now())
    assert Person.objects.filter(email__icontains="amina").count() == 1


@pytest.mark.parametrize("rank", ["amina", "gwen"])
def test_no_grade_lets_anybody_manage_people(request, rank, government):
    by = request.getfixturevalue(rank)
    with pytest.raises(Refused, match="Only an administrator"):
        actions.register("jo.reed@greenpaper.example", "Jo Reed", by=by, at=now())
    post = actions.Post(government.legal, "Head of legal", grade("SCS2"))
    with pytest.raises(Refused, match="Only an administrator"):
        actions.start_posting(by, post, starts_at=now(), by=by, at=now())
    with pytest.raises(Refused, match="Only an administrator"):
        actions.open_unit("My own unit", kind=unit_kind("Team"), parent=None, by=by, at=now())


def test_an_administrator_who_was_stopped_may_do_nothing(ines, amina):
    actions.change_access(ines, may_sign_in=False, by=SYSTEM, at=now(), because="Left.")
    ines.refresh_from_db()
    with pytest.raises(Refused, match="Only an administrator"):
        actions.change_access(amina, may_sign_in=False, by=ines, at=now(), because="Spite.")


def test_a_unit_lies_under_its_parent_and_has_a_name_of_its_own_there(government, ines):
    crews = actions.open_unit("Crews", kind=unit_kind("Team"), parent=government.shoreline, by=ines, at=now())
    assert crews.path == f"{government.shoreline.path}{crews.pk}/"
    with pytest.raises(Refused, match="already a unit called Crews there"):
        actions.open_unit("Crews", kind=unit_kind("Team"), parent=government.shoreline, by=ines, at=now())
    with pytest.raises(Refused, match="already a unit called His Majesty's Government there"):
        actions.open_unit(government.top.name, kind=unit_kind("Government"), parent=None, by=ines, at=now())


def test_a_grade_or_a_kind_of_unit_is_added_once(government, ines):
    with pytest.raises(Refused, match="already a grade with the code G7"):
        actions.add_grade("G7", "Another Grade 7", rank=1, by=ines, at=now())
    with pytest.raises(Refused, match="already a kind of unit called Team"):
        actions.add_unit_kind("Team", breadth=10, by=ines, at=now())
    assert first_fault() is None


def test_a_posting_ends_once_and_what_it_gave_is_gone(amina, ines, government):
    posting = amina.postings.get()
    ended = actions.end_posting(posting, ends_at=now(), by=ines, at=now(), because="Moved to Legal.")
    assert not Person.objects.get(pk=amina.pk).reach
    assert not ended.is_held_at(now())
    with pytest.raises(Refused, match="already ended by then"):
        actions.end_posting(posting, ends_at=now(), by=ines, at=now(), because="Again.")
    event = Event.objects.about(amina).first()
    assert (event.verb, event.because) == ("people.posting_ended", "Moved to Legal.")
    assert event.details["post"] == "Policy adviser (HEO), Rural Transport"


def test_a_posting_never_ends_before_it_starts(amina, ines, government):
    yesterday = now() - timedelta(days=1)
    post = actions.Post(government.legal, "Adviser")
    with pytest.raises(Refused, match="cannot end before it starts"):
        actions.start_posting(amina, post, starts_at=now(), ends_at=yesterday, by=ines, at=now())
    posting = actions.start_posting(amina, post, starts_at=now(), by=ines, at=now())
    with pytest.raises(Refused, match="cannot end before it starts"):
        actions.end_posting(posting, ends_at=yesterday, by=ines, at=now(), because="Never came.")


def test_stopping_somebody_says_why_on_the_record(amina, ines):
    stopped = actions.change_access(amina, may_sign_in=False, by=ines, at=now(), because="Career break.")
    assert not stopped.is_active
    assert actions.change_access(amina, may_sign_in=True, by=ines, at=now(), because="Back.").is_active
    told = Event.objects.about(amina).values_list("verb", "because")[:2]
    assert list(told) == [("people.access_given", "Back."), ("people.access_ended", "Career break.")]


def test_a_grade_and_a_kind_of_unit_may_be_added(ines):
    fast = actions.add_grade("FAST", "Fast Stream", rank=45, by=ines, at=now())
    branch = actions.add_unit_kind("Branch", breadth=10, by=ines, at=now())
    verbs = Event.objects.about(fast, branch).values_list("verb", "actor_name")
    assert list(verbs) == [("people.unit_kind_added", "Ines Marsh"), ("people.grade_added", "Ines Marsh")]
    assert first_fault() is None
