"""Reacting to a message with one press, and taking it back with another."""

from datetime import datetime

from django.db import transaction

from apps.people.models import Person
from apps.records.actions import record
from apps.rooms.actions.editing import locked
from apps.rooms.actions.locking import changed
from apps.rooms.actions.posting import slow_down
from apps.rooms.choices import Reacted
from apps.rooms.models import Message, Reaction
from apps.rooms.rules.holds import not_held
from apps.rooms.rules.talking import may_react, may_thank
from apps.trust.actions.credits import credit, void
from apps.trust.choices import CreditKind

TAKEN_BACK = "Whoever said thank you took it back."


@transaction.atomic
def react(message: Message, kind: Reacted, *, by: Person, at: datetime) -> bool:
    """This will say so much of a message, or take it back where it was said, and return which: True when it is said.

    Thanks credit whoever wrote it. Raises Refused.
    """
    slow_down(by, message.room, at=at)
    message = locked(message)
    may_react.require(by, message, at)
    given = message.reactions.filter(person=by, kind=kind).first()
    if given is not None:
        _take_back(given, message, by=by, at=at)
        return False
    if kind == Reacted.THANKS:
        may_thank.require(by, message)
    given = Reaction.objects.create(message=message, person=by, kind=kind, at=at)
    changed(message.room, message)
    record("rooms.reacted", about=message, by=by, at=at, details={"kind": kind})
    if kind == Reacted.THANKS:
        community = message.room.community
        credit(CreditKind.THANKS, to=message.by, about=given, on=message, community=community, by=by, at=at)
    return True


def _take_back(given: Reaction, message: Message, *, by: Person, at: datetime) -> None:
    not_held.require(message.room)
    changed(message.room, message)
    record("rooms.reaction_taken_back", about=message, by=by, at=at, details={"kind": given.kind})
    if given.kind == Reacted.THANKS:
        void(given, kind=CreditKind.THANKS, because=TAKEN_BACK, by=by, at=at)
    given.delete()
