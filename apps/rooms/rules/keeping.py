"""Who puts a room on hold, says how long its talk is kept, and disposes of what is due."""

from datetime import datetime

from apps.core.rules import Grounds, Rule
from apps.people.models import Person
from apps.rooms.choices import Retention
from apps.rooms.models import Disposal, Room
from apps.rooms.queries.keeping import is_anything_due, open_disposal
from apps.rooms.rules.holds import is_held, not_held

NOT_OPEN = "This has been decided already."
NOTHING_DUE = "Nothing that was said in this room is older than it is kept for."


@Rule
def may_hold(person: Person) -> Grounds:
    """Administrators, in this room or not: whoever answers a request need not take part in the talk."""
    yield person.is_active and person.is_staff, "Only an administrator can put a room on hold, or lift a hold."


@Rule
def may_put_hold(person: Person, room: Room) -> Grounds:
    """Administrators, while there is no hold on it."""
    holding = may_hold(person)
    yield holding.allowed, holding.reason
    yield is_held(room) is None, "This room is on hold already."


@Rule
def may_lift_hold(person: Person, room: Room) -> Grounds:
    """Administrators, while there is a hold on it."""
    holding = may_hold(person)
    yield holding.allowed, holding.reason
    yield is_held(room) is not None, "This room is not on hold."


@Rule
def may_keep(person: Person, room: Room, at: datetime) -> Grounds:
    """Whoever takes part in the room and is posted in the unit that keeps it, at whatever grade."""
    yield room.has_member(person, at=at), f"Only people whom ‘{room}’ is for can do this."
    kept_by = f"Only people of {room.community.unit}, which keeps this room, say what becomes of its record."
    yield room.community.is_kept_by(person, at=at), kept_by


@Rule
def may_set_retention(person: Person, room: Room, retention: int, at: datetime) -> Grounds:
    """Whoever keeps it; while there is a hold, only to keep it for longer."""
    keeping = may_keep(person, room, at)
    yield keeping.allowed, keeping.reason
    yield retention in Retention.values, "Choose how long talk is kept."
    yield retention != room.retention, "It is kept for that long already."
    if retention < room.retention:
        held = not_held(room)
        yield held.allowed, held.reason


@Rule
def may_ask_to_dispose(person: Person, room: Room, at: datetime) -> Grounds:
    """Whoever keeps it, when something is due and nobody has asked yet."""
    keeping = may_keep(person, room, at)
    yield keeping.allowed, keeping.reason
    held = not_held(room)
    yield held.allowed, held.reason
    yield open_disposal(room) is None, "Somebody has asked for this already, and a second person has to decide."
    yield is_anything_due(room, at), NOTHING_DUE


@Rule
def may_approve(person: Person, disposal: Disposal, at: datetime) -> Grounds:
    """Somebody else than who asked, of those who keep the room."""
    yield disposal.is_open, NOT_OPEN
    keeping = may_keep(person, disposal.room, at)
    yield keeping.allowed, keeping.reason
    yield disposal.asked_by_id != person.pk, "You asked for this yourself, so somebody else approves it."
    held = not_held(disposal.room)
    yield held.allowed, held.reason


@Rule
def may_refuse(person: Person, disposal: Disposal, at: datetime) -> Grounds:
    """Any of those who keep the room: whoever asked can think better of it."""
    yield disposal.is_open, NOT_OPEN
    keeping = may_keep(person, disposal.room, at)
    yield keeping.allowed, keeping.reason
