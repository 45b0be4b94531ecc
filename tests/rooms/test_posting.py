"""Saying something: stored once under the next number, or refused with a sentence."""

from uuid import uuid4

import pytest

from apps.core.clock import now
from apps.core.rules import Refused
from apps.moderation.actions import guidelines
from apps.pages.models import Space
from apps.people.choices import Breadth
from apps.records.models import Event
from apps.rooms.actions import posting
from apps.rooms.actions.posting import Flooded, Said
from apps.rooms.choices import FLOOD_MESSAGES
from apps.rooms.models import Message, Room
from tests.rooms.talking import general, open_room, say


def test_every_message_takes_the_next_number_of_its_room(amina, ben):
    room = open_room(amina)
    first = say(general(room), amina, "The cap ends in March.")
    second = say(general(room), ben, "Then we write to operators.", answers=first)
    assert list(room.messages.order_by("number").values_list("number", "change", "by", "post")) == [
        (1, 1, amina.pk, "Policy adviser, Rural Transport"),
        (2, 2, ben.pk, "Head of rural transport, Rural Transport"),
    ]
    assert second.answers == first
    room.refresh_from_db()
    assert (room.last_number, room.last_change, general(room).last_number) == (2, 2, 2)


def test_one_sent_twice_is_stored_once(amina, ben):
    topic, key = general(open_room(amina)), uuid4()
    assert say(topic, amina, key=key) == say(topic, amina, key=key)
    assert Message.objects.count() == 1
    # Whoever goes back to the form they sent, and writes in it again, is heard.
    say(topic, amina, "And the bus?", key=key)
    say(topic, ben, key=key)
    assert [message.body for message in Message.objects.order_by("number")] == [
        "The cap ends in March.",
        "And the bus?",
        "The cap ends in March.",
    ]


def test_the_record_tells_that_something_was_said_and_not_what(amina):
    message = say(general(open_room(amina)), amina, "The operator is in trouble.")
    event = Event.objects.about(message).get()
    assert (event.verb, event.details["number"], len(event.details["sha256"])) == ("rooms.said", 1, 64)
    assert "operator" not in str(event.told())


def test_only_those_it_is_for_who_took_the_guidelines_talk(amina, ben, carys):
    topic = general(open_room(amina))
    with pytest.raises(Refused, match="Read the guidelines"):
        posting.post(topic, Said("Hello."), by=ben, at=now())
    guidelines.accept(by=carys, at=now())
    with pytest.raises(Refused, match="Only people whom ‘Winter fares’ is for"):
        posting.post(topic, Said("Hello."), by=carys, at=now())


def test_a_flood_is_slowed_with_a_sentence(amina, ben):
    topic = general(open_room(amina))
    for number in range(FLOOD_MESSAGES):
        say(topic, amina, f"Number {number}")
    with pytest.raises(Flooded, match="Wait a moment"):
        say(topic, amina)
    say(topic, ben)


def test_whoever_opens_a_closed_room_is_alone_in_it(amina, ben):
    room = open_room(amina, audience=Breadth.DIRECTORATE, by_invitation=True)
    assert list(Room.objects.visible_to(amina)) == [room]
    assert not Room.objects.visible_to(ben).exists()


def test_a_space_opens_with_its_room(space: Space, amina):
    assert (space.room.title, space.room.community, space.room.opened_by) == (space.title, space.community, amina)
    assert [topic.title for topic in space.room.topics.all()] == ["General"]
