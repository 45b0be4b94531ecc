"""Putting a room on hold, and lifting the hold."""

from datetime import datetime

from django.db import transaction

from apps.core.rules import StateChanged
from apps.people.models import Person
from apps.records.actions import lift_hold, put_hold
from apps.records.models import Hold
from apps.rooms.actions.locking import lock_room
from apps.rooms.models import Room
from apps.rooms.rules.holds import is_held
from apps.rooms.rules.keeping import may_lift_hold, may_put_hold


@transaction.atomic
def hold(room: Room, *, because: str, by: Person, at: datetime) -> Hold:
    """This will put a room on hold: nothing said in it is changed, moved or taken away until it is lifted.

    `because` is for administrators alone. Raises Refused, and so does everything from then on that `not_held` guards.
    """
    room = lock_room(room)
    may_put_hold.require(by, room)
    return put_hold(room, because=because, by=by, at=at)


@transaction.atomic
def lift(room: Room, *, because: str, by: Person, at: datetime) -> None:
    """This will lift the hold on a room. Raises Refused, and StateChanged where somebody was faster."""
    room = lock_room(room)
    may_lift_hold.require(by, room)
    held = is_held(room)
    if held is None or not lift_hold(held, because=because, by=by, at=at):
        raise StateChanged("Somebody lifted this hold a moment before you.")
