"""How far somebody has read, and what they do not want to hear of: their own marks, of which no record is kept."""

from datetime import datetime

from django.db import transaction

from apps.people.models import Person
from apps.rooms.models import Room, RoomMark, Topic, TopicMark
from apps.rooms.queries.unread import unread_topics


@transaction.atomic
def come_in(room: Room, *, by: Person, at: datetime) -> None:
    """Leave the mark of a first visit: what was said before it is not news. Later visits leave it as it is."""
    mark = RoomMark(room=room, person=by, seen_number=room.last_number, came_at=at)
    RoomMark.objects.bulk_create([mark], ignore_conflicts=True)


@transaction.atomic
def read_topic(topic: Topic, up_to: int, *, by: Person, at: datetime) -> None:
    """Mark a topic as read up to that number, never less than it was; and its room, once no topic of it has news.

    `topic.room` is the room as it was when the messages were read: what came since stays news.
    """
    TopicMark.objects.bulk_create([TopicMark(topic=topic, person=by)], ignore_conflicts=True)
    TopicMark.objects.filter(topic=topic, person=by, seen_number__lt=up_to).update(seen_number=up_to)
    if not unread_topics(by).filter(room=topic.room_id).exists():
        _raise(topic.room, topic.room.last_number, by=by, at=at)


@transaction.atomic
def catch_up(room: Room, up_to: int, *, by: Person, at: datetime) -> None:
    """Mark all that was said in a room up to that number as read."""
    come_in(room, by=by, at=at)
    _raise(room, min(up_to, room.last_number), by=by, at=at)


@transaction.atomic
def mute_room(room: Room, *, muted: bool, by: Person, at: datetime) -> None:
    """Tell this person nothing of a room any more, or again."""
    come_in(room, by=by, at=at)
    RoomMark.objects.filter(room=room, person=by).update(muted_at=at if muted else None)


@transaction.atomic
def mute_topic(topic: Topic, *, muted: bool, by: Person, at: datetime) -> None:
    """Tell this person nothing of a topic any more, or again; what was said in the meantime is not news then."""
    come_in(topic.room, by=by, at=at)
    TopicMark.objects.bulk_create([TopicMark(topic=topic, person=by)], ignore_conflicts=True)
    mark = TopicMark.objects.filter(topic=topic, person=by)
    if muted:
        mark.update(muted_at=at)
    else:
        mark.filter(muted_at__isnull=False).update(muted_at=None, seen_number=topic.last_number)


def _raise(room: Room, up_to: int, *, by: Person, at: datetime) -> None:
    lower = RoomMark.objects.filter(room=room, person=by, seen_number__lt=up_to)
    lower.update(seen_number=up_to, came_at=at)
