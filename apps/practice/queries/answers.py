"""Answers as a person may read them, and what they may do about each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, QuerySet

from apps.moderation.rules import may_write
from apps.notices.subjects import Subject
from apps.pages.choices import DraftState, Marking
from apps.pages.models import Draft, Page
from apps.people.models import Person
from apps.practice.choices import QuestionState
from apps.practice.models import Answer, Practice, Question, Thanks
from apps.practice.queries.questions import numbers_in


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer, what came of it as its reader may see it, and which of its buttons they are shown."""

    answer: Answer
    page: Page | None
    draft: Draft | None
    is_begun: bool
    may_accept: bool
    may_withdraw: bool
    may_change: bool
    may_thank: bool
    may_make_practice: bool


def answers_to(question: Question, person: Person) -> QuerySet[Answer]:
    """Its answers as this person sees them: those that were accepted first, then by thanks, then the oldest.

    `thanked` is how many said thank you, `is_thanked` whether this person did.
    """
    own = Thanks.objects.filter(answer=OuterRef("pk"), by=person)
    answers = question.answers.filter(hidden_at=None).annotate(thanked=Count("thanks"), is_thanked=Exists(own))
    named = answers.select_related("by", "accepted_by", "became__page__practice")
    return named.order_by(F("accepted_at").asc(nulls_last=True), "-thanked", "at", "pk")


def as_shown(
    question: Question, answers: Sequence[Answer], person: Person, *, keeping: bool, at: datetime
) -> list[Shown]:
    """The answers with what this person may do about each, in a few queries however many they are.

    `keeping` says that they may accept answers and close the question. The actions ask their rules again.
    """
    became = [one.became_id for one in answers if one.became_id]
    pages = {one.pk: one for one in Page.objects.visible_to(person).filter(drafts__in=became).distinct()}
    drafts = set(Draft.objects.visible_to(person).filter(pk__in=became).values_list("pk", flat=True))
    writes = bool(may_write(person, question.space.community, at))
    is_open = question.state != QuestionState.CLOSED
    shown = []
    for one in answers:
        mine, draft = one.by_id == person.pk, one.became
        begun = draft is not None and draft.state != DraftState.DISCARDED
        shown.append(
            Shown(
                answer=one,
                page=pages.get(draft.page_id) if draft and draft.page_id else None,
                draft=draft if begun and draft and draft.pk in drafts else None,
                is_begun=begun,
                may_accept=keeping and is_open and not mine and one.accepted_at is None,
                may_withdraw=keeping and not mine and one.accepted_at is not None,
                may_change=mine and is_open and writes,
                may_thank=writes and not mine,
                may_make_practice=writes and not begun,
            )
        )
    return shown


def answer_behind(practice: Practice) -> Answer | None:
    """The answer that a practice began with, whoever may read it now."""
    behind = Answer.objects.filter(became__page=practice.page_id)
    return behind.select_related("by", "question__by", "question__space").order_by("pk").first()


def answer_subjects(person: Person, ids: Collection[str]) -> Mapping[str, Subject]:
    """What notices may tell this person of these answers: the title is that of the question."""
    seen = Answer.objects.visible_to(person).filter(pk__in=numbers_in(ids)).select_related("question")
    return {str(one.pk): Subject(one.question.title, one.get_absolute_url(), Marking.OFFICIAL) for one in seen}
