"""Decisions on the record: what, who in which post, who did not agree, and what took its place."""

import csv
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from apps.core.clock import now
from apps.core.rules import Refused
from apps.notices.models import Notice
from apps.people.choices import Breadth
from apps.records.models import Event
from apps.rooms.actions.deciding import Decided, Place, dissent, record_decision, supersede
from apps.rooms.decided import is_closed
from apps.rooms.models import Decider, Decision, Dissent
from tests import stories
from tests.cast import leave
from tests.rooms.talking import general, open_room

TODAY = localdate()


def decide(place, by, *deciders, title="The cap ends in March", **also):
    decided = Decided(title, "It costs *too much*.", also.pop("on", TODAY), deciders or (by,), **also)
    return record_decision(place, decided, by=by, at=now())


def test_a_decision_says_what_why_and_who_decided_in_which_post(space, fares, amina, ben):
    place = Place(room=space.room, topic=general(space.room), page=fares, edition=fares.edition)
    decision = decide(place, amina, amina, ben, options="Keep it, or not.")
    assert list(decision.deciders.order_by("pk").values_list("person", "post")) == [
        (amina.pk, "Policy adviser, Rural Transport"),
        (ben.pk, "Head of rural transport, Rural Transport"),
    ]
    assert (decision.space, decision.edition, decision.post) == (
        space,
        fares.edition,
        "Policy adviser, Rural Transport",
    )
    assert [(one.person, one.kind) for one in Notice.objects.filter(kind="DECIDED")] == [(ben, "DECIDED")]
    event = Event.objects.about(decision).get()
    assert (event.verb, event.details) == ("rooms.decided", {"deciders": [amina.pk, ben.pk], "on": TODAY.isoformat()})


@pytest.mark.django_db
def test_nobody_changes_a_decision(space, amina, ben):
    decision = decide(Place(room=space.room), amina)
    said = dissent(decision, "Too soon.", is_named=True, by=ben, at=now())
    for one in (decision, decision.deciders.get(), said):
        with pytest.raises(TypeError, match="stays as it was recorded"):
            one.save()
        with pytest.raises(TypeError):
            one.delete()
    for rows in (Decision.objects.all(), Decider.objects.all(), Dissent.objects.all(), decision.deciders.all()):
        with pytest.raises(TypeError):
            rows.update(pk=0)
        with pytest.raises(TypeError):
            rows.delete()


def test_only_who_held_a_post_that_day_decided(space, amina, erin, hal, ben):
    room = Place(room=space.room)
    with pytest.raises(Refused, match="Erin Walsh held no post on that day"):
        decide(room, amina, erin)
    # She did last week.
    assert (
        decide(room, amina, erin, on=TODAY - timedelta(days=7)).deciders.get().post == "Policy adviser, Rural Transport"
    )
    with pytest.raises(Refused, match="Hal Newcombe held no post"):
        decide(room, amina, hal)
    with pytest.raises(Refused, match="cannot be in the future"):
        decide(room, amina, on=TODAY + timedelta(days=1))


def test_who_may_record_one(space, fares, amina, ben, carys, dev):
    # Dev reads both, and drafts in neither.
    decide(Place(room=space.room), dev)
    with pytest.raises(Refused, match="posted in Rural Transport can draft"):
        decide(Place(page=fares, edition=fares.edition), dev)
    with pytest.raises(Refused, match="Only people whom"):
        decide(Place(room=space.room), carys)
    room = open_room(amina)
    room.closed_at = now()
    room.save(update_fields=["closed_at"])
    with pytest.raises(Refused, match="closed"):
        decide(Place(room=room), ben)


def test_another_decision_supersedes_it_once(space, fares, amina, ben):
    draft = stories.write(stories.start(stories.front(space), amina, "Stops"), amina, "Stops are closed.")
    old = decide(Place(page=fares, edition=fares.edition, draft=draft, draft_version=1), amina, ben)
    new = supersede(old, Decided("It ends in May", "Operators asked.", TODAY, (amina,)), by=amina, at=now())
    assert (new.supersedes, new.page, new.edition, new.draft_version) == (old, fares, fares.edition, draft.version)
    assert [one.person for one in Notice.objects.filter(kind="SUPERSEDED")] == [ben]
    with pytest.raises(Refused, match="superseded this one already"):
        supersede(old, Decided("It never ends", "We think.", TODAY, (ben,)), by=ben, at=now())
    with pytest.raises(Refused, match="superseded this one"):
        dissent(old, "Too late.", is_named=True, by=ben, at=now())


