"""Pages that messages name: which one somebody means who typed a title or an address, and which a reader may read."""

from __future__ import annotations

import re
from collections.abc import Collection

from django.conf import settings
from django.urls import reverse

from apps.core.rules import Refused
from apps.pages import markup
from apps.pages.choices import Standing
from apps.pages.models import Page, Redirect
from apps.people.models import Person
from apps.rooms.queries.called import TOO_MANY
from apps.rooms.wording import MOST_NAMED, page_typed


def pages_by_id(ids: Collection[int], person: Person) -> dict[int, Page]:
    """Those of the pages that this person may read, by id."""
    if not ids:
        return {}
    return {page.pk: page for page in Page.objects.visible_to(person).filter(pk__in=ids).only("pk", "title", "path")}


def with_pages(text: str, person: Person, space_id: int | None) -> str:
    """The text with each page that this person may read, and typed by title or address, as `[[page:12]]`.

    Of several pages with one title that of the space comes first, then one that still stands. Raises Refused where
    very many are named.
    """
    pattern = page_typed(settings.PUBLIC_ADDRESS, reverse("wiki:root"))
    founds: list[re.Match[str]] = []

    def look(stretch: str) -> str:
        founds.extend(pattern.finditer(stretch))
        return stretch

    markup.outside_code(text, look)
    if not founds:
        return text
    keys = {markup.key(found["title"]) for found in founds if found["title"]}
    paths = {_path(found) for found in founds} - {""}
    if len(keys) + len(paths) > MOST_NAMED:
        raise Refused(TOO_MANY)
    by_title, by_path = _titled(keys, person, space_id), _at_addresses(paths, person)

    def stored(found: re.Match[str]) -> str:
        pk = by_title.get(markup.key(found["title"])) if found["title"] else by_path.get(_path(found))
        shown = found["shown"] or found["text"]
        return found[0] if pk is None else f"[[page:{pk}|{shown}]]" if shown else f"[[page:{pk}]]"

    return markup.outside_code(text, lambda stretch: pattern.sub(stored, stretch))


def _titled(keys: Collection[str], person: Person, space_id: int | None) -> dict[str, int]:
    if not keys:
        return {}
    rows = Page.objects.visible_to(person).filter(key__in=keys).values_list("key", "space_id", "standing", "path", "pk")
    found: dict[str, int] = {}
    for title, _, _, _, pk in sorted(rows, key=lambda row: (row[1] != space_id, row[2] != Standing.PUBLISHED, row[3])):
        found.setdefault(title, pk)
    return found


def _at_addresses(paths: Collection[str], person: Person) -> dict[str, int]:
    if not paths:
        return {}
    seen = Page.objects.visible_to(person)
    moved = Redirect.objects.filter(path__in=paths, page__in=seen).values_list("path", "page_id")
    return dict(moved) | dict(seen.filter(path__in=paths).values_list("path", "pk"))


def _path(found: re.Match[str]) -> str:
    return (found["to"] or found["path"] or "").strip("/")
