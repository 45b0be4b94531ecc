"""Rooms and their topics to choose from, with what is new in each for whoever asks."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery

from apps.people.models import Person
from apps.rooms.models import Room, RoomMark, Topic, TopicMark
from apps.rooms.queries.unread import news_in_topics, unread_in_rooms, unread_topics


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A room in a list. `news` counts the topics with something new; `is_new` of one that they never opened."""

    room: Room
    news: int
    is_new: bool
    is_muted: bool


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic in a list, and how many of its messages are new, as `news_in_topics` counts them."""

    topic: Topic
    news: int
    is_muted: bool


def rooms_of(person: Person) -> QuerySet[Room]:
    """Every room that is for this person, by the unit that keeps it; those they muted last."""
    marks = RoomMark.objects.filter(room=OuterRef("pk"), person=person)
    latest = Topic.objects.filter(room=OuterRef("pk")).order_by("-last_number")
    rooms = Room.objects.visible_to(person).select_related("community__unit", "space")
    return rooms.annotate(
        is_muted=Exists(marks.filter(muted_at__isnull=False)),
        was_opened=Exists(marks),
        last_at=Subquery(latest.filter(last_number__gt=0).values("last_at")[:1]),
    ).order_by("is_muted", "community__unit__name", "community__unit", "title", "pk")


def room_rows(rooms: Iterable[Room], person: Person) -> list[RoomRow]:
    """Rooms of `rooms_of` with their news."""
    several = list(rooms)
    news = unread_in_rooms(several, person)
    return [
        # What the query added to each row, no field of rooms.
        RoomRow(room, news.get(room.pk, 0), not vars(room)["was_opened"], vars(room)["is_muted"])
        for room in several
    ]


def rooms_with_news(person: Person, *, most: int) -> list[RoomRow]:
    """Rooms in which something is new to this person, the one with the most topics first; none that they muted."""
    muted = RoomMark.objects.filter(room=OuterRef("room"), person=person, muted_at__isnull=False)
    news = unread_topics(person).filter(~Exists(muted), room__in=Room.objects.visible_to(person))
    counts = news.order_by().values_list("room").annotate(topics=Count("pk")).order_by("-topics", "room")[:most]
    rooms = Room.objects.in_bulk([pk for pk, _ in counts])
    return [RoomRow(rooms[pk], topics, is_new=False, is_muted=False) for pk, topics in counts]


def topics_of(room: Room, person: Person) -> QuerySet[Topic]:
    """The topics of a room, which this person may read: those pinned first, then that with the latest message."""
    muted = TopicMark.objects.filter(topic=OuterRef("pk"), person=person, muted_at__isnull=False)
    pinned_first = F("pinned_at").desc(nulls_last=True)
    topics = Topic.objects.filter(room=room).annotate(is_muted=Exists(muted))
    return topics.order_by(pinned_first, "-last_number", "-pk")


def topic_rows(topics: Iterable[Topic], person: Person) -> list[TopicRow]:
    """Topics of `topics_of` with how much is new in each."""
    several = list(topics)
    news = news_in_topics(several, person)
    return [TopicRow(topic, news.get(topic.pk, 0), vars(topic)["is_muted"]) for topic in several]
