"""Who opens a room, who looks after it, and who is asked into one that is by invitation."""

from datetime import datetime

from apps.core.rules import Grounds, Rule
from apps.moderation.rules import may_write
from apps.pages.rules import may_be_for
from apps.people.models import Person, Unit
from apps.people.queries import units_of
from apps.rooms.models import Room
from apps.rooms.rules.talking import may_keep_order


@Rule
def may_open_room(person: Person, unit: Unit, audience: int, marking: str, at: datetime) -> Grounds:
    """Anybody, at whatever grade, for a unit they are posted in."""
    yield (
        units_of(person, at=at).filter(pk=unit.pk).exists(),
        f"You can only open a room for a unit you are posted in, and you hold no post in {unit} now.",
    )
    verdict = may_be_for(unit, audience, marking=marking)
    yield verdict.allowed, verdict.reason


@Rule
def may_look_after(person: Person, room: Room, at: datetime) -> Grounds:
    """Stewards of a room, and whoever is posted in the unit that keeps it and may read it: they rename and mark it."""
    writing = may_write(person, room.community, at)
    yield writing.allowed, writing.reason
    keeping = may_keep_order(person, room, at)
    yield (
        keeping.allowed or room.community.is_kept_by(person, at=at),
        f"Only a steward of ‘{room}’, or somebody posted in {room.community.unit}, can do this.",
    )


@Rule
def may_rename_room(person: Person, room: Room, at: datetime) -> Grounds:
    yield room.space_id is None, "This room comes with its space, and bears its name."
    looking_after = may_look_after(person, room, at)
    yield looking_after.allowed, looking_after.reason


@Rule
def may_be_marked(room: Room, marking: str) -> Grounds:
    """OFFICIAL-SENSITIVE only where the room is for few enough."""
    verdict = may_be_for(room.community.unit, room.audience, marking=marking)
    yield verdict.allowed, verdict.reason


@Rule
def may_close_room(person: Person, room: Room, at: datetime) -> Grounds:
    yield room.closed_at is None, "This room is closed already."
    keeping = may_keep_order(person, room, at)
    yield keeping.allowed, keeping.reason


@Rule
def may_reopen_room(person: Person, room: Room, at: datetime) -> Grounds:
    yield room.closed_at is not None, "This room is open."
    keeping = may_keep_order(person, room, at)
    yield keeping.allowed, keeping.reason
