"""Who asks people into a room that is by invitation, and out of it."""

from datetime import datetime

from apps.core.rules import Grounds, Rule
from apps.people.models import Person
from apps.rooms.models import Room
from apps.rooms.queries.members import readers_of
from apps.rooms.rules.opening import may_look_after

FOR_EVERYBODY = "This room is for everybody whom its unit is for, so nobody is asked in or out."


@Rule
def may_invite(person: Person, room: Room, at: datetime) -> Grounds:
    """Whoever looks after a room that is by invitation, while it is open."""
    yield room.community.by_invitation, FOR_EVERYBODY
    looking_after = may_look_after(person, room, at)
    yield looking_after.allowed, looking_after.reason
    yield room.closed_at is None, "This room is closed, so nobody is asked in any more."


@Rule
def may_be_invited(person: Person, room: Room, at: datetime) -> Grounds:
    """Whoever is posted among those whom the room may be for, and is not in it yet."""
    community = room.community
    yield (
        person.is_active and community.audience_unit_id in person.reach_at(at),
        f"{person} is not posted in {community.audience_unit}, and this room can be for nobody else.",
    )
    there = community.memberships.filter(person=person, ended_at=None)
    yield not there.exists(), f"{person} is in this room already."


@Rule
def may_ask_out(person: Person, room: Room, other: Person, at: datetime) -> Grounds:
    """Whoever looks after it, in a closed room too, and nobody themselves: they leave."""
    yield room.community.by_invitation, FOR_EVERYBODY
    looking_after = may_look_after(person, room, at)
    yield looking_after.allowed, looking_after.reason
    yield person.pk != other.pk, "To go yourself, leave the room."
    there = room.community.memberships.filter(person=other, ended_at=None)
    yield there.exists(), f"{other} is not in this room any more."


@Rule
def may_leave(person: Person, room: Room, at: datetime) -> Grounds:
    """Whoever is in it, but for the last: somebody must be there whom its record can be asked of."""
    yield room.community.by_invitation, FOR_EVERYBODY
    yield room.has_member(person, at=at), "You are not in this room any more."
    others = readers_of(room, at=at).exclude(person=person)
    yield others.exists(), "You are the last one in this room. Ask somebody in who looks after it, then leave."
