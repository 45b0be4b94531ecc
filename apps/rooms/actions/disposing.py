"""How long talk is kept, and its end: asked for by one person, approved by another, with a certificate."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils.timezone import localdate

from apps.core.one_by_one import one_by_one
from apps.core.rules import Refused, StateChanged
from apps.notices.actions import tell
from apps.notices.choices import NoticeKind
from apps.notices.models import Notice
from apps.pages.actions.files import let_go
from apps.people.models import Person
from apps.records.actions import record
from apps.rooms.actions.locking import lock_room, tell_changed
from apps.rooms.models import Asked, Disposal, Mention, Message, MessageFile, MessageRevision, Reaction, Room
from apps.rooms.models.messages import MessageQuerySet
from apps.rooms.queries.keeping import days_of, due_in, due_up_to, is_anything_due, keepers_to_tell, open_disposal
from apps.rooms.rules.holds import is_held
from apps.rooms.rules.keeping import NOT_OPEN, NOTHING_DUE, may_approve, may_ask_to_dispose, may_refuse
from apps.rooms.rules.keeping import may_set_retention as may_set

# So many are read at once to reckon what is disposed of.
READ_AT_ONCE = 500
# So many rooms are looked at in one run: what else is due must not wait for them all.
LOOKED_AT_ONCE = 200
# Nobody is told again of what falls due in a room before so many days.
DAYS_BETWEEN_WORDS = 30


@transaction.atomic
def set_retention(room: Room, retention: int, *, because: str, by: Person, at: datetime) -> Room:
    """This will say anew how long what is said in a room is kept. Raises Refused."""
    room = lock_room(room)
    may_set.require(by, room, retention, at)
    years = {"from": room.retention, "to": retention}
    room.retention = retention
    # What is due then is looked for with the next day's rest.
    Room.objects.filter(pk=room.pk).update(retention=retention, looked_at_on=None)
    record("rooms.retention_set", about=room, by=by, at=at, because=because, details=years)
    return room


@transaction.atomic
def ask(room: Room, *, because: str, by: Person, at: datetime) -> Disposal:
    """This will ask that what is due in a room be disposed of, and tell those who could approve. Raises Refused."""
    room = lock_room(room)
    may_ask_to_dispose.require(by, room, at)
    disposal = Disposal.objects.create(room=room, up_to=due_up_to(room, at), because=because, asked_by=by, asked_at=at)
    record("rooms.disposal_asked", about=disposal, by=by, at=at, because=because, details={"up_to": disposal.up_to})
    tell(keepers_to_tell(room, but=[by], at=at), NoticeKind.DISPOSAL, about=disposal, at=at)
    return disposal


@transaction.atomic
def refuse(disposal: Disposal, *, because: str, by: Person, at: datetime) -> Disposal:
    """This will keep what somebody asked to dispose of, for now. Raises Refused."""
    disposal = _locked(disposal)
    may_refuse.require(by, disposal, at)
    _decide(disposal, refused_by=by, refused_at=at, refused_because=because)
    record("rooms.disposal_refused", about=disposal, by=by, at=at, because=because)
    return disposal


@transaction.atomic
def approve(disposal: Disposal, *, by: Person, at: datetime) -> Disposal:
    """This will take away for good the words of what is due: messages, what they said before, names and files.

    Of each message stays that it was there, who said it and when; and the certificate, whose digest is over what went
    (`digest_of`). What was promoted or decided since it was asked for stays whole. Raises Refused.
    """
    disposal = _locked(disposal)
    room = disposal.room
    may_approve.require(by, disposal, at)
    due = due_in(room, at).filter(number__lte=disposal.up_to)
    if not due.exists():
        raise Refused(NOTHING_DUE)
    digest, days = digest_of(due), days_of(due)
    _take_away(due)
    count = _blank(room, due, at=at)
    _decide(disposal, approved_by=by, approved_at=at, messages=count, digest=digest)
    facts = {"up_to": disposal.up_to, "messages": count, "digest": digest, "retention": room.retention}
    facts |= {"first_on": days[0].isoformat(), "last_on": days[1].isoformat()}
    record("rooms.disposed", about=disposal, by=by, at=at, because=disposal.because, details=facts)
    return disposal


def tell_of_what_falls_due(at: datetime) -> int:
    """This will tell those who keep rooms of talk that is older than it is kept for, and count the rooms.

    A room is looked at once a day, and they are told at most once in 30 days; of what is on hold they are not told.
    """
    today = localdate(at)
    unseen = Room.objects.filter(Q(looked_at_on=None) | Q(looked_at_on__lt=today))
    unseen = unseen.select_related("community__unit", "community__audience_unit", "opened_by")
    return one_by_one(unseen.order_by("pk")[:LOOKED_AT_ONCE], lambda room: _look_at(room, at=at))


def digest_of(messages: MessageQuerySet) -> str:
    """SHA-256, in hexadecimal, over each message as a line of JSON, in the order of their numbers."""
    told = hashlib.sha256()
    for message in _in_order(messages):
        said = {
            "number": message.number,
            "at": message.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "by": [message.by_id, message.post],
            "body": message.body,
            "before": [revision.body for revision in message.revisions.all()],
            "files": sorted([file.name, file.file.sha256] for file in message.files.all()),
        }
        told.update(json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n")
    return told.hexdigest()


def _in_order(messages: MessageQuerySet) -> Iterator[Message]:
    after = 0
    while True:
        some = messages.filter(number__gt=after).order_by("number").prefetch_related("revisions", "files__file")
        rows = list(some[:READ_AT_ONCE])
        yield from rows
        if len(rows) < READ_AT_ONCE:
            return
        after = rows[-1].number


def _take_away(due: MessageQuerySet) -> None:
    """All that hangs on these messages; what their files hold goes as well, where nothing else keeps it."""
    of_these = due.order_by().values("pk")
    files = MessageFile.objects.filter(message__in=of_these)
    contents = set(files.values_list("file__sha256", flat=True))
    for rows in (files, MessageRevision.objects.filter(message__in=of_these)):
        rows.delete()
    Mention.objects.filter(message__in=of_these).delete()
    Reaction.objects.filter(message__in=of_these).delete()
    # Of a web chat the question and its answer are kept beside the message that readers see.
    spoken = {"body": "", "answer": "", "answered_by": None, "answered_at": None}
    Asked.objects.filter(message__in=of_these).update(**spoken, set_aside_because="", sent_back_because="")
    let_go(contents)


def _blank(room: Room, due: MessageQuerySet, *, at: datetime) -> int:
    """Each message without its words, with a change of its own, in the order of their numbers."""
    blank = {"body": "", "html": "", "disposed_at": at, "change": F("number") + room.last_change}
    count = due.update(**blank)
    # There may be thousands: their changes leave out numbers, which nobody counts, and are made in one go.
    room.last_change += room.last_number
    # Over the answers to them stood how they began.
    answers = Message.objects.filter(room=room, disposed_at=None, answers__disposed_at=at)
    answers.update(change=F("number") + room.last_change)
    room.last_change += room.last_number
    tell_changed(room)
    return count


def _look_at(room: Room, *, at: datetime) -> int:
    Room.objects.filter(pk=room.pk).update(looked_at_on=localdate(at))
    if is_held(room) or open_disposal(room) or not is_anything_due(room, at):
        return 0
    since = at - timedelta(days=DAYS_BETWEEN_WORDS)
    lately = Notice.objects.filter(kind=NoticeKind.FALLS_DUE, about_kind="rooms.room", about_id=str(room.pk))
    if lately.filter(at__gt=since).exists():
        return 0
    people = keepers_to_tell(room, at=at)
    tell(people, NoticeKind.FALLS_DUE, about=room, at=at)
    return 1 if people else 0


def _locked(disposal: Disposal) -> Disposal:
    room = lock_room(disposal.room)
    locked = Disposal.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=disposal.pk)
    locked.room = room
    return locked


def _decide(disposal: Disposal, **decided: object) -> None:
    # The conditional update is the guard on SQLite, which has no row locks.
    if not Disposal.objects.filter(pk=disposal.pk, approved_at=None, refused_at=None).update(**decided):
        raise StateChanged(NOT_OPEN)
    for name, value in decided.items():
        setattr(disposal, name, value)
