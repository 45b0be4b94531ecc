"""Moving what was said to the topic where it belongs, with a notice at both ends."""

from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import F, Max, Min, QuerySet

from apps.core.rules import Refused
from apps.people.models import Person
from apps.records.actions import record
from apps.rooms.actions.editing import locked
from apps.rooms.actions.locking import next_change
from apps.rooms.actions.posting import add
from apps.rooms.actions.topics import open_topic
from apps.rooms.choices import MessageKind, Moving
from apps.rooms.models import Message, Topic
from apps.rooms.rules.talking import may_move, may_move_all, may_move_to

SAME = "These messages are in that topic already."


@transaction.atomic
def move(message: Message, which: Moving, to: Topic | str, *, by: Person, at: datetime) -> Topic:
    """This will move a message, or it and what came later in its topic, or the whole topic, to another of the room.

    `to` is that topic, or the title of a new one. Each message keeps its number, so that its address still leads to it.
    Raises Refused.
    """
    message = locked(message)
    may_move.require(by, message, at)
    if which != Moving.ONE:
        may_move_all.require(by, message.room, at)
    was = message.topic
    there = _topic(message, to, by=by, at=at)
    may_move_to.require(by, there, at)
    ends = _renumbered(_wanted(message, which), there)
    facts = {"key": uuid4(), "by": by, "at": at, "moved": ends["messages"], "room": message.room}
    add(Message(topic=was, kind=MessageKind.MOVED_AWAY, other_topic=there, **facts))
    facts["key"] = uuid4()
    add(Message(topic=there, kind=MessageKind.MOVED_HERE, other_topic=was, **facts))
    details = {"from": was.pk, "to": there.pk, **ends}
    record("rooms.moved", about=message, by=by, at=at, details=details)
    return there


def _wanted(message: Message, which: Moving) -> QuerySet[Message]:
    """What is moved: notices stay where they tell of something."""
    if which == Moving.ONE:
        return Message.objects.filter(pk=message.pk)
    said = Message.objects.filter(topic=message.topic, kind=MessageKind.SAID)
    return said.filter(number__gte=message.number) if which == Moving.LATER else said


def _topic(message: Message, to: Topic | str, *, by: Person, at: datetime) -> Topic:
    if isinstance(to, str):
        there = open_topic(message.room, to, by=by, at=at)
    else:
        there = Topic.objects.get(pk=to.pk, room=message.room)
    if there.pk == message.topic_id:
        raise Refused(SAME)
    there.room = message.room
    return there


def _renumbered(wanted: QuerySet[Message], there: Topic) -> dict[str, int]:
    """Move them and give each a change of its own, in their order, in one statement however many they are."""
    room = there.room
    found = wanted.aggregate(first=Min("number"), last=Max("number"))
    start = next_change(room)
    messages = wanted.update(topic=there, change=start + F("number") - found["first"])
    # Numbers in between that are of other topics leave changes unused, which nobody misses.
    room.last_change = start + found["last"] - found["first"]
    return {"messages": messages, **found}
