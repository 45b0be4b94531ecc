"""Questions as a person may read them, with their answers, and what is like a question that is being asked."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import add, or_
from typing import TypeVar

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from apps.notices.subjects import Subject
from apps.pages.choices import Marking
from apps.pages.models import Space
from apps.people.models import Person
from apps.practice.choices import QuestionState
from apps.practice.models import Practice, Question

# More words than these narrow nothing down, and each is looked for in every text.
MOST_WORDS = 8
MOST_SIMILAR = 5
# Shorter words, and these, stand in any question.
LEAST_LETTERS = 4
SAY_NOTHING = frozenset(
    re.findall(
        r"\w+",
        """
        about after also anybody anyone been before could does doing done ever from good have having help here into
        just know like made make many more most much only other over people same should some somebody someone such
        team teams than that their them then there these they this those tried using very want well were what when
        where which while will with work works would year your
        """,
    )
)
_WORD = re.compile(r"\w+")


Rows = TypeVar("Rows", QuerySet[Practice], QuerySet[Question])


@dataclass(frozen=True, slots=True)
class Similar:
    """What is there already that somebody may be asking for."""

    practices: list[Practice]
    questions: list[Question]

    def __bool__(self) -> bool:
        return bool(self.practices or self.questions)


def listed(person: Person, words: str = "") -> QuerySet[Question]:
    """Questions this person may read that have all of these words in their title or text, newest first.

    The words are looked for as they are typed, wherever they stand, in either case: an exchange has some thousand
    questions, few of them long, and one pass over those of a person's spaces is the same on either database.
    """
    found = Question.objects.visible_to(person).select_related("space", "by")
    for word in words.split()[:MOST_WORDS]:
        found = found.filter(Q(title__icontains=word) | Q(body__icontains=word))
    seen = Q(answers__hidden_at=None)
    return found.annotate(answers_seen=Count("answers", filter=seen, distinct=True)).order_by("-at", "-pk")


def similar(title: str, space: Space, person: Person) -> Similar:
    """Up to five practices and five questions of a space that share words with a question, most alike first."""
    words = telling_words(title)
    if not words:
        return Similar([], [])
    practices = Practice.objects.visible_to(person).offered().filter(page__space=space).select_related("page")
    questions = Question.objects.visible_to(person).filter(space=space)
    return Similar(
        list(_most_alike(practices, words, "page__title", "problem", then="-points")),
        list(_most_alike(questions, words, "title", "body", then="-at")),
    )


def telling_words(title: str) -> list[str]:
    """The words of a title that say what it is about, without the ending that makes them several."""
    words = dict.fromkeys(_WORD.findall(title.lower()))
    telling = [word for word in words if len(word) >= LEAST_LETTERS and word not in SAY_NOTHING]
    return [word.removesuffix("s") for word in telling[:MOST_WORDS]]


def _most_alike(rows: Rows, words: Iterable[str], title: str, text: str, *, then: str) -> Rows:
    every = list(words)
    points = [_worth(title, word, 2) for word in every] + [_worth(text, word, 1) for word in every]
    has_any = reduce(or_, (Q(**{f"{field}__icontains": word}) for field in (title, text) for word in every))
    alike: Rows = rows.filter(has_any).annotate(alike=reduce(add, points)).order_by("-alike", then, "-pk")
    return alike[:MOST_SIMILAR]


def _worth(field: str, word: str, points: int) -> Combinable:
    is_there = When(**{f"{field}__icontains": word}, then=Value(points))
    return Case(is_there, default=Value(0), output_field=IntegerField())


def waiting_in(space: Space, person: Person) -> int:
    """How many questions of a space nobody has answered so that it was accepted."""
    return Question.objects.visible_to(person).filter(space=space, state=QuestionState.OPEN).count()


def question_subjects(person: Person, ids: Collection[str]) -> Mapping[str, Subject]:
    """What notices may tell this person of these questions."""
    seen = Question.objects.visible_to(person).filter(pk__in=numbers_in(ids))
    return {str(one.pk): Subject(one.title, one.get_absolute_url(), Marking.OFFICIAL) for one in seen}


def numbers_in(ids: Collection[str]) -> list[str]:
    """Those of them that can be numbers of rows."""
    return [pk for pk in ids if pk.isdigit()]
