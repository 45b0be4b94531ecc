"""Asking people into a room that is by invitation, asking them out, and leaving."""

from datetime import datetime

from django.db import transaction

from apps.notices.actions import tell
from apps.notices.choices import NoticeKind
from apps.people.models import Person
from apps.records.actions import record
from apps.rooms.actions.locking import lock_room, tell_people_changed
from apps.rooms.models import Room
from apps.rooms.rules.inviting import may_ask_out, may_be_invited, may_invite, may_leave
from apps.trust.actions.standing import end
from apps.trust.choices import WhyEnded
from apps.trust.models import Appointment, Membership


@transaction.atomic
def invite(room: Room, person: Person, *, by: Person, at: datetime) -> Membership:
    """This will ask somebody into a room, who reads all that was said there from then on. Raises Refused."""
    room = lock_room(room)
    may_invite.require(by, room, at)
    may_be_invited.require(person, room, at)
    membership = Membership.objects.create(community=room.community, person=person, invited_by=by, at=at)
    record("rooms.invited", about=room, by=by, at=at, details={"person": str(person.pk)})
    tell([person], NoticeKind.INVITED, about=room, at=at)
    return membership


@transaction.atomic
def ask_out(room: Room, person: Person, *, because: str, by: Person, at: datetime) -> None:
    """This will ask somebody out of a room, who reads nothing of it from that moment. Raises Refused."""
    room = lock_room(room)
    may_ask_out.require(by, room, person, at)
    record("rooms.asked_out", about=room, by=by, at=at, because=because, details={"person": str(person.pk)})
    tell([person], NoticeKind.ASKED_OUT, about=room, at=at)
    _end(room, person, by=by, at=at)


@transaction.atomic
def leave(room: Room, *, by: Person, at: datetime) -> None:
    """This will end somebody's own part in a room that is by invitation. Raises Refused."""
    room = lock_room(room)
    may_leave.require(by, room, at)
    record("rooms.left", about=room, by=by, at=at)
    _end(room, by, by=by, at=at)


def _end(room: Room, person: Person, *, by: Person, at: datetime) -> None:
    appointed = Appointment.objects.filter(community=room.community, person=person, ended_at=None)
    for appointment in appointed.select_related("community", "person"):
        end(appointment, WhyEnded.LEFT, by=by, at=at)
    Membership.objects.filter(community=room.community, person=person, ended_at=None).update(ended_at=at, ended_by=by)
    tell_people_changed(room)
