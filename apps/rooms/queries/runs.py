"""What was said in a room, of several topics: since somebody was last here, and on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from operator import attrgetter

from django.utils.timezone import get_current_timezone, localtime

from apps.people.models import Person
from apps.rooms.choices import MESSAGES_A_PAGE
from apps.rooms.models import Message, Room, Topic
from apps.rooms.queries.reading import Shown, dressed, messages_to_read
from apps.rooms.queries.unread import in_spans, spans_of_news, unread_topics

# To catch up: so many topics at once, and so many messages of each; the rest is a press away.
TOPICS_AT_ONCE = 10
MESSAGES_EACH = 20


@dataclass(frozen=True, slots=True)
class Run:
    """Messages of one topic one after the other; `has_more` when there are more behind them."""

    topic: Topic
    shown: Sequence[Shown]
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class News:
    """What is new in a room, by topic; `more_topics` when there are more than these."""

    runs: Sequence[Run]
    more_topics: bool


@dataclass(frozen=True, slots=True)
class Day:
    """What was said on a day, in order. `earlier` and `later` are the nearest days on which something was said too.

    `more_from` is the number of the first message of the day that is not on this page.
    """

    day: date
    runs: Sequence[Run]
    more_from: int | None
    earlier: date | None
    later: date | None


def news_of(room: Room, person: Person) -> News:
    """What is new in a room, which this person may read: the topic with the latest first, of each as much as fits."""
    unread = list(unread_topics(person).filter(room=room).order_by("-last_number")[: TOPICS_AT_ONCE + 1])
    topics = {topic.pk: topic for topic in unread[:TOPICS_AT_ONCE]}
    spans = spans_of_news(unread_topics(person).filter(pk__in=topics), most=MESSAGES_EACH)
    up_to = {span.topic_id: span.up_to for span in spans}
    # First which, then with all that goes with them: joined at once, PostgreSQL reads every message there is.
    which = Message.objects.filter(in_spans(spans)).order_by("number").values_list("pk", flat=True)
    found = messages_to_read().filter(pk__in=list(which[: TOPICS_AT_ONCE * MESSAGES_EACH])).order_by("number")
    by_topic: dict[int, list[Shown]] = {pk: [] for pk in topics}
    for shown in dressed(found, person):
        by_topic[shown.message.topic_id].append(shown)
    runs = [Run(topic, by_topic[pk], topic.last_number > up_to.get(pk, 0)) for pk, topic in topics.items()]
    return News([run for run in runs if run.shown], len(unread) > TOPICS_AT_ONCE)


def day_of(room: Room, day: date, person: Person, *, from_number: int = 0) -> Day:
    """A page of what was said in a room, which this person may read, on a day as clocks here have it."""
    starts, ends = bounds(day)
    of_room = Message.objects.filter(room=room)
    begins = of_room.filter(number=from_number, at__gte=starts).values_list("at", flat=True).first() or starts
    rows = messages_to_read().select_related("topic").filter(room=room, at__gte=begins, at__lt=ends)
    # Two of one moment follow each other by number.
    rows = rows.exclude(at=begins, number__lt=from_number)
    found = list(rows.order_by("at", "number")[: MESSAGES_A_PAGE + 1])
    before = of_room.filter(at__lt=starts).order_by("-at").values_list("at", flat=True).first()
    after = of_room.filter(at__gte=ends).order_by("at").values_list("at", flat=True).first()
    return Day(
        day=day,
        runs=_in_runs(dressed(found[:MESSAGES_A_PAGE], person)),
        more_from=found[MESSAGES_A_PAGE].number if len(found) > MESSAGES_A_PAGE else None,
        earlier=localtime(before).date() if before else None,
        later=localtime(after).date() if after else None,
    )


def bounds(day: date) -> tuple[datetime, datetime]:
    """When a day begins here, and when the next one does."""
    here = get_current_timezone()
    return datetime.combine(day, time(), here), datetime.combine(day + timedelta(days=1), time(), here)


def _in_runs(shown: Iterable[Shown]) -> list[Run]:
    by_topic = groupby(shown, key=attrgetter("message.topic"))
    return [Run(topic, list(several)) for topic, several in by_topic]
