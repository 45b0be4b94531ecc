"""A sitting from when it is announced until it is over."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from apps.core.one_by_one import one_by_one
from apps.core.rules import Refused, StateChanged
from apps.notices.actions import tell
from apps.notices.choices import NoticeKind
from apps.people.models import Person
from apps.records.actions import SYSTEM, Actor, record
from apps.rooms.actions.locking import lock_room
from apps.rooms.choices import SITTING_MOVES, SittingState
from apps.rooms.models import Room, Sitting, Topic
from apps.rooms.rules.sittings import may_announce, may_be_held, may_begin, may_call_off, may_end, may_set_clearing

MEANWHILE = "Somebody else did something about this web chat a moment before you. Look at it again."
TAKEN = "There is a topic of that title in this room. Choose a different title."


@dataclass(frozen=True, slots=True)
class Announcement:
    """What is announced. Where the room clears answers, every sitting in it does, whatever `clears_answers` says."""

    title: str
    about: str
    leader: Person
    starts_at: datetime
    ends_at: datetime
    clears_answers: bool = False


@transaction.atomic
def announce(room: Room, what: Announcement, *, by: Person, at: datetime) -> Sitting:
    """This will announce a sitting with a topic of its own, pinned until it is over, and tell whoever is to lead it.

    Questions are asked from now on. Raises Refused.
    """
    room = lock_room(room)
    may_announce.require(by, room, what.leader, at)
    may_be_held.require(what.starts_at, what.ends_at, at)
    if Topic.objects.filter(room=room, title=what.title).exists():
        raise Refused(TAKEN)
    topic = Topic.objects.create(room=room, title=what.title, last_at=at, pinned_at=at, opened_by=by, opened_at=at)
    sitting = Sitting.objects.create(
        room=room,
        topic=topic,
        title=what.title,
        about=what.about,
        leader=what.leader,
        leader_post=what.leader.role_at(at),
        starts_at=what.starts_at,
        ends_at=what.ends_at,
        clears_answers=what.clears_answers or room.clears_answers,
        by=by,
        at=at,
    )
    details = {"leader": str(what.leader.pk), "topic": topic.pk}
    details |= {"starts_at": what.starts_at.isoformat(), "ends_at": what.ends_at.isoformat()}
    record("rooms.sitting_announced", about=sitting, by=by, at=at, details=details)
    if what.leader.pk != by.pk:
        tell([what.leader], NoticeKind.TO_LEAD, about=sitting, at=at)
    return sitting


@transaction.atomic
def set_clearing(room: Room, *, clears: bool, by: Person, at: datetime) -> Room:
    """This will have answers of every sitting announced in a room from now on cleared by somebody else, or not.

    Raises Refused.
    """
    room = lock_room(room)
    may_set_clearing.require(by, room, clears, at)
    room.clears_answers = clears
    Room.objects.filter(pk=room.pk).update(clears_answers=clears)
    record("rooms.clearing_of_answers_set", about=room, by=by, at=at, details={"clears": clears})
    return room


@transaction.atomic
def begin(sitting: Sitting, *, by: Person, at: datetime) -> Sitting:
    """This will let the leader answer, from the time that was set. Raises Refused."""
    sitting = lock_sitting(sitting)
    may_begin.require(by, sitting, at)
    return _open(sitting, by=by, at=at)


@transaction.atomic
def end(sitting: Sitting, *, by: Person, at: datetime) -> Sitting:
    """This will end a sitting: nothing more is asked in it, and what was put can still be answered. Raises Refused."""
    sitting = lock_sitting(sitting)
    may_end.require(by, sitting, at)
    return _close(sitting, by=by, at=at)


@transaction.atomic
def call_off(sitting: Sitting, *, because: str, by: Person, at: datetime) -> Sitting:
    """This will call a sitting off that has not begun, and tell its leader and whoever asked in it. Raises Refused."""
    sitting = lock_sitting(sitting)
    may_call_off.require(by, sitting, at)
    _move(sitting, SittingState.CALLED_OFF, ended_at=at, called_off_because=because)
    _unpin(sitting)
    record("rooms.sitting_called_off", about=sitting, by=by, at=at, because=because)
    asked = sitting.questions.values("by")
    whom = Person.objects.filter(pk__in=asked) | Person.objects.filter(pk=sitting.leader_id)
    tell(whom.exclude(pk=by.pk).order_by("pk"), NoticeKind.CALLED_AWAY, about=sitting, at=at)
    return sitting


def begin_due(at: datetime) -> int:
    """This will begin every sitting whose time has come, and count them."""
    due = Sitting.objects.filter(state=SittingState.ANNOUNCED, starts_at__lte=at).select_related("room")
    return one_by_one(due.order_by("pk"), lambda one: _begin_if_due(one, at))


def end_due(at: datetime) -> int:
    """This will end every sitting whose time is over, and count them."""
    due = Sitting.objects.filter(state=SittingState.OPEN, ends_at__lte=at).select_related("room")
    return one_by_one(due.order_by("pk"), lambda one: _end_if_due(one, at))


def lock_sitting(sitting: Sitting) -> Sitting:
    """The web chat afresh and locked, its room before it."""
    room = lock_room(sitting.room)
    rows = Sitting.objects.select_for_update(of=("self",), no_key=True)
    locked = rows.select_related("leader", "topic", "transcript").get(pk=sitting.pk)
    locked.room = room
    return locked


def _begin_if_due(sitting: Sitting, at: datetime) -> int:
    locked = lock_sitting(sitting)
    if locked.state != SittingState.ANNOUNCED:
        return 0
    _open(locked, by=SYSTEM, at=at)
    return 1


def _end_if_due(sitting: Sitting, at: datetime) -> int:
    locked = lock_sitting(sitting)
    if locked.state != SittingState.OPEN:
        return 0
    _close(locked, by=SYSTEM, at=at)
    return 1


def _open(sitting: Sitting, *, by: Actor, at: datetime) -> Sitting:
    _move(sitting, SittingState.OPEN)
    record("rooms.sitting_begun", about=sitting, by=by, at=at)
    return sitting


def _close(sitting: Sitting, *, by: Actor, at: datetime) -> Sitting:
    _move(sitting, SittingState.CLOSED, ended_at=at)
    _unpin(sitting)
    record("rooms.sitting_ended", about=sitting, by=by, at=at)
    return sitting


def _move(sitting: Sitting, to: SittingState, **also: object) -> None:
    was = SittingState(sitting.state)
    assert to in SITTING_MOVES[was]
    # The conditional update is the guard on SQLite, which has no row locks.
    if not Sitting.objects.filter(pk=sitting.pk, state=was).update(state=to, **also):
        raise StateChanged(MEANWHILE)
    for name, value in {"state": to, **also}.items():
        setattr(sitting, name, value)


def _unpin(sitting: Sitting) -> None:
    Topic.objects.filter(pk=sitting.topic_id).update(pinned_at=None)
