"""Hints on a text, wherever somebody is about to show it to others."""

from typing import Any

from django import template

from apps.pages import markup
from apps.pages.hints import hints
from apps.pages.models import Draft

register = template.Library()


@register.inclusion_tag("pages/_hints_folded.html")
def draft_hints(draft: Draft, at: str = "") -> dict[str, Any]:
    """What to look at again in a draft, folded away; nothing when there is nothing, or nobody can write in it now.

    `at` is the address where the text stands with its headings, if it is not this one.
    """
    return _found(draft.body, draft, at) if draft.is_writable else {}


@register.inclusion_tag("pages/_hints.html")
def text_hints(text: str, draft: Draft) -> dict[str, Any]:
    """What to look at again in a text of a draft that stands on the same screen, in full."""
    return _found(text, draft, "")


def _found(text: str, draft: Draft, at: str) -> dict[str, Any]:
    described = [file["name"] for file in draft.files if file["alt"]]
    try:
        groups = hints(text, described)
    except markup.Unrenderable:
        return {}
    return {"groups": groups, "at": at, "count": sum(group.count for group in groups)}
