"""Holds, how long talk is kept, its end by two people, and a topic as a file."""

from datetime import timedelta
from io import BytesIO

from apps.core.clock import now
from apps.records.actions import lift_hold, put_hold
from apps.rooms.actions import disposing, exporting, holds
from apps.rooms.choices import Retention
from apps.rooms.models import Disposal, Room
from tests.house.acts.stage import WHY, Act, Stage
from tests.rooms.talking import general, open_room, say

OPENED = ["rooms.opened", "trust.steward_appointed"]
OLD = [*OPENED, "moderation.guidelines_accepted", "rooms.said"]
ASKED = [*OLD, "rooms.disposal_asked"]


def old(stage: Stage) -> Room:
    """A room of everyday talk in which Amina said something three years ago."""
    room = open_room(stage.amina, retention=Retention.TALK)
    say(general(room), stage.amina)
    room.messages.update(at=now() - timedelta(days=3 * 366))
    return room


def held(stage: Stage) -> Room:
    room = open_room(stage.amina)
    holds.hold(room, because=WHY, by=stage.ines, at=now())
    return room


def asked(stage: Stage) -> Disposal:
    return disposing.ask(old(stage), because=WHY, **stage.by)


ACTS: dict[str, tuple[Act, list[str]]] = {
    "records.actions.put_hold": (lambda s: put_hold(s.fares, because=WHY, **s.by), ["records.held"]),
    "records.actions.lift_hold": (
        lambda s: lift_hold(put_hold(s.fares, because=WHY, **s.by), because=WHY, **s.by),
        ["records.held", "records.hold_lifted"],
    ),
    "rooms.actions.holds.hold": (held, [*OPENED, "records.held"]),
    "rooms.actions.holds.lift": (
        lambda s: holds.lift(held(s), because=WHY, by=s.ines, at=now()),
        [*OPENED, "records.held", "records.hold_lifted"],
    ),
    "rooms.actions.disposing.set_retention": (
        lambda s: disposing.set_retention(open_room(s.amina), Retention.POLICY, because=WHY, **s.by),
        [*OPENED, "rooms.retention_set"],
    ),
    "rooms.actions.disposing.ask": (asked, ASKED),
    "rooms.actions.disposing.refuse": (
        lambda s: disposing.refuse(asked(s), because=WHY, **s.by),
        [*ASKED, "rooms.disposal_refused"],
    ),
    "rooms.actions.disposing.approve": (
        lambda s: disposing.approve(asked(s), by=s.ben, at=now()),
        [*ASKED, "rooms.disposed"],
    ),
    "rooms.actions.exporting.export": (
        lambda s: exporting.export(general(open_room(s.amina)), BytesIO(), **s.by),
        [*OPENED, "rooms.exported"],
    ),
}
