"""The pages a writer may link to, and what to write in the text for each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from apps.pages import markup
from apps.pages.markup.wikilinks import MAX_TITLE
from apps.pages.models import Draft, Page
from apps.pages.queries.finding import pages_called
from apps.pages.queries.pages import linked_by
from apps.people.models import Person

_MOST_WORDS = 8
_NOT_IN_A_LINK = re.compile(r"[\[\]|\n]")
_MARKS = re.compile(r"([\\\[\]*_`<>|])")


@dataclass(frozen=True, slots=True)
class Linkable:
    """A page and the Markdown that links to it."""

    page: Page
    markdown: str


def pages_to_link(said: str, draft: Draft, person: Person) -> QuerySet[Page]:
    """The pages this person may read whose titles have all the words, those of the draft's own space first.

    Of these come first those whose titles begin so. An address finds its page. Without words, all of them come.
    """
    pages = Page.objects.visible_to(person).listed().exclude(pk=draft.page_id or 0).select_related("space")
    key = markup.key(said)
    if "/" in said and (addressed := pages_called(said, person)):
        return pages.filter(pk__in=[page.pk for page in addressed])
    for word in key.split()[:_MOST_WORDS]:
        pages = pages.filter(key__contains=word)
    near = _first_if(Q(space=draft.space_id))
    begins = _first_if(Q(key__startswith=key)) if key else Value(0)
    return pages.alias(near=near, begins=begins).order_by("near", "begins", "title", "pk")


def linkables(pages: Sequence[Page], draft: Draft, person: Person) -> list[Linkable]:
    """What to write for each of the pages: its title in brackets where that leads to it, else its address too."""
    led_to = linked_by((page.key for page in pages), draft.space, person)
    return [Linkable(page, _markdown(page, leads_here=led_to[page.key].path == page.path)) for page in pages]


def _first_if(condition: Q) -> Case:
    return Case(When(condition, then=0), default=1, output_field=IntegerField())


def _markdown(page: Page, *, leads_here: bool) -> str:
    if leads_here and len(page.title) <= MAX_TITLE and not _NOT_IN_A_LINK.search(page.title):
        return f"[[{page.title}]]"
    title = _MARKS.sub(r"\\\1", page.title)
    return f"[{title}]({page.get_absolute_url()})"
