"""Saying something in a room: stored first, then told."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from apps.core.limits import count_try, tries
from apps.core.rules import Refused
from apps.moderation.rules import may_contribute
from apps.people.models import Person
from apps.records.actions import record
from apps.rooms import naming
from apps.rooms.actions import files, telling
from apps.rooms.actions.files import Brought
from apps.rooms.actions.locking import lock_room, next_change, tell_changed
from apps.rooms.choices import FLOOD_MESSAGES, FLOOD_SECONDS
from apps.rooms.models import Message, Room, Topic
from apps.rooms.rules.talking import may_answer, may_be_said, may_say_more, may_talk, takes_more

CHANGES = "room-changes"


class Flooded(Refused):
    """They said so much just now that they are asked to wait."""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says. `key` is the sender's own, so that what is sent twice is stored once.

    `answers` is the message of the room that it replies to.
    """

    body: str
    files: Sequence[Brought] = ()
    answers: Message | None = None
    key: UUID = field(default_factory=uuid4)
    by_mail: bool = False


def post(topic: Topic, said: Said, *, by: Person, at: datetime) -> Message:
    """This will store a message under the next number of its room, and tell whoever looks and whoever it names.

    The same words sent again with the same key are the message that was stored; other words are one of their own, as
    whoever goes back to a form they have sent may write in it. Raises Refused, and Flooded when `by` must wait.
    """
    take_in_files(topic, said, by=by, at=at)
    return post_taken_in(topic, said, by=by, at=at)


def take_in_files(place: Room | Topic, said: Said, *, by: Person, at: datetime) -> None:
    """This will take in what comes with a message, before the room is locked: it takes its time. Raises Refused."""
    if said.files:
        may_talk.require(by, place, at)
        files.take_in(said.files, by=by, at=at)


@transaction.atomic
def post_taken_in(topic: Topic, said: Said, *, by: Person, at: datetime) -> Message:
    """As `post`, once its files were taken in: part of an act that does more."""
    may_be_said.require(said.body, has_files=bool(said.files))
    named = naming.read(said.body, by, at, room=topic.room)
    # While the room is locked everybody who says something waits: what its lock does not guard is asked before.
    contributing = may_contribute(by, topic.room.community, at)
    by.role_at(at)
    room = lock_room(topic.room)
    sent = Message.objects.filter(room=room, key=said.key).first()
    if sent is not None and sent.by_id == by.pk and _first_words(sent) == named.body:
        return sent
    topic = Topic.objects.get(pk=topic.pk, room=room)
    topic.room = room
    takes_more.require(topic)
    if room.community.by_invitation:
        # Whoever is asked out is so under this lock.
        contributing = may_contribute(by, room.community, at)
    if not contributing:
        raise Refused(contributing.reason)
    if said.answers is not None:
        may_answer.require(said.answers, topic)
    pace = may_say_more(by, room, at)
    if not pace:
        raise Flooded(pace.reason)
    key = uuid4() if sent else said.key
    message = add(
        Message(room=room, topic=topic, body=named.body, html=named.html, key=key, by=by, at=at),
        answers=said.answers,
        by_mail=said.by_mail,
    )
    telling.tell_named(message, named, at=at)
    files.attach(message, said.files, by=by, at=at)
    record("rooms.said", about=message, by=by, at=at, details=words_of(message))
    return message


def add(message: Message, **also: Any) -> Message:
    """This will number a new message of a locked room and store it, with what it says besides, and tell of it."""
    room: Room = message.room
    room.last_number += 1
    message.number, message.change = room.last_number, next_change(room)
    message.post = message.by.role_at(message.at)
    for name, value in also.items():
        setattr(message, name, value)
    message.save(force_insert=True)
    Topic.objects.filter(pk=message.topic_id).update(last_number=message.number, last_at=message.at)
    tell_changed(room)
    return message


def slow_down(person: Person, room: Room, *, at: datetime) -> None:
    """Count one more change that somebody makes to what was said in a room. Raises Flooded when they are too many.

    Before the room is locked: the count is kept in the database's own cache, which takes its time.
    """
    who = f"{room.pk}:{person.pk}"
    if tries(CHANGES, who, seconds=FLOOD_SECONDS, at=at) >= FLOOD_MESSAGES:
        raise Flooded(f"You have changed very much here in {FLOOD_SECONDS} seconds. Wait a moment, then go on.")
    count_try(CHANGES, who, seconds=FLOOD_SECONDS, at=at)


def words_of(message: Message) -> dict[str, Any]:
    """What the record keeps of the words: their digest, and none of them, as a steward may have to take them out."""
    return {"number": message.number, "sha256": hashlib.sha256(message.body.encode()).hexdigest()}


def _first_words(message: Message) -> str:
    first = message.revisions.order_by("at", "pk").values_list("body", flat=True).first()
    return message.body if first is None else first
