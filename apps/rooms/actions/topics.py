"""Topics: started, called something else, pinned, closed and opened again."""

from datetime import datetime

from django.db import transaction

from apps.core.rules import Refused
from apps.core.text import one_line
from apps.people.models import Person
from apps.records.actions import record
from apps.rooms.actions.locking import lock_room
from apps.rooms.actions.posting import Said, post_taken_in, take_in_files
from apps.rooms.choices import TopicState
from apps.rooms.models import Message, Room, Topic
from apps.rooms.rules.talking import may_keep_order, may_move_topic, may_rename_topic, may_take_part


def start(room: Room, title: str, said: Said, *, by: Person, at: datetime) -> Message:
    """This will start a topic with its first message, and only one when it is sent twice. Raises Refused, as `post`."""
    take_in_files(room, said, by=by, at=at)
    return _start(room, title, said, by=by, at=at)


@transaction.atomic
def _start(room: Room, title: str, said: Said, *, by: Person, at: datetime) -> Message:
    room = lock_room(room)
    sent = Message.objects.filter(room=room, key=said.key, by=by, topic__title=one_line(title)).first()
    topic = sent.topic if sent else open_topic(room, title, by=by, at=at)
    return post_taken_in(topic, said, by=by, at=at)


@transaction.atomic
def open_topic(room: Room, title: str, *, by: Person, at: datetime) -> Topic:
    """This will open a topic in which nothing is said yet. Raises Refused where the room has one of that title."""
    room = lock_room(room)
    may_take_part.require(by, room, at)
    title = _free_title(room, title)
    topic = Topic.objects.create(room=room, title=title, opened_by=by, opened_at=at, last_at=at)
    record("rooms.topic_started", about=topic, by=by, at=at, details={"room": room.pk})
    return topic


@transaction.atomic
def rename(topic: Topic, title: str, *, by: Person, at: datetime) -> Topic:
    """This will give a topic another title. Raises Refused."""
    topic = locked(topic)
    may_rename_topic.require(by, topic, at)
    if one_line(title) == topic.title:
        return topic
    details = {"was": topic.title}
    topic.title = _free_title(topic.room, title, but=topic)
    topic.save(update_fields=["title"])
    record("rooms.topic_renamed", about=topic, by=by, at=at, details={**details, "is": topic.title})
    return topic


@transaction.atomic
def close(topic: Topic, *, by: Person, at: datetime) -> Topic:
    """This will close a topic, so that nobody says anything more in it. Raises Refused."""
    return _move(topic, TopicState.CLOSED, "rooms.topic_closed", by=by, at=at)


@transaction.atomic
def reopen(topic: Topic, *, by: Person, at: datetime) -> Topic:
    """This will open a closed topic again. Raises Refused."""
    return _move(topic, TopicState.OPEN, "rooms.topic_reopened", by=by, at=at)


@transaction.atomic
def pin(topic: Topic, *, by: Person, at: datetime) -> Topic:
    """This will put a topic above those that are not pinned. Raises Refused."""
    return _pin(topic, at, "rooms.topic_pinned", by=by, at=at)


@transaction.atomic
def unpin(topic: Topic, *, by: Person, at: datetime) -> Topic:
    """This will put a pinned topic back among the others. Raises Refused."""
    return _pin(topic, None, "rooms.topic_unpinned", by=by, at=at)


def locked(topic: Topic) -> Topic:
    """The topic afresh, with its room, which is locked."""
    room = lock_room(topic.room)
    topic = Topic.objects.get(pk=topic.pk, room=room)
    topic.room = room
    return topic


def _move(topic: Topic, to: TopicState, verb: str, *, by: Person, at: datetime) -> Topic:
    topic = locked(topic)
    may_move_topic.require(by, topic, to, at)
    topic.state = to
    topic.save(update_fields=["state"])
    record(verb, about=topic, by=by, at=at)
    return topic


def _pin(topic: Topic, pinned_at: datetime | None, verb: str, *, by: Person, at: datetime) -> Topic:
    topic = locked(topic)
    may_keep_order.require(by, topic.room, at)
    if bool(topic.pinned_at) != bool(pinned_at):
        topic.pinned_at = pinned_at
        topic.save(update_fields=["pinned_at"])
        record(verb, about=topic, by=by, at=at)
    return topic


def _free_title(room: Room, title: str, *, but: Topic | None = None) -> str:
    """The title on one line. Raises Refused where another topic of the locked room has it, in whatever case."""
    title = one_line(title)
    others = room.topics.filter(title__iexact=title)
    if (others if but is None else others.exclude(pk=but.pk)).exists():
        raise Refused("There is already a topic of that title in this room. Choose another, or write in that one.")
    return title
