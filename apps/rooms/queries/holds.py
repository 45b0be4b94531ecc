"""Rooms as administrators look for them, and the holds that they put on them."""

from collections.abc import Iterable

from django.db.models import F, QuerySet

from apps.records.models import Hold, kind_of
from apps.rooms.models import Room

# Whoever finds more than these says more of the title.
FOUND_AT_MOST = 20


def holds_on_rooms() -> QuerySet[Hold]:
    """Every hold there is or was on a room, those that stand first."""
    holds = Hold.objects.filter(about_kind=kind_of(Room()))
    return holds.order_by(F("lifted_at").desc(nulls_first=True), "-at", "-pk")


def rooms_called(words: str) -> list[Room]:
    """Rooms with these words in their title, by title: so many at most, closed ones and those by invitation too."""
    rooms = Room.objects.filter(title__icontains=words).select_related("community__unit")
    return list(rooms.order_by("title", "pk")[:FOUND_AT_MOST])


def with_rooms(holds: Iterable[Hold]) -> list[tuple[Hold, Room]]:
    """The holds with the rooms they are on, in one query."""
    several = list(holds)
    rooms = Room.objects.select_related("community__unit").in_bulk([int(hold.about_id) for hold in several])
    return [(hold, rooms[int(hold.about_id)]) for hold in several]
