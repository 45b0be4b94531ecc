"""Answering a question, accepting an answer, and making a practice page of it."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from apps.core.rules import StateChanged
from apps.moderation.choices import Voice
from apps.moderation.rules import may_contribute
from apps.notices.actions import tell
from apps.notices.choices import NoticeKind
from apps.pages.models import Draft
from apps.people.models import Person
from apps.practice.actions import tips
from apps.practice.actions.questions import CHANGED, lock_talk, locked, move, state_by_answers
from apps.practice.actions.tips import Tip
from apps.practice.models import Answer, AnswerRevision, Question
from apps.practice.rules.questions import (
    may_accept,
    may_answer,
    may_change_answer,
    may_make_practice,
    may_withdraw_acceptance,
)
from apps.records.actions import record
from apps.trust.actions.credits import credit, void
from apps.trust.choices import CreditKind


@dataclass(frozen=True, slots=True)
class Said:
    """What an answer says, in which voice, and with what interest."""

    body: str
    voice: str = Voice.OFFICIAL
    interest: str = ""


@transaction.atomic
def answer(question: Question, said: Said, *, by: Person, at: datetime) -> Answer:
    """This will show an answer at once, and tell whoever asked. Raises Refused."""
    lock_talk(question.space)
    question = locked(question)
    may_answer.require(by, question, at)
    may_contribute.require(by, question.space.community, at)
    given = Answer.objects.create(
        question=question,
        body=said.body,
        voice=said.voice,
        interest=said.interest,
        by=by,
        post=by.role_at(at),
        at=at,
    )
    record("practice.answered", about=given, by=by, at=at)
    if question.by_id != by.pk:
        tell([question.by], NoticeKind.ANSWERED, about=given, at=at)
    return given


@transaction.atomic
def change(answer: Answer, said: Said, *, by: Person, at: datetime) -> Answer:
    """This will change what an answer says and keep what it said before. Raises Refused."""
    answer = _locked(answer)
    may_change_answer.require(by, answer, at)
    may_contribute.require(by, answer.question.space.community, at)
    if (answer.body, answer.voice, answer.interest) == (said.body, said.voice, said.interest):
        return answer
    since = answer.changed_at or answer.at
    before = {"body": answer.body, "voice": answer.voice, "interest": answer.interest}
    AnswerRevision.objects.create(answer=answer, at=since, **before)
    _update(answer, body=said.body, voice=said.voice, interest=said.interest, changed_at=at)
    record("practice.answer_changed", about=answer, by=by, at=at)
    return answer


@transaction.atomic
def accept(answer: Answer, *, by: Person, at: datetime) -> Answer:
    """This will say that an answer answers the question, and credit whoever gave it. Raises Refused.

    The credit counts once the answer has stood for a time.
    """
    answer = _locked(answer)
    may_accept.require(by, answer, at)
    _update(answer, accepted_at=at, accepted_by=by)
    move(answer.question, state_by_answers(answer.question))
    record("practice.answer_accepted", about=answer, by=by, at=at)
    place = answer.question.space.community
    credit(CreditKind.ANSWER, to=answer.by, about=answer, on=answer.question, community=place, by=by, at=at)
    tell([answer.by], NoticeKind.ACCEPTED, about=answer, at=at)
    return answer


@transaction.atomic
def withdraw_acceptance(answer: Answer, *, because: str, by: Person, at: datetime) -> Answer:
    """This will take back that an answer was accepted, and the credit for it. Raises Refused."""
    answer = _locked(answer)
    may_withdraw_acceptance.require(by, answer, at)
    _update(answer, accepted_at=None, accepted_by=None)
    if answer.question.closed_at is None:
        move(answer.question, state_by_answers(answer.question))
    record("practice.acceptance_withdrawn", about=answer, by=by, at=at, because=because)
    void(answer, kind=CreditKind.ANSWER, because=because, by=by, at=at)
    tell([answer.by], NoticeKind.UNACCEPTED, about=answer, at=at)
    return answer


@transaction.atomic
def make_practice(answer: Answer, tip: Tip, *, by: Person, at: datetime) -> Draft:
    """This will hand in a tip that was made of an answer, and tell whoever gave the answer, by name, that it was.

    Returns the draft as it stands then. Raises Refused as `tips.give` does, and when the answer has become one.
    """
    answer = _locked(answer)
    may_make_practice.require(by, answer, at)
    if answer.became is not None:
        # It was discarded since, or somebody would be told that it is being made already.
        Answer.objects.filter(pk=answer.pk).update(became=None)
    draft = tips.give(answer.question.space, replace(tip, answer=answer), by=by, at=at)
    record("practice.answer_became_draft", about=answer, by=by, at=at, details={"draft": draft.pk})
    if answer.by_id != by.pk:
        tell([answer.by], NoticeKind.BECAME, about=answer, at=at)
    return draft


def _locked(answer: Answer) -> Answer:
    """The answer afresh, its question locked before it."""
    question = locked(answer.question)
    answer = (
        Answer.objects.select_for_update(of=("self",), no_key=True).select_related("by", "became").get(pk=answer.pk)
    )
    answer.question = question
    return answer


def _update(answer: Answer, **to: object) -> None:
    # The conditional update is the guard on SQLite, which has no row locks.
    as_read = {name: getattr(answer, name) for name in ("changed_at", "accepted_at", "became", "hidden_at")}
    if not Answer.objects.filter(pk=answer.pk, **as_read).update(**to):
        raise StateChanged(CHANGED)
    for name, value in to.items():
        setattr(answer, name, value)
