"""Who may have a room open. Asked when they come; of everybody who is there, `queries.staying` asks again and again."""

from __future__ import annotations

from dataclasses import dataclass

from apps.core.rules import Refused
from apps.pages.live.admission import person_of_session
from apps.rooms.models import Room
from apps.rooms.queries.staying import Guest

SIGNED_OUT = "You have been signed out. Sign in again to go on reading."
NOT_THERE = "This room is not there any more, or is not for you to read."


class TurnedAway(Refused):
    """They may not read the room: `status` is what the request is answered with."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


@dataclass(frozen=True, slots=True)
class Admitted:
    """Somebody who may read a room, and all units they belong to, which is what decides of which pages they read."""

    guest: Guest
    reach: frozenset[int]


def admit(session_key: str, room_id: int) -> Admitted:
    """Who this session is of, when they may read the room. Raises TurnedAway."""
    person = person_of_session(session_key)
    if person is None:
        raise TurnedAway(401, SIGNED_OUT)
    if not Room.objects.visible_to(person).filter(pk=room_id).exists():
        raise TurnedAway(404, NOT_THERE)
    return Admitted(Guest(session_key, person.pk, person.password, room_id), person.reach)
