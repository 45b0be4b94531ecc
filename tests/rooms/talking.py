"""How rooms are opened and talked in, for tests that begin there."""

from datetime import timedelta
from typing import Any

from apps.core.clock import now
from apps.moderation.actions import guidelines
from apps.moderation.queries.guidelines import has_accepted
from apps.people.models import Person
from apps.rooms.actions import opening, posting
from apps.rooms.actions.opening import Opening
from apps.rooms.actions.posting import Said
from apps.rooms.models import Message, Room, Topic


def open_room(by: Person, title: str = "Winter fares", **also: Any) -> Room:
    """A room for the unit of the opener's only post; `also` are other fields of Opening."""
    unit = by.postings.select_related("unit__kind").get(ends_at=None).unit
    return opening.open_room(Opening(title, unit, **also), by=by, at=now())


def general(room: Room) -> Topic:
    """The topic a room opened with."""
    return room.topics.select_related("room__community__audience_unit").get(title="General")


def say(topic: Topic, by: Person, body: str = "The cap ends in March.", *, ago: int = 0, **also: Any) -> Message:
    """Somebody, who has read the guidelines, says something so many seconds ago; `also` are other fields of Said."""
    if not has_accepted(by):
        guidelines.accept(by=by, at=now())
    return posting.post(topic, Said(body, **also), by=by, at=now() - timedelta(seconds=ago))
