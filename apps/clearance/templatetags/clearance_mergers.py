"""That a draft takes the place of another page, on the pages of drafts and of submissions."""

from typing import Any

from django import template

from apps.clearance.models import Submission
from apps.pages.models import Draft, Page
from apps.people.models import Person

register = template.Library()


@register.inclusion_tag("clearance/_merger.html", takes_context=True)
def merger_of_draft(context: template.Context, draft: Draft) -> dict[str, Any]:
    """Which page it takes the place of, and the way to let that one stay; nothing where there is none."""
    if draft.absorbs is None:
        return {}
    return _told(context, draft.absorbs) | {"draft": draft, "may_write": context.get("may_write")}


@register.inclusion_tag("clearance/_merger.html", takes_context=True)
def merger_of_submission(context: template.Context, submission: Submission) -> dict[str, Any]:
    """Which page, and which edition of it, the clearance is bound to besides the text."""
    if submission.absorbs is None:
        return {}
    return _told(context, submission.absorbs.page) | {"submission": submission, "edition": submission.absorbs}


def _told(context: template.Context, other: Page) -> dict[str, Any]:
    person: Person = context["user"]
    return {"other": other, "is_readable": other.audience_unit_id in person.reach}
