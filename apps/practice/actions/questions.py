"""Asking whether anyone has done something, and what becomes of the question."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from apps.core.rules import StateChanged
from apps.moderation.choices import Voice
from apps.moderation.rules import may_contribute
from apps.notices.actions import tell
from apps.notices.choices import NoticeKind
from apps.pages.models import Space
from apps.people.models import Person
from apps.practice.choices import QUESTION_MOVES, QuestionState
from apps.practice.models import Profession, Question, Topic
from apps.practice.rules.questions import may_ask, may_close, may_reopen
from apps.records.actions import record
from apps.trust.models import Community

CHANGED = "Somebody else did something about this question a moment before you. Look at it again."


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to know, and what it is about."""

    title: str
    body: str = ""
    voice: str = Voice.OFFICIAL
    topics: Iterable[Topic] = field(default_factory=tuple)
    professions: Iterable[Profession] = field(default_factory=tuple)


@transaction.atomic
def ask(space: Space, asked: Asked, *, by: Person, at: datetime) -> Question:
    """This will put a question to everybody whom a practice space is for, at once. Raises Refused."""
    lock_talk(space)
    may_ask.require(by, space, at)
    may_contribute.require(by, space.community, at)
    question = Question.objects.create(
        space=space, title=asked.title, body=asked.body, voice=asked.voice, by=by, post=by.role_at(at), at=at
    )
    question.topics.set(asked.topics)
    question.professions.set(asked.professions)
    record("practice.asked", about=question, by=by, at=at)
    return question


@transaction.atomic
def close(question: Question, *, because: str, by: Person, at: datetime) -> Question:
    """This will close a question, so that nobody answers it any more, and tell whoever asked. Raises Refused."""
    question = locked(question)
    may_close.require(by, question, at)
    move(question, QuestionState.CLOSED, closed_at=at, closed_by=by, closed_because=because)
    # Why stays off the record: a steward may have to take words out of it for good.
    record("practice.question_closed", about=question, by=by, at=at)
    _tell_asker(NoticeKind.CLOSED, question, but=by, at=at)
    return question


@transaction.atomic
def reopen(question: Question, *, by: Person, at: datetime) -> Question:
    """This will let people answer a closed question again, and tell whoever asked. Raises Refused."""
    question = locked(question)
    may_reopen.require(by, question, at)
    move(question, state_by_answers(question), closed_at=None, closed_by=None, closed_because="")
    record("practice.question_reopened", about=question, by=by, at=at)
    _tell_asker(NoticeKind.OPENED_AGAIN, question, but=by, at=at)
    return question


def lock_talk(space: Space) -> None:
    """One at a time says something in a space, so that what newcomers may say in a day can be counted."""
    # Whoever is credited there meanwhile holds the record and names the community, which this leaves them to do.
    Community.objects.select_for_update(no_key=True).get(pk=space.community_id)


def locked(question: Question) -> Question:
    """The question afresh, for an act on it or on one of its answers."""
    rows = Question.objects.select_for_update(of=("self",), no_key=True).select_related(
        "space__community__audience_unit", "by"
    )
    return rows.get(pk=question.pk)


def move(question: Question, to: QuestionState, **also: object) -> None:
    """Change the state of a question as it was read. Raises StateChanged where somebody was faster."""
    assert to == question.state or to in QUESTION_MOVES[QuestionState(question.state)]
    # The conditional update is the guard on SQLite, which has no row locks.
    if not Question.objects.filter(pk=question.pk, state=question.state).update(state=to, **also):
        raise StateChanged(CHANGED)
    for name, value in {"state": to, **also}.items():
        setattr(question, name, value)


def state_by_answers(question: Question) -> QuestionState:
    """What a question that is not closed comes to: answered once an answer that readers see is accepted."""
    is_answered = question.answers.filter(accepted_at__isnull=False, hidden_at=None).exists()
    return QuestionState.ANSWERED if is_answered else QuestionState.OPEN


def _tell_asker(kind: NoticeKind, question: Question, *, but: Person, at: datetime) -> None:
    if question.by_id != but.pk:
        tell([question.by], kind, about=question, at=at)
