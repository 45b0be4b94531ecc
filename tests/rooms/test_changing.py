"""What becomes of a message after it is said: edited, withdrawn, reacted to, moved. Nothing of it is lost."""

from datetime import timedelta

import pytest

from apps.core.clock import now
from apps.core.rules import Refused, StateChanged
from apps.records.models import Event
from apps.rooms.actions import editing, moving, reacting, topics
from apps.rooms.choices import MessageKind, Moving, Reacted
from apps.rooms.models import Message, Room
from apps.trust.models import Credit
from tests.rooms.talking import general, open_room, say
from tests.staged import staged


@staged
def room(amina) -> Room:
    """A room of Amina's team, of which she is the steward."""
    return open_room(amina)


def counted(room: Room) -> tuple[int, int]:
    room.refresh_from_db()
    return room.last_number, room.last_change


def test_an_edit_keeps_what_was_said_and_is_a_change(room, amina, ben):
    message = say(general(room), amina, "It ends in March.")
    editing.edit(message, "It ends in **April**.", made_on=0, by=amina, at=now())
    message.refresh_from_db()
    assert (message.body, message.change, [was.body for was in message.revisions.all()]) == (
        "It ends in **April**.",
        2,
        ["It ends in March."],
    )
    assert message.revisions.get().at == message.at
    assert counted(room) == (1, 2)
    with pytest.raises(StateChanged, match="elsewhere in the meantime"):
        editing.edit(message, "It ends in May.", made_on=0, by=amina, at=now())
    with pytest.raises(Refused, match="Only whoever wrote"):
        editing.edit(message, "It never ends.", made_on=1, by=ben, at=now())


def test_a_withdrawn_message_leaves_its_place_and_what_it_said(room, amina):
    message = say(general(room), amina, "It ends in March.")
    editing.withdraw(message, by=amina, at=now())
    message.refresh_from_db()
    assert (message.has_words, message.body, message.change) == (False, "It ends in March.", 2)
    with pytest.raises(Refused, match="nothing to withdraw"):
        editing.withdraw(message, by=amina, at=now())


def test_thanks_credit_whoever_said_it_until_they_are_taken_back(room, amina, ben):
    message = say(general(room), amina)
    assert reacting.react(message, Reacted.THANKS, by=ben, at=now()) is True
    credited = Credit.objects.get()
    assert (credited.person, credited.giver, credited.community, credited.void_at) == (amina, ben, room.community, None)
    assert reacting.react(message, Reacted.THANKS, by=ben, at=now()) is False
    credited.refresh_from_db()
    assert credited.void_at is not None
    assert not message.reactions.exists()
    assert counted(room) == (1, 3)
    with pytest.raises(Refused, match="thank yourself"):
        reacting.react(message, Reacted.THANKS, by=amina, at=now())


def test_messages_move_with_their_numbers_and_leave_notices_at_both_ends(room, amina, ben):
    topic = general(room)
    say(topic, amina, "Fares.")
    second = say(topic, ben, "Timetables.")
    say(topic, ben, "They change in May.")
    there = moving.move(second, Moving.LATER, "Timetables", by=amina, at=now())
    assert list(there.messages.order_by("number").values_list("number", "kind", "moved", "change")) == [
        (2, MessageKind.SAID, 0, 4),
        (3, MessageKind.SAID, 0, 5),
        (5, MessageKind.MOVED_HERE, 2, 7),
    ]
    assert list(topic.messages.order_by("number").values_list("number", "kind", "other_topic")) == [
        (1, MessageKind.SAID, None),
        (4, MessageKind.MOVED_AWAY, there.pk),
    ]
    assert counted(room) == (5, 7)
    assert Event.objects.get(verb="rooms.moved").details == {
        "from": topic.pk,
        "to": there.pk,
        "messages": 2,
        "first": 2,
        "last": 3,
    }


def test_only_a_steward_moves_what_others_said(room, amina, ben):
    theirs, own = say(general(room), amina), say(general(room), ben)
    with pytest.raises(Refused, match="Only a steward of ‘Winter fares’"):
        moving.move(theirs, Moving.ONE, "Elsewhere", by=ben, at=now())
    with pytest.raises(Refused, match="Only a steward"):
        moving.move(own, Moving.ALL, "Elsewhere", by=ben, at=now())
    assert moving.move(own, Moving.ONE, "Elsewhere", by=ben, at=now()).title == "Elsewhere"


def test_nobody_talks_in_a_closed_topic_until_it_is_open_again(room, amina, ben):
    topic = topics.close(general(room), by=amina, at=now())
    with pytest.raises(Refused, match="This topic is closed"):
        say(topic, ben)
    with pytest.raises(Refused, match="closed already"):
        topics.close(topic, by=amina, at=now())
    topics.reopen(topic, by=amina, at=now())
    assert say(topic, ben).number == 1


def test_a_room_has_one_topic_of_a_title(room, amina, ben):
    with pytest.raises(Refused, match="already a topic of that title"):
        topics.open_topic(room, "general", by=ben, at=now())
    topic = topics.open_topic(room, "Timetables", by=ben, at=now())
    assert topics.rename(topic, "Winter timetables", by=ben, at=now()).title == "Winter timetables"
    with pytest.raises(Refused, match="Only a steward"):
        topics.pin(topic, by=ben, at=now() + timedelta(seconds=1))
    assert Message.objects.count() == 0
