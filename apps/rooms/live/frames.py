"""What is sent of a message: its place, and the message itself laid out as on the page of its topic."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.template.loader import render_to_string

from apps.people.models import Person
from apps.rooms.models import Message
from apps.rooms.naming import names_pages
from apps.rooms.queries.reading import Shown, dressed, messages_to_read

# So many at once are read and laid out.
MOST_AT_ONCE = 200
# Whoever is further behind loads the page again.
MOST_BEHIND = 1_000


@dataclass(frozen=True)
class Frame:
    """A message as it was at this change of its room. `is_for_all` unless it names pages, which not everybody reads."""

    change: int
    number: int
    id: int
    topic: int
    html: str
    is_for_all: bool

    def facts(self) -> dict[str, Any]:
        """What a browser is sent."""
        return {
            "change": self.change,
            "number": self.number,
            "id": self.id,
            "topic": self.topic,
            "html": self.html,
        }

    @cached_property
    def event(self) -> bytes:
        """The same as one event of a stream, written once for everybody."""
        data = json.dumps(self.facts(), ensure_ascii=False, separators=(",", ":"))
        return f"id: {self.change}\ndata: {data}\n\n".encode()


def frames_after(room_id: int, after: int, person: Person, *, upto: int | None = None) -> list[Frame]:
    """What became different in a room after one change of it, in order, as this person reads it; MOST_AT_ONCE at most.

    What changed twice comes once, as it is now.
    """
    changed = messages_to_read().filter(room=room_id, change__gt=after)
    if upto is not None:
        changed = changed.filter(change__lte=upto)
    return [_frame(shown) for shown in dressed(changed.order_by("change")[:MOST_AT_ONCE], person)]


def is_far_behind(room_id: int, after: int, upto: int) -> bool:
    """Whether more became different between these changes than is sent.

    They are counted: what moves or is disposed of together leaves numbers of changes unused.
    """
    if upto - after <= MOST_BEHIND:
        return False
    between = Message.objects.filter(room=room_id, change__gt=after, change__lte=upto)
    return between.order_by()[: MOST_BEHIND + 1].count() > MOST_BEHIND


def frame_for(message_id: int, person_id: int) -> Frame | None:
    """One message, as this person reads it now. None once they left."""
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    found = messages_to_read().filter(pk=message_id)
    return next(map(_frame, dressed(found, person)), None) if person else None


def nobody() -> Person:
    """Somebody who reads no page: what is laid out for them can be shown to everybody."""
    return Person(is_active=False)


def _frame(shown: Shown) -> Frame:
    message: Message = shown.message
    return Frame(
        change=message.change,
        number=message.number,
        id=message.pk,
        topic=message.topic_id,
        html=render_to_string("rooms/_message.html", {"shown": shown}),
        is_for_all=not names_pages(message),
    )
