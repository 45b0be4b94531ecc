"""How the stewards reach questions and answers: what they are shown, and how it is hidden, shown and taken out."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from apps.moderation.actions.measures import TAKEN_OUT
from apps.moderation.choices import Measure
from apps.moderation.subjects import Flaggable, Thing
from apps.people.models import Person
from apps.practice.actions.questions import move, state_by_answers
from apps.practice.choices import QuestionState
from apps.practice.models import Answer, AnswerRevision, Question
from apps.records.actions import System

# Only whoever wrote them changes them, so there is nothing to leave to some for a time.
MEASURES = frozenset({Measure.NONE, Measure.WARN, Measure.HIDE, Measure.REDACT, Measure.PAUSE})


def _things(rows: QuerySet[Any], about_ids: Collection[str], of: Any) -> Mapping[str, Thing]:
    found = rows.filter(pk__in=[pk for pk in about_ids if pk.isdigit()])
    return {str(one.pk): of(one) for one in found}


def _question(one: Question) -> Thing:
    text = f"{one.title}\n\n{one.body}\n\n{one.closed_because}".strip()
    return Thing(one.title, one.get_absolute_url(), text, one.by, one.space.community)


def _answer(one: Answer) -> Thing:
    earlier = [part for revision in one.revisions.all() for part in (revision.body, revision.interest)]
    text = "\n\n".join(part for part in (one.body, one.interest, *earlier) if part)
    return Thing(f"Answer to: {one.question.title}", one.get_absolute_url(), text, one.by, one.question.space.community)


def _questions() -> QuerySet[Question]:
    return Question.objects.select_related("by", "space__community__audience_unit")


def _answers() -> QuerySet[Answer]:
    named = Answer.objects.select_related("by", "question__space__community__audience_unit")
    return named.prefetch_related("revisions")


def _questions_seen(person: Person, about_ids: Collection[str]) -> Mapping[str, Thing]:
    return _things(_questions().filter(pk__in=Question.objects.visible_to(person)), about_ids, _question)


def _answers_seen(person: Person, about_ids: Collection[str]) -> Mapping[str, Thing]:
    return _things(_answers().filter(pk__in=Answer.objects.visible_to(person)), about_ids, _answer)


def _hide(rows: QuerySet[Any], at: datetime | None) -> None:
    rows.update(hidden_at=at)


def _hide_answer(about_id: str, at: datetime | None) -> None:
    """A question is answered by what its readers see: with its accepted answer hidden, it waits for another."""
    _hide(Answer.objects.filter(pk=about_id), at)
    question = Question.objects.exclude(state=QuestionState.CLOSED).filter(answers__pk=about_id).first()
    if question:
        move(question, state_by_answers(question))


def _redact_question(about_id: str, words: str, by: Person | System, at: datetime) -> int:  # noqa: ARG001 - as others are called
    return _take_out(Question.objects.filter(pk=about_id), words, "title", "body", "closed_because")


def _redact_answer(about_id: str, words: str, by: Person | System, at: datetime) -> int:  # noqa: ARG001 - as others are called
    now = Answer.objects.filter(pk=about_id)
    earlier = AnswerRevision.objects.filter(answer__in=now)
    return _take_out(now, words, "body", "interest") + _take_out(earlier, words, "body", "interest")


def _take_out(rows: QuerySet[Any], words: str, *fields: str) -> int:
    """Put a mark in the place of the words, as often as they stand in these fields of the rows, and count them."""
    times = 0
    for row in rows.select_for_update(of=("self",)).order_by("pk"):
        kept = {name: getattr(row, name) for name in fields}
        times += sum(text.count(words) for text in kept.values())
        lengths = {name: row._meta.get_field(name).max_length for name in fields}
        clean = {name: text.replace(words, TAKEN_OUT)[: lengths[name]] for name, text in kept.items()}
        rows.filter(pk=row.pk).update(**clean)
    return times


QUESTION = Flaggable(
    name="question",
    measures=MEASURES,
    seen_by=_questions_seen,
    found=lambda about_ids: _things(_questions(), about_ids, _question),
    hide=lambda about_id, at: _hide(Question.objects.filter(pk=about_id), at),
    show=lambda about_id, _: _hide(Question.objects.filter(pk=about_id), None),
    redact=_redact_question,
)
ANSWER = Flaggable(
    name="answer",
    measures=MEASURES,
    seen_by=_answers_seen,
    found=lambda about_ids: _things(_answers(), about_ids, _answer),
    hide=_hide_answer,
    show=lambda about_id, _: _hide_answer(about_id, None),
    redact=_redact_answer,
)
