"""The history of a draft, and that it was discarded, wherever the draft is shown."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.text import get_text_list

from apps.core.clock import now
from apps.pages.choices import DraftState
from apps.pages.going_back import may_reopen, until_when
from apps.pages.models import Draft
from apps.pages.queries.versions import named_versions, sittings, told
from apps.people.models import Person

register = template.Library()

SHOWN = 3
NAMED_SHOWN = 5


@register.filter
def by_name(people: Sequence[Person]) -> str:
    """Their names as one says them: ‘Amina, Ben and Nia’."""
    return get_text_list([str(person) for person in people], "and")


@register.inclusion_tag("pages/_latest_versions.html")
def latest_versions(draft: Draft) -> dict[str, Any]:
    """When it was last written in and by whom, which versions have a name, and the way to its history."""
    named = list(named_versions(draft)[: NAMED_SHOWN + 1])
    return {
        "draft": draft,
        "sittings": told(draft, [one for one in sittings(draft)[:SHOWN] if one != [0]]),
        "named": named[:NAMED_SHOWN],
        "has_more_named": len(named) > NAMED_SHOWN,
    }


@register.inclusion_tag("pages/_discarded.html", takes_context=True)
def discarded_draft(context: template.Context, draft: Draft) -> dict[str, Any]:
    """That a draft was discarded, by whom, and the way to take it up again; nothing of any other draft."""
    if draft.state != DraftState.DISCARDED:
        return {"draft": None}
    verdict = may_reopen(context["request"].user, draft, now())
    return {"draft": draft, "verdict": verdict, "until": until_when(draft), "csrf_token": context.get("csrf_token")}
