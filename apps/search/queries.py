"""One box over the published pages a person may read: `search` is the one way to ask, on either database."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, QuerySet

from apps.pages.models import Page
from apps.people.models import Person
from apps.search.asking import MAX_CHARACTERS, Asked, read
from apps.search.dialects import DIALECTS
from apps.search.dialects.dialect import MATCH_ENDS, MATCH_STARTS, Question, Sql

HITS_A_PAGE = 20

NOTHING_ASKED = "Enter a word to search for."
NOTHING_SEARCHABLE = (
    "There is no word here to search for. Enter a word that says what the page is about, such as ‘fares’. "
    "Very common words, such as ‘the’ and ‘of’, signs and words to leave out are not enough."
)
TOO_LONG = f"Search for {MAX_CHARACTERS} characters or fewer."

_WHITE_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a snippet, and whether it answers what was asked."""

    text: str
    is_match: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A published page that answers. `path` has no slashes at its ends; `snippet` is a few words of it."""

    title: str
    path: str
    space: str
    marking: str
    published_at: datetime
    snippet: tuple[Segment, ...]
    handling: str = ""
    review_by: date | None = None

    @property
    def url(self) -> str:
        return Page(path=self.path).get_absolute_url()


@dataclass(frozen=True, slots=True)
class Results:
    """One page of hits, best first, of `total` in all. `sentence` says why when nothing could be looked for."""

    hits: tuple[Hit, ...] = ()
    total: int = 0
    page: int = 1
    sentence: str = ""


def search(text: str, person: Person, *, page: int = 1) -> Results:
    """Published pages `person` may read that answer `text`, HITS_A_PAGE at a time, in one query.

    Never raises for what was typed: hidden characters count as spaces, and what holds nothing to look for gets a
    sentence. A page of hits that is not there gets the first.
    """
    if not text.strip():
        return Results(sentence=NOTHING_ASKED)
    if len(text) > MAX_CHARACTERS:
        return Results(sentence=TOO_LONG)
    asked = read(text)
    if not asked.choices:
        return Results(sentence=NOTHING_SEARCHABLE)
    results = _ask(asked, person, max(page, 1))
    return results if results.hits or page <= 1 else _ask(asked, person, 1)


def _ask(asked: Asked, person: Person, page: int) -> Results:
    pages = Page.objects.visible_to(person)
    shown = pages.annotate(
        plain=F("edition__plain"), published_at=F("edition__published_at"), space_title=F("space__title")
    ).values("edition_id", "plain", "title", "path", "marking", "handling", "review_by", "published_at", "space_title")
    try:
        visible = as_sql(pages.values("edition_id"))
        question = Question(asked, visible, as_sql(shown), HITS_A_PAGE, (page - 1) * HITS_A_PAGE)
    except EmptyResultSet:
        return Results()
    sql, params = DIALECTS[connection.vendor].find(question)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        columns = [column[0] for column in cursor.description]
        rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    return Results(tuple(map(_hit, rows)), total=rows[0]["total"] if rows else 0, page=page)


def as_sql(queryset: QuerySet[Any, Any]) -> Sql:
    """A query as it is sent, to stand in another."""
    sql, params = queryset.query.sql_with_params()
    return sql, tuple(params)


def _hit(row: dict[str, Any]) -> Hit:
    moment = row["published_at"]  # SQLite keeps no time zone: Django stores moments there in UTC
    return Hit(
        title=row["title"],
        path=row["path"],
        space=row["space_title"],
        marking=row["marking"],
        published_at=moment.replace(tzinfo=moment.tzinfo or UTC),
        snippet=tuple(segments(row["snippet"])),
        handling=row["handling"],
        review_by=_day(row["review_by"]),
    )


def _day(stored: date | str | None) -> date | None:
    """A day as either database gives it: SQLite keeps days as text."""
    return date.fromisoformat(stored) if isinstance(stored, str) else stored


def segments(marked: str) -> list[Segment]:
    """A snippet with control characters around its matches, as pieces on one line without them."""
    pieces = []
    for nth, stretch in enumerate(_WHITE_SPACE.sub(" ", marked).strip().split(MATCH_STARTS)):
        match, _, rest = stretch.partition(MATCH_ENDS) if nth else ("", "", stretch)
        pieces += [Segment(match, True), Segment(rest.replace(MATCH_ENDS, ""), False)]
    return [piece for piece in pieces if piece.text]
