"""Who may go on reading a room: asked for everybody at once who has one open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.sessions.models import Session

from apps.people.models import Person, Posting, ids_along
from apps.rooms.models import Room
from apps.trust.models import Membership


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who has a room open: by which session, and the hash of the password with which they signed in."""

    session: str
    person: int
    password: str
    room: int


def still_there(guests: Collection[Guest], *, at: datetime) -> Mapping[Guest, frozenset[int]]:
    """Those of them who may stay, each with their reach now, in five queries however many they are.

    It is the rule of `Room.objects.visible_to`, and that the session goes on.
    """
    people = {guest.person for guest in guests}
    rooms = {
        room.pk: room.community
        for room in Room.objects.select_related("community").filter(pk__in={guest.room for guest in guests})
    }
    sessions = _sessions({guest.session for guest in guests}, at)
    passwords = dict(Person.objects.filter(pk__in=people, is_active=True).values_list("pk", "password"))
    reach, invited = _reach(people, at), _invited(rooms, people)
    return {
        guest: reach[guest.person]
        for guest in guests
        if guest.session in sessions
        and passwords.get(guest.person) == guest.password
        and (community := rooms.get(guest.room))
        and community.audience_unit_id in reach[guest.person]
        and (not community.by_invitation or (community.pk, guest.person) in invited)
    }


def _sessions(keys: Collection[str], at: datetime) -> frozenset[str]:
    return frozenset(
        Session.objects.filter(session_key__in=keys, expire_date__gt=at).values_list("session_key", flat=True)
    )


def _reach(people: Collection[int], at: datetime) -> Mapping[int, frozenset[int]]:
    paths: dict[int, list[str]] = defaultdict(list)
    for person, path in Posting.objects.held_at(at).filter(person__in=people).values_list("person", "unit__path"):
        paths[person].append(path)
    return {person: ids_along(paths[person]) for person in people}


def _invited(rooms: Mapping[int, object], people: Collection[int]) -> frozenset[tuple[int, int]]:
    closed = Membership.objects.filter(community__room__in=rooms, community__by_invitation=True, ended_at=None)
    return frozenset(closed.filter(person__in=people).values_list("community", "person"))
