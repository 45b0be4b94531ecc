"""Questions put to a sitting: asked, voted for, and sifted by the stewards."""

import hashlib
from datetime import datetime

from django.db import transaction

from apps.core.rules import StateChanged
from apps.moderation.rules import may_contribute
from apps.notices.actions import tell
from apps.notices.choices import NoticeKind
from apps.people.models import Person
from apps.records.actions import record
from apps.rooms.actions.sittings import lock_sitting
from apps.rooms.choices import ASKED_MOVES, AskedState
from apps.rooms.models import Asked, Sitting, Vote
from apps.rooms.rules.holds import not_held
from apps.rooms.rules.sittings import may_ask, may_put, may_set_aside, may_vote

MEANWHILE = "Somebody else did something about this question a moment before you. Look at it again."


@transaction.atomic
def ask(sitting: Sitting, body: str, *, by: Person, at: datetime) -> Asked:
    """This will put a question to a sitting, which everybody in the room reads at once. Raises Refused."""
    sitting = lock_sitting(sitting)
    may_ask.require(by, sitting, at)
    may_contribute.require(by, sitting.room.community, at)
    asked = Asked.objects.create(sitting=sitting, body=body, by=by, post=by.role_at(at), at=at)
    # The words stay off the record: a steward may have to take them out for good.
    details = {"sha256": hashlib.sha256(body.encode()).hexdigest()}
    record("rooms.question_asked", about=asked, by=by, at=at, details=details)
    return asked


@transaction.atomic
def vote(asked: Asked, *, by: Person, at: datetime) -> Vote:
    """This will count that somebody wishes a question answered; once, however often they do. Raises Refused."""
    asked = lock_asked(asked)
    may_vote.require(by, asked, at)
    given, is_new = Vote.objects.get_or_create(asked=asked, person=by, defaults={"at": at})
    if is_new:
        record("rooms.question_voted_for", about=asked, by=by, at=at)
    return given


@transaction.atomic
def take_vote_back(asked: Asked, *, by: Person, at: datetime) -> None:
    """This will take somebody's vote back; nothing where they gave none. Raises Refused."""
    asked = lock_asked(asked)
    may_vote.require(by, asked, at)
    not_held.require(asked.sitting.room)
    if Vote.objects.filter(asked=asked, person=by).delete()[0]:
        record("rooms.vote_taken_back", about=asked, by=by, at=at)


@transaction.atomic
def put(asked: Asked, *, by: Person, at: datetime) -> Asked:
    """This will put a question to the leader. Raises Refused."""
    asked = lock_asked(asked)
    may_put.require(by, asked, at)
    move(asked, AskedState.PUT, sifted_by=by, sifted_at=at, set_aside_because="")
    record("rooms.question_put", about=asked, by=by, at=at)
    return asked


@transaction.atomic
def set_aside(asked: Asked, *, because: str, by: Person, at: datetime) -> Asked:
    """This will set a question aside, and tell whoever asked it why. Raises Refused."""
    asked = lock_asked(asked)
    may_set_aside.require(by, asked, at)
    move(asked, AskedState.SET_ASIDE, sifted_by=by, sifted_at=at, set_aside_because=because)
    # Why stays off the record as the question does, whose words it may repeat.
    record("rooms.question_set_aside", about=asked, by=by, at=at)
    tell([asked.by], NoticeKind.PUT_ASIDE, about=asked, at=at)
    return asked


def lock_asked(asked: Asked) -> Asked:
    """The question afresh and locked, its room and sitting before it."""
    sitting = lock_sitting(asked.sitting)
    rows = Asked.objects.select_for_update(of=("self",), no_key=True).select_related("by", "answered_by")
    locked = rows.get(pk=asked.pk)
    locked.sitting = sitting
    return locked


def move(asked: Asked, to: AskedState, **also: object) -> None:
    """Change the state of a question as it was read. Raises StateChanged where somebody was faster."""
    was = AskedState(asked.state)
    assert to in ASKED_MOVES[was]
    # The conditional update is the guard on SQLite, which has no row locks.
    if not Asked.objects.filter(pk=asked.pk, state=was).update(state=to, **also):
        raise StateChanged(MEANWHILE)
    for name, value in {"state": to, **also}.items():
        setattr(asked, name, value)
