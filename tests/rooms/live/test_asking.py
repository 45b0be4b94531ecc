"""The same without a stream: what became different since, and who goes on reading."""

import pytest

from apps.core.clock import now
from apps.people.choices import Breadth
from apps.rooms.live import frames
from apps.rooms.models import Room, TopicMark
from apps.rooms.queries.staying import Guest, still_there
from apps.trust.models import Membership
from tests.rooms.talking import general, open_room, say
from tests.served import session_of


@pytest.fixture
def room(amina, ben):
    room = open_room(amina)
    for number in range(3):
        say(general(room), amina, f"Number {number}")
    return room


def test_one_question_brings_what_is_missing(client, room, ben, monkeypatch):
    client.force_login(ben)
    said = client.get(f"/rooms/{room.pk}/since/?after=1").json()
    assert [(one["change"], one["number"]) for one in said.pop("messages")] == [(2, 2), (3, 3)]
    assert said == {"at": 3, "is_more": False, "is_behind": False}
    assert client.get(f"/rooms/{room.pk}/since/").json()["at"] == 3
    monkeypatch.setattr(frames, "MOST_AT_ONCE", 2)
    monkeypatch.setattr("apps.rooms.views.live.MOST_AT_ONCE", 2)
    said = client.get(f"/rooms/{room.pk}/since/?after=0").json()
    assert (said["at"], said["is_more"]) == (2, True)
    monkeypatch.setattr("apps.rooms.live.frames.MOST_BEHIND", 1)
    assert client.get(f"/rooms/{room.pk}/since/?after=1").json()["is_behind"]


def test_what_was_seen_grow_is_read(client, room, ben):
    client.force_login(ben)
    topic = general(room)
    for said in ("2", "many", "99"):
        assert client.post(f"/rooms/topics/{topic.pk}/seen/", {"up_to": said}).status_code == 204
    assert TopicMark.objects.get(topic=topic, person=ben).seen_number == 3


def test_those_who_stay_are_those_who_may_read(amina, ben, carys, erin, fay, django_assert_num_queries):
    """One rule: what is asked for everybody at once says the same as what is asked of each."""
    wide, closed = open_room(amina), open_room(amina, "Closed", audience=Breadth.DIRECTORATE, by_invitation=True)
    Membership.objects.create(community=closed.community, person=fay, invited_by=amina, at=now())
    Membership.objects.create(community=closed.community, person=carys, invited_by=amina, at=now())
    people = [amina, ben, carys, erin, fay]
    guests = {Guest(session_of(one), one.pk, one.password, room.pk) for one in people for room in (wide, closed)}
    with django_assert_num_queries(5):
        there = still_there(guests, at=now())
    assert {(guest.person, guest.room) for guest in there} == {
        (one.pk, room.pk) for one in people for room in Room.objects.visible_to(type(one).objects.get(pk=one.pk))
    }
    assert (fay.pk, closed.pk) in {(guest.person, guest.room) for guest in there}
    assert there[next(guest for guest in there if guest.person == fay.pk)] == fay.reach
