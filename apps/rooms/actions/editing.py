"""Changing and withdrawing what one said: what it said before is kept, and that it was there stays."""

from datetime import datetime

from django.db import transaction

from apps.core.rules import StateChanged
from apps.people.models import Person
from apps.records.actions import record
from apps.rooms import naming
from apps.rooms.actions import telling
from apps.rooms.actions.locking import lock_room, words_changed
from apps.rooms.actions.posting import slow_down, words_of
from apps.rooms.models import Message, MessageRevision
from apps.rooms.rules.talking import may_be_said, may_edit, may_withdraw

CHANGED = (
    "You have changed this message elsewhere in the meantime. Look at what it says now before you change it again."
)


@transaction.atomic
def edit(message: Message, body: str, *, made_on: int, by: Person, at: datetime) -> Message:
    """This will make a message say something else, keep what it said, and tell those whom it did not name before.

    `made_on` is how many revisions it had when the change was begun. Raises Refused, and StateChanged when it has more.
    """
    may_be_said.require(body, has_files=message.files.exists())
    slow_down(by, message.room, at=at)
    message = locked(message)
    may_edit.require(by, message, at)
    if message.revisions.count() != made_on:
        raise StateChanged(CHANGED)
    named = naming.read(body, by, at, room=message.room, was=message)
    if named.body == message.body:
        return message
    MessageRevision.objects.create(message=message, body=message.body, at=message.edited_at or message.at)
    message.body, message.html, message.edited_at = named.body, named.html, at
    message.save(update_fields=["body", "html", "edited_at"])
    telling.tell_named(message, named, at=at)
    words_changed(message.room, message)
    record("rooms.edited", about=message, by=by, at=at, details=words_of(message))
    return message


@transaction.atomic
def withdraw(message: Message, *, by: Person, at: datetime) -> Message:
    """This will take a message from its readers, and leave that somebody withdrew one there. Raises Refused."""
    message = locked(message)
    may_withdraw.require(by, message, at)
    message.withdrawn_at = at
    message.save(update_fields=["withdrawn_at"])
    words_changed(message.room, message)
    record("rooms.withdrawn", about=message, by=by, at=at, details={"number": message.number})
    return message


def locked(message: Message) -> Message:
    """The message afresh, with its topic and its room, which is locked."""
    room = lock_room(message.room)
    message = Message.objects.select_related("topic", "by", "answers").get(pk=message.pk)
    message.room = message.topic.room = room
    return message
