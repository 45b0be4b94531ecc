"""Who asks, answers, accepts, closes and thanks.

None of these asks whether the guidelines were accepted: the forms do, in the same step, and what people say by them
is refused by its action where they were not.
"""

from datetime import datetime, timedelta

from apps.core.rules import Grounds, Rule
from apps.moderation.rules import may_write
from apps.pages.choices import DraftState
from apps.pages.models import Space
from apps.people.models import Person
from apps.practice.choices import NEWCOMER_A_DAY, QUESTION_MOVES, QuestionState
from apps.practice.models import Answer, Practice, Question
from apps.practice.queries.writers import people_behind
from apps.trust.choices import Level
from apps.trust.queries.levels import level_of

NOT_ACCEPTED = "This answer is not accepted."
CLOSED = "This question is closed. Ask for it to be opened again, or ask a new one."
DAY = timedelta(days=1)


@Rule
def may_ask(person: Person, space: Space, at: datetime) -> Grounds:
    """Whoever may write there; newcomers so many times a day."""
    yield space.is_practice, "Questions are asked in practice spaces, and this is not one."
    talking = _may_talk(person, space, at)
    yield talking.allowed, talking.reason


@Rule
def may_answer(person: Person, question: Question, at: datetime) -> Grounds:
    yield question.state != QuestionState.CLOSED, CLOSED
    talking = _may_talk(person, question.space, at)
    yield talking.allowed, talking.reason


@Rule
def may_change_answer(person: Person, answer: Answer, at: datetime) -> Grounds:
    """Whoever wrote it, as long as its question is open."""
    yield answer.by_id == person.pk, "Only whoever wrote an answer can change it."
    yield answer.hidden_at is None, "Readers do not see this answer now, so it cannot be changed."
    yield answer.question.state != QuestionState.CLOSED, CLOSED
    writing = may_write(person, answer.question.space.community, at)
    yield writing.allowed, writing.reason


@Rule
def may_accept(person: Person, answer: Answer, at: datetime) -> Grounds:
    """Whoever asked, or a steward, and nobody their own answer."""
    keeping = keeps(person, answer.question, at)
    yield keeping.allowed, keeping.reason
    yield answer.by_id != person.pk, "You wrote this answer yourself. Whoever asked, or a steward, can accept it."
    yield answer.question.state != QuestionState.CLOSED, CLOSED
    yield answer.hidden_at is None, "Readers do not see this answer now, so it cannot be accepted."
    yield answer.accepted_at is None, "This answer is accepted already."


@Rule
def may_withdraw_acceptance(person: Person, answer: Answer, at: datetime) -> Grounds:
    keeping = keeps(person, answer.question, at)
    yield keeping.allowed, keeping.reason
    yield answer.accepted_at is not None, NOT_ACCEPTED
    yield answer.by_id != person.pk, "You wrote this answer yourself, so another steward decides whether it stands."


@Rule
def may_close(person: Person, question: Question, at: datetime) -> Grounds:
    keeping = keeps(person, question, at)
    yield keeping.allowed, keeping.reason
    yield QuestionState.CLOSED in QUESTION_MOVES[QuestionState(question.state)], "This question is closed already."


@Rule
def may_reopen(person: Person, question: Question, at: datetime) -> Grounds:
    """Whoever may close it, but for what a steward closed to whoever asked: only a steward opens that again."""
    keeping = keeps(person, question, at)
    yield keeping.allowed, keeping.reason
    yield question.state == QuestionState.CLOSED, "This question is not closed."
    by_steward = question.closed_by_id not in (None, question.by_id)
    yield (
        not by_steward or _is_steward(person, question.space, at),
        f"A steward of {question.space} closed this question, so a steward opens it again.",
    )


@Rule
def keeps(person: Person, question: Question, at: datetime) -> Grounds:
    """Whoever asked and may still write there, or a steward."""
    writing = may_write(person, question.space.community, at)
    yield writing.allowed, writing.reason
    yield (
        question.by_id == person.pk or _is_steward(person, question.space, at),
        f"Only whoever asked, or a steward of {question.space}, can do this.",
    )


@Rule
def may_make_practice(person: Person, answer: Answer, at: datetime) -> Grounds:
    """Anybody who may write there, once."""
    yield answer.hidden_at is None, "Readers do not see this answer now, so no page can be made of it."
    begun = answer.became is not None and answer.became.state != DraftState.DISCARDED
    yield not begun, "Somebody is making a practice page of this answer already."
    writing = may_write(person, answer.question.space.community, at)
    yield writing.allowed, writing.reason


@Rule
def may_thank(person: Person, thing: Answer | Practice, at: datetime) -> Grounds:
    """Whoever takes part where it stands, and nobody for what they wrote."""
    space = thing.question.space if isinstance(thing, Answer) else thing.page.space
    writing = may_write(person, space.community, at)
    yield writing.allowed, writing.reason
    authors = [thing.by_id] if isinstance(thing, Answer) else [one.pk for one in people_behind(thing)]
    yield person.pk not in authors, "You wrote this yourself."


def _is_steward(person: Person, space: Space, at: datetime) -> bool:
    return level_of(person, space.community, at=at) == Level.STEWARD


@Rule
def _may_talk(person: Person, space: Space, at: datetime) -> Grounds:
    writing = may_write(person, space.community, at)
    yield writing.allowed, writing.reason
    yield (
        level_of(person, space.community, at=at) > Level.NEWCOMER or _said_lately(person, space, at) < NEWCOMER_A_DAY,
        f"Newcomers to {space} can ask and answer {NEWCOMER_A_DAY} times a day. Come back tomorrow, or add to an "
        "answer that you have given.",
    )


def _said_lately(person: Person, space: Space, at: datetime) -> int:
    asked = Question.objects.filter(space=space, by=person, at__gt=at - DAY).count()
    return asked + Answer.objects.filter(question__space=space, by=person, at__gt=at - DAY).count()
