"""Practices near one: of the same topics and professions, and about the same things by their words."""

import re

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from apps.people.models import Person
from apps.practice.models import Practice

MOST = 5
# A topic in common tells more than a profession or a word. One word alone tells nothing.
FOR_TOPIC, FOR_PROFESSION, FOR_WORD, LEAST = 2, 1, 1, 2
SHORTEST_WORD, MOST_WORDS = 4, 8
TOO_COMMON = frozenset(
    (
        *("about", "after", "also", "before", "being", "best", "better", "both", "does", "doing", "done", "from"),
        *("have", "help", "helped", "helps", "into", "just", "made", "make", "makes", "more", "most", "much", "need"),
        *("needs", "only", "other", "over", "practice", "same", "some", "such", "team", "teams", "than", "that"),
        *("their", "them", "then", "there", "these", "they", "this", "those", "through", "under", "until", "what"),
        *("when", "where", "which", "while", "whom", "will", "with", "work", "worked", "working", "works", "your"),
    )
)


def near(practice: Practice, person: Person) -> QuerySet[Practice]:
    """Up to five practices near one that this person may read, the nearest first, in one query."""
    others = Practice.objects.visible_to(person).offered().exclude(pk=practice.pk)
    topics = Count("topics", filter=Q(topics__in=practice.topics.all()), distinct=True)
    professions = Count("professions", filter=Q(professions__in=practice.professions.all()), distinct=True)
    score: Combinable = topics * FOR_TOPIC + professions * FOR_PROFESSION
    for word in words_of(practice.page.title):
        score = score + _has(word)
    ranked = others.annotate(score=score).filter(score__gte=LEAST)
    return ranked.select_related("page", "team").order_by(F("score").desc(), "-points", "-alive_at", "pk")[:MOST]


def words_of(title: str) -> list[str]:
    """The words of a title that tell what it is about, in small letters."""
    words = re.findall(r"\w+", title.casefold())
    telling = (word for word in words if len(word) >= SHORTEST_WORD and word not in TOO_COMMON)
    return list(dict.fromkeys(telling))[:MOST_WORDS]


def _has(word: str) -> Case:
    said = Q(page__title__icontains=word) | Q(problem__icontains=word)
    return Case(When(said, then=Value(FOR_WORD)), default=Value(0), output_field=IntegerField())