def test_somebody_who_does_not_agree_says_so_once_and_unnamed_if_they_wish(space, amina, ben, dev, carys, client):
    decision = decide(Place(room=space.room), amina)
    dissent(decision, "Too soon.", is_named=False, by=ben, at=now())
    dissent(decision, "Too late.", is_named=True, by=dev, at=now())
    with pytest.raises(Refused, match="already that you do not agree"):
        dissent(decision, "Far too soon.", is_named=True, by=ben, at=now())
    with pytest.raises(Refused, match="Only people who can read"):
        dissent(decision, "No.", is_named=True, by=carys, at=now())
    # The record knows who; the page does not tell.
    assert Event.objects.about(decision).filter(verb="rooms.dissented", actor_id=str(ben.pk)).exists()
    client.force_login(amina)
    read = client.get(decision.get_absolute_url()).content.decode()
    assert "Somebody who does not wish to be named" in read
    assert "Ben Hughes" not in read
    assert "Dev Patel, Directorate support, Transport and Access" in read


def test_it_is_read_only_by_whoever_reads_its_room_or_page(space, fares, amina, ben, dev, client):
    closed = decide(Place(room=open_room(amina, by_invitation=True), page=fares, edition=fares.edition), amina)
    open_one = decide(Place(page=fares, edition=fares.edition), amina, title="It ends in May")
    client.force_login(ben)
    assert client.get(closed.get_absolute_url()).status_code == 404
    assert client.get(reverse("rooms:dissent", args=[closed.pk])).status_code == 404
    assert list(client.get(reverse("rooms:page-decisions", args=[fares.pk])).context["page_obj"]) == [open_one]
    fares.hidden_at = now()
    fares.save(update_fields=["hidden_at"])
    assert client.get(open_one.get_absolute_url()).status_code == 404
    client.force_login(leave(dev))
    assert client.get(reverse("rooms:space-decisions", args=[space.pk])).status_code == 404


def test_a_page_out_of_reach_is_not_named(space, fares, amina, dev, client):
    decision = decide(Place(room=space.room, page=fares, edition=fares.edition), amina, title="It ends")
    fares.audience, fares.audience_unit = Breadth.TEAM, space.unit
    fares.save(update_fields=["audience", "audience_unit"])
    client.force_login(dev)
    read = client.get(decision.get_absolute_url()).content.decode()
    assert "A page that you cannot read" in read
    assert "Fares" not in read


def test_the_log_of_a_space_is_searched_by_words_and_days_and_taken_away_as_a_table(space, fares, amina, client):
    decide(Place(room=space.room), amina, on=TODAY - timedelta(days=9))
    latest = decide(Place(page=fares, edition=fares.edition), amina, title="=SUM(1)")
    decide(Place(room=open_room(amina)), amina)
    client.force_login(amina)
    log = reverse("rooms:space-decisions", args=[space.pk])
    assert [one.title for one in client.get(log).context["page_obj"]] == ["=SUM(1)", "The cap ends in March"]
    assert list(client.get(f"{log}?q=much+sum").context["page_obj"]) == [latest]
    since = TODAY - timedelta(days=1)
    asked = f"?since_day={since.day}&since_month={since.month}&since_year={since.year}"
    assert list(client.get(log + asked).context["page_obj"]) == [latest]
    table = client.get(reverse("rooms:space-decisions-table", args=[space.pk]) + asked).content.decode()
    [_, row] = csv.reader(table.splitlines())
    assert row[-1] == space.room.marking_line
    assert row[1:3] == [TODAY.isoformat(), "'=SUM(1)"]
    assert row[5] == "Amina Osei, Policy adviser, Rural Transport"


def test_it_is_recorded_by_form_about_the_text_that_was_seen(fares, amina, ben, client):
    client.force_login(amina)
    address = reverse("rooms:page-decision-new", args=[fares.pk])
    seen = client.get(address).context["form"]
    sent = {
        "title": "It ends",
        "reasons": "Costs.",
        "edition": seen["edition"].value(),
        "deciders": "Ben Hughes\nNobody",
    }
    sent |= {"decided_on_day": TODAY.day, "decided_on_month": TODAY.month, "decided_on_year": TODAY.year}
    answer = client.post(address, sent)
    assert (answer.status_code, "called ‘Nobody’" in answer.content.decode()) == (422, True)
    # Meanwhile the page is published again.
    stories.revise(fares, amina, ben, "Fares are free.")
    client.post(address, sent | {"deciders": "ben hughes\namina.osei@greenpaper.example"})
    decision = Decision.objects.get()
    assert decision.edition.number == fares.edition.number
    assert [one.person for one in decision.deciders.order_by("pk")] == [ben, amina]


def test_words_that_would_take_in_what_stands_under_them_are_known():
    assert is_closed("Costs.\n\n```\ncode\n```")
    assert not is_closed("Costs.\n\n```\ncode")
