"""Whether a room is on hold: then nothing said in it may be changed or taken away."""

from apps.core.rules import Grounds, Rule
from apps.records.models import Hold
from apps.records.queries import hold_on
from apps.rooms.models import Room

# It says that there is a hold and not why: who asked for what is held is not for everybody in the room.
ON_HOLD = "This room is on hold, so nothing in it can be changed, moved or taken away until the hold is lifted."


def is_held(room: Room) -> Hold | None:
    """The hold on this room, when there is one now. Ask under the lock of the room's row, under which it is put."""
    return hold_on(room)


@Rule
def not_held(room: Room) -> Grounds:
    """For every act that changes, moves, hides for good or takes away what was said: not while there is a hold."""
    yield is_held(room) is None, ON_HOLD
