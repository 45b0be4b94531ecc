"""Rooms by invitation, and what those who look after a room do."""

import pytest

from apps.core.clock import now
from apps.core.rules import Refused
from apps.people.choices import Breadth
from apps.people.models import Person
from apps.rooms.actions import inviting, tending
from apps.rooms.models import Message, Room
from apps.rooms.queries.members import members_of
from apps.trust.choices import Level
from apps.trust.queries.levels import level_of
from tests.cast import leave
from tests.rooms.talking import general, open_room, say
from tests.staged import staged
from tests.stories import SENSITIVE


@staged
def closed(amina: Person) -> Room:
    """A room by invitation for people of the directorate; Amina is the first in it, and its steward."""
    return open_room(amina, "Reorganisation", audience=Breadth.DIRECTORATE, by_invitation=True)


def test_whoever_is_asked_in_reads_and_whoever_is_asked_out_does_not(closed, amina, ben, dev):
    say(general(closed), amina)
    inviting.invite(closed, dev, by=amina, at=now())
    assert [list(Message.objects.visible_to(one)) != [] for one in (amina, dev, ben)] == [True, True, False]
    with pytest.raises(Refused, match="Only a steward of ‘Reorganisation’"):
        inviting.invite(closed, ben, by=dev, at=now())
    inviting.ask_out(closed, dev, because="The work is done.", by=amina, at=now())
    assert not Message.objects.visible_to(dev).exists()
    assert [(notice.kind, notice.person) for notice in dev.notices.order_by("pk")] == [
        ("INVITED", dev),
        ("ASKED_OUT", dev),
    ]


def test_nobody_is_asked_in_from_outside_those_it_can_be_for(closed, amina, carys):
    with pytest.raises(Refused, match="Carys Pritchard is not posted in Transport and Access"):
        inviting.invite(closed, carys, by=amina, at=now())


def test_the_last_one_stays_and_a_steward_who_leaves_is_one_no_longer(closed, amina, ben):
    with pytest.raises(Refused, match="You are the last one"):
        inviting.leave(closed, by=amina, at=now())
    inviting.invite(closed, ben, by=amina, at=now())
    inviting.leave(closed, by=amina, at=now())
    assert level_of(amina, closed.community, at=now()) == Level.NEWCOMER
    assert not Room.objects.visible_to(amina).exists()


def test_whoever_moved_to_another_unit_reads_nothing_until_they_are_back(closed, amina, dev):
    inviting.invite(closed, dev, by=amina, at=now())
    assert [(one.person, one.reads) for one in members_of(closed, at=now())] == [(amina, True), (dev, True)]
    leave(dev)
    assert [(one.person, one.reads) for one in members_of(closed, at=now())] == [(amina, True), (dev, False)]
    with pytest.raises(Refused, match="You are the last one"):
        inviting.leave(closed, by=amina, at=now())


def test_a_room_is_renamed_marked_and_closed(closed, amina):
    tending.rename(closed, "Reorganisation 2027", by=amina, at=now())
    tending.mark(closed, SENSITIVE, by=amina, at=now())
    tending.close(closed, because="It is done.", by=amina, at=now())
    closed.refresh_from_db()
    assert (closed.title, closed.community.title, closed.marking_line) == (
        "Reorganisation 2027",
        "Reorganisation 2027",
        "OFFICIAL-SENSITIVE: RECIPIENTS ONLY",
    )
    with pytest.raises(Refused, match="This room is closed"):
        say(general(closed), amina)
    tending.reopen(closed, by=amina, at=now())
    assert say(general(closed), amina).number == 1


def test_what_is_for_all_of_government_is_never_sensitive(amina):
    wide = open_room(amina, audience=Breadth.GOVERNMENT)
    with pytest.raises(Refused, match="cannot be for all of government"):
        tending.mark(wide, SENSITIVE, by=amina, at=now())


def test_the_room_of_a_space_bears_its_name(space, amina):
    with pytest.raises(Refused, match="comes with its space"):
        tending.rename(space.room, "Buses", by=amina, at=now())
