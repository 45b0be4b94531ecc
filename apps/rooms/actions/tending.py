"""Looking after a room: its title, its marking, and whether it is open."""

from datetime import datetime
from typing import Any

from django.db import transaction

from apps.core.text import one_line
from apps.people.models import Person
from apps.records.actions import record
from apps.rooms.actions.locking import lock_room
from apps.rooms.models import Room
from apps.rooms.rules.opening import may_be_marked, may_close_room, may_look_after, may_rename_room, may_reopen_room


@transaction.atomic
def rename(room: Room, title: str, *, by: Person, at: datetime) -> Room:
    """This will give a room, and the community that it is for, another title. Raises Refused."""
    room = lock_room(room)
    may_rename_room.require(by, room, at)
    details = {"was": room.title, "is": one_line(title)}
    if details["is"] == details["was"]:
        return room
    room.title = room.community.title = details["is"]
    room.save(update_fields=["title"])
    room.community.save(update_fields=["title"])
    record("rooms.renamed", about=room, by=by, at=at, details=details)
    return room


@transaction.atomic
def mark(room: Room, marked: dict[str, Any], *, by: Person, at: datetime) -> Room:
    """This will mark a room otherwise: all that is in it bears its marking. `marked` is by the fields of Marked.

    Raises Refused.
    """
    room = lock_room(room)
    may_look_after.require(by, room, at)
    may_be_marked.require(room, str(marked["marking"]))
    was = room.marked()
    if marked.items() <= was.items():
        return room
    for name, value in marked.items():
        setattr(room, name, value)
    room.save(update_fields=list(marked))
    details = {"was": was["marking"], "is": room.marking, "handling": room.handling}
    record("rooms.marked", about=room, by=by, at=at, because=room.sensitive_because, details=details)
    return room


@transaction.atomic
def close(room: Room, *, because: str, by: Person, at: datetime) -> Room:
    """This will close a room: it can be read, and nobody says anything more in it. Raises Refused."""
    room = lock_room(room)
    may_close_room.require(by, room, at)
    room.closed_at = at
    room.save(update_fields=["closed_at"])
    record("rooms.closed", about=room, by=by, at=at, because=because)
    return room


@transaction.atomic
def reopen(room: Room, *, by: Person, at: datetime) -> Room:
    """This will let people talk in a closed room again. Raises Refused."""
    room = lock_room(room)
    may_reopen_room.require(by, room, at)
    room.closed_at = None
    room.save(update_fields=["closed_at"])
    record("rooms.reopened", about=room, by=by, at=at)
    return room
