"""Answers of a sitting: given, cleared by somebody else where the sitting says so, and shown as messages."""

import hashlib
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from apps.core.rules import Refused, StateChanged
from apps.moderation.rules import may_contribute
from apps.notices.actions import tell
from apps.notices.choices import NoticeKind
from apps.people.models import Person
from apps.records.actions import record
from apps.rooms import naming
from apps.rooms.actions import telling
from apps.rooms.actions.posting import add
from apps.rooms.actions.sitting_questions import lock_asked, move
from apps.rooms.choices import AskedState
from apps.rooms.models import Asked, Message
from apps.rooms.queries.sittings import who_may_clear
from apps.rooms.rules.sittings import may_answer, may_clear_answer, may_take_back_answer
from apps.rooms.rules.talking import takes_more
from apps.rooms.transcripts import as_message, digest_of, html_of

# So many of those who may clear an answer are told, those who came to the room last.
MOST_TOLD = 20
ANOTHER_TEXT = "This answer was changed after you opened it. Read what it says now before you clear it."


@transaction.atomic
def answer(asked: Asked, body: str, *, by: Person, at: datetime) -> Asked:
    """This will show the leader's answer in the sitting's topic, or have it wait for a second pair of eyes.

    Those who may clear it, or whoever asked, are told. Raises Refused, also when it names nobody there is.
    """
    asked = lock_asked(asked)
    may_answer.require(by, asked, at)
    may_contribute.require(by, asked.sitting.room.community, at)
    named = naming.read(body, by, at, room=asked.sitting.room)
    given: dict[str, object] = {"answer": named.body, "answered_by": by, "answered_at": at, "sent_back_because": ""}
    if not asked.sitting.clears_answers:
        asked.answer = named.body
        return _show(asked, named, by=by, at=at, **given)
    move(asked, AskedState.ANSWERED, **given)
    record("rooms.question_answered", about=asked, by=by, at=at, details={"sha256": digest_of(asked)})
    tell(who_may_clear(asked, at=at)[:MOST_TOLD], NoticeKind.TO_CLEAR, about=asked, at=at)
    return asked


@transaction.atomic
def take_back(asked: Asked, *, by: Person, at: datetime) -> Asked:
    """This will have an answer that waits to be cleared be the leader's again, to change. Raises Refused."""
    asked = lock_asked(asked)
    may_take_back_answer.require(by, asked, at)
    move(asked, AskedState.PUT)
    record("rooms.answer_taken_back", about=asked, by=by, at=at)
    return asked


@transaction.atomic
def clear(asked: Asked, *, seen: str, by: Person, at: datetime) -> Asked:
    """This will clear an answer, which shows at once. `seen` is the digest of the very text that was read.

    Raises Refused with the rule's reason, StateChanged when the text is not that one any more.
    """
    asked = lock_asked(asked)
    may_clear_answer.require(by, asked, at)
    if seen != digest_of(asked):
        raise StateChanged(ANOTHER_TEXT)
    return _show(asked, _named_in(asked, at), by=by, at=at, cleared_by=by, cleared_at=at)


@transaction.atomic
def send_back(asked: Asked, *, because: str, by: Person, at: datetime) -> Asked:
    """This will have the leader change an answer, and tell them. Raises Refused as `clear` does."""
    asked = lock_asked(asked)
    may_clear_answer.require(by, asked, at)
    move(asked, AskedState.PUT, sent_back_because=because)
    record("rooms.answer_sent_back", about=asked, by=by, at=at)
    tell([asked.sitting.leader], NoticeKind.RETURNED, about=asked, at=at)
    return asked


def _named_in(asked: Asked, at: datetime) -> naming.Named:
    """Whom the answer names, by what its leader may name now: somebody may have left since."""
    try:
        return naming.read(asked.answer, asked.sitting.leader, at, room=asked.sitting.room)
    except Refused:
        return naming.Named(asked.answer, "")


def _show(asked: Asked, named: naming.Named, *, by: Person, at: datetime, **facts: object) -> Asked:
    """Post it in the topic as what the leader says: readers see the question above it. Raises Refused once closed."""
    sitting = asked.sitting
    takes_more.require(sitting.room)
    body = as_message(asked)
    message = Message(room=sitting.room, topic=sitting.topic, by=sitting.leader, at=at, body=body, html=html_of(body))
    # One answer is one message, however often it is sent.
    message.key = uuid5(NAMESPACE_URL, f"greenpaper:asked:{asked.pk}")
    # In the post from which they gave it, which they may have left by the time that somebody clears it.
    given_at = asked.answered_at if by.pk != sitting.leader_id else None
    add(message, post=sitting.leader.role_at(given_at or at))
    move(asked, AskedState.SHOWN, message=message, **facts)
    telling.tell_named(message, named, at=at)
    digest = hashlib.sha256(body.encode()).hexdigest()
    record("rooms.answer_shown", about=asked, by=by, at=at, details={"number": message.number, "sha256": digest})
    tell([asked.by], NoticeKind.ANSWER_SHOWN, about=asked, at=at)
    return asked
