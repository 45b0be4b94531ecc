"""Measure rooms with MESSAGES (1,000,000) messages in the table: what each screen asks, and how long it takes.

    python -m scripts.postgres python -m scripts.measure_talk

Half of them are in one room of 500 topics, one of which has 100,000; the rest are in 100 rooms. Each screen is opened
TIMES (40) times in this process, as Django's test client does it; what is counted is the queries of the last time.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from scripts.production import django_is_ready

MESSAGES = int(os.environ.get("MESSAGES", "1000000"))
TIMES = int(os.environ.get("TIMES", "40"))
TOPICS, ROOMS = 500, 100
DAYS = 700
# One a minute and somewhat more, up to this moment, and each in the topic that `spread` says.
FILL = """
INSERT INTO rooms_message (room_id, topic_id, number, change, kind, body, html, key, by_id, post, at, by_mail, moved)
SELECT %(room)s, (%(topics)s::bigint[])[1 + CASE WHEN n %% 5 = 0 THEN 0 ELSE n %% %(count)s END], n, n, 'SAID',
       'Message ' || n || ' of many about fares.', '<p>Message ' || n || ' of many about fares.</p>',
       gen_random_uuid(), (%(people)s::bigint[])[1 + n %% 50], 'Adviser, Rural Transport',
       now() - (%(days)s * interval '1 day') * (1 - n::float / %(most)s), false, 0
FROM generate_series(1, %(most)s) AS n
"""
COUNT = """
UPDATE rooms_topic SET last_number = found.number, last_at = found.at
FROM (SELECT topic_id, max(number) AS number, max(at) AS at FROM rooms_message GROUP BY topic_id) AS found
WHERE found.topic_id = rooms_topic.id
"""


def fill(room: Any, topics: int, most: int, people: list[int]) -> None:
    """Put so many messages into a room, in so many topics."""
    from django.db import connection

    from apps.core.clock import now
    from apps.rooms.models import Room, Topic

    facts: dict[str, Any] = {"opened_by": room.opened_by, "opened_at": now() - timedelta(days=DAYS), "last_at": now()}
    Topic.objects.bulk_create([Topic(room=room, title=f"Topic {number}", **facts) for number in range(topics)])
    ids = list(room.topics.order_by("pk").values_list("pk", flat=True))
    with connection.cursor() as cursor:
        several: dict[str, Any] = {"topics": ids, "count": len(ids), "people": people, "days": DAYS}
        cursor.execute(FILL, {"room": room.pk, "most": most, **several})
    Room.objects.filter(pk=room.pk).update(last_number=most, last_change=most)


def prepare() -> tuple[Any, Any]:
    """Fill the empty database; return the large room, and somebody who reads it."""
    from django.db import connection

    from apps.core.clock import now
    from apps.moderation.actions import guidelines
    from apps.rooms.actions.marking import come_in
    from apps.rooms.models import RoomMark, TopicMark
    from tests import cast
    from tests.rooms import talking

    government = cast.build_government()
    people = [cast.post(cast.person(f"Person {n}"), government.rural_transport, "HEO", "Adviser") for n in range(50)]
    guidelines.accept(by=people[0], at=now())
    ids = [person.pk for person in people]
    large = talking.open_room(people[0], "The large room")
    fill(large, TOPICS, MESSAGES // 2, ids)
    for number in range(ROOMS):
        fill(talking.open_room(people[0], f"Room {number}"), 5, MESSAGES // 2 // ROOMS, ids)
    with connection.cursor() as cursor:
        cursor.execute(COUNT)
        cursor.execute("ANALYZE")
    # They were there a week ago.
    come_in(large, by=people[0], at=now())
    there = MESSAGES // 2 - MESSAGES // 2 * 7 // DAYS
    RoomMark.objects.filter(room=large).update(seen_number=there, came_at=now() - timedelta(days=7))
    TopicMark.objects.filter(topic__room=large).update(seen_number=there)
    return large, people[0]


def measure(name: str, act: Callable[[], Any], afresh: Callable[[], Any] = lambda: None) -> None:
    """Do something again and again, each time after `afresh`; say what it asks and how long it takes."""
    from django.db import connection, reset_queries

    took = []
    connection.force_debug_cursor = True
    for _ in range(TIMES):
        afresh()
        reset_queries()
        began = time.perf_counter()
        answer = act()
        took.append(1000 * (time.perf_counter() - began))
        if answer.status_code not in {200, 302}:
            sys.exit(f"{name}: {answer.status_code} {answer.content[:500]}")
    slowest = max(connection.queries, key=lambda query: float(query["time"]), default={"time": "0", "sql": ""})
    p95 = sorted(took)[int(len(took) * 0.95)]
    print(
        f"{name:42} {len(connection.queries):3} queries, p50 {statistics.median(took):6.1f}, p95 {p95:6.1f} ms; "
        f"the slowest {1000 * float(slowest['time']):.0f} ms",
        flush=True,
    )
    if p95 > 200:
        print("   ", slowest["sql"][:600])


def main() -> None:
    """Everything, one after the other."""
    django_is_ready()
    from django.conf import settings
    from django.test import Client

    from apps.rooms.models import Message, RoomMark, TopicMark

    settings.ALLOWED_HOSTS = ["testserver"]
    room, person = prepare()
    print(f"{Message.objects.count():,} messages", flush=True)
    client = Client()
    client.force_login(person)
    busiest = room.topics.order_by("pk").first()
    marks = list(RoomMark.objects.all()), list(TopicMark.objects.all())

    def come_back() -> None:
        for mark in (*marks[0], *marks[1]):
            mark.save()
        TopicMark.objects.exclude(pk__in=[mark.pk for mark in marks[1]]).delete()
        Message.objects.filter(by=person, room=room, number__gt=MESSAGES // 2).update(at="2020-01-01T00:00Z")

    day = room.messages.get(number=MESSAGES // 4).at.date()
    base = room.get_absolute_url()
    measure("my rooms", lambda: client.get("/rooms/"), come_back)
    measure("a room of 500 topics", lambda: client.get(base), come_back)
    measure("its busiest topic, at what is new", lambda: client.get(busiest.get_absolute_url()), come_back)
    measure("its end", lambda: client.get(f"{busiest.get_absolute_url()}?before={MESSAGES}"), come_back)
    measure(
        "its middle, by number", lambda: client.get(f"{busiest.get_absolute_url()}?from={MESSAGES // 4}"), come_back
    )
    measure("catching up with a week", lambda: client.get(f"{base}catch-up/"), come_back)
    measure("jumping to a day", lambda: client.get(f"{base}on/{day:%Y-%m-%d}/"), come_back)
    measure("asking what is new since", lambda: client.get(f"{base}since/?after={MESSAGES // 2 - 20}"), come_back)
    say = f"{busiest.get_absolute_url()}say/"
    words = {"body": "Said **now**."}
    measure(
        "posting",
        lambda: client.post(say, {**words, "key": uuid4()}, headers={"Accept": "application/json"}),
        come_back,
    )


if __name__ == "__main__":
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        sys.exit(__doc__)
    main()
