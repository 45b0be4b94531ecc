"""What somebody has not read yet, found from two small marks and the last number of each topic."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest

from apps.people.models import Person
from apps.rooms.models import Message, Room, RoomMark, Topic, TopicMark

# New messages are counted up to here, and then said to be more.
MOST_COUNTED = 99


@dataclass(frozen=True, slots=True)
class Span:
    """Of one topic, the messages after one number up to another; there may be more behind it."""

    topic_id: int
    after: int
    up_to: int


@dataclass(frozen=True, slots=True)
class Marks:
    """How far somebody has read a topic, None when they never opened its room, and what they muted."""

    seen: int | None
    is_room_muted: bool
    is_topic_muted: bool


def unread_topics(person: Person) -> QuerySet[Topic]:
    """Topics with news for this person, `seen` being how far they read; none that they muted or of rooms never opened.

    Whoever opens a room for the first time has read it: what was said before they came is there, and is not news.
    """
    rooms = Q(room__marks__person=person, last_number__gt=F("room__marks__seen_number"))
    marks = TopicMark.objects.filter(topic=OuterRef("pk"), person=person)
    done = marks.filter(Q(seen_number__gte=OuterRef("last_number")) | Q(muted_at__isnull=False))
    seen = Coalesce(Subquery(marks.values("seen_number")), Value(0))
    return (
        Topic.objects.filter(rooms).filter(~Exists(done)).annotate(seen=Greatest(F("room__marks__seen_number"), seen))
    )


def unread_in_rooms(rooms: Iterable[Room], person: Person) -> Mapping[int, int]:
    """How many topics of each of these rooms have news, by the id of the room; a room without has none."""
    news = unread_topics(person).filter(room__in=[room.pk for room in rooms])
    return dict(news.order_by().values_list("room").annotate(Count("pk")))


def spans_of_news(topics: QuerySet[Topic], *, most: int) -> list[Span]:
    """Of topics from `unread_topics`, the new messages of each, so that no more than `most` of any are looked at."""
    later = Message.objects.filter(topic=OuterRef("pk"), number__gt=OuterRef("seen")).order_by("number")
    last = Coalesce(Subquery(later.values("number")[most - 1 : most]), F("last_number"))
    rows = topics.annotate(up_to=last).values_list("pk", "seen", "up_to")
    return [Span(*row) for row in rows]


def in_spans(spans: Sequence[Span]) -> Q:
    """The messages in any of them, each looked up by the index of its topic."""
    each = (Q(topic=one.topic_id, number__gt=one.after, number__lte=one.up_to) for one in spans)
    return reduce(or_, each, Q(pk__in=()))


def news_in_topics(topics: Iterable[Topic], person: Person) -> Mapping[int, int]:
    """How many new messages each of these topics has, by its id, counted to one more than MOST_COUNTED."""
    news = unread_topics(person).filter(pk__in=[topic.pk for topic in topics])
    spans = spans_of_news(news, most=MOST_COUNTED + 1)
    if not spans:
        return {}
    return dict(Message.objects.filter(in_spans(spans)).order_by().values_list("topic").annotate(Count("pk")))


def marks_in(topic: Topic, person: Person) -> Marks:
    """What this person left in a topic and its room."""
    of_room = RoomMark.objects.filter(room=topic.room_id, person=person).first()
    of_topic = TopicMark.objects.filter(topic=topic, person=person).first()
    numbers = [mark.seen_number for mark in (of_room, of_topic) if mark]
    return Marks(
        seen=max(numbers) if of_room else None,
        is_room_muted=bool(of_room and of_room.muted_at),
        is_topic_muted=bool(of_topic and of_topic.muted_at),
    )


def mark_in(room: Room, person: Person) -> RoomMark | None:
    """What this person left in a room; None when they never opened it."""
    return RoomMark.objects.filter(room=room, person=person).first()


def first_unread_in(topic: Topic, person: Person, *, after: int) -> int | None:
    """The number of a topic's first message after that one that somebody else said; None when there is none."""
    later = Message.objects.filter(topic=topic, number__gt=after).exclude(by=person).order_by("number")
    return later.values_list("number", flat=True).first()
