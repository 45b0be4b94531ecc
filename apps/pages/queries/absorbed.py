"""Reads about pages that are merged into others."""

from collections.abc import Collection, Mapping

from apps.notices.subjects import Subject
from apps.pages.models import Draft
from apps.people.models import Person, Unit


def widest_within(unit: Unit, audience: int, within: Unit) -> int | None:
    """The widest audience, no wider than `audience`, that text of `unit` can have without leaving `within`.

    None where even the narrowest one has people outside.
    """
    for breadth in sorted(unit.breadths(), reverse=True):
        if breadth <= audience and unit.spanning(breadth).path.startswith(within.path):
            return breadth
    return None


def draft_subjects(person: Person, ids: Collection[str]) -> Mapping[str, Subject]:
    """What notices may tell this person of these drafts."""
    drafts = Draft.objects.visible_to(person).filter(pk__in=ids).defer("body")
    return {
        str(one.pk): Subject(
            one.title, one.get_absolute_url(), one.marking, is_over=not one.is_open, handling=one.handling
        )
        for one in drafts
    }
