"""What went before a submission, for its page: what changed since somebody cleared it, and what no longer stands."""

from typing import Any

from django import template

from apps.clearance.models import Submission
from apps.clearance.queries.rounds import Since, decisions_undone, since_cleared
from apps.people.models import Person

register = template.Library()

# Nobody reads further back, and each earlier round has its own page.
SHOWN = 50


@register.simple_tag(takes_context=True)
def changed_since_cleared(context: template.Context, submission: Submission) -> Since | None:
    """What changed since the reader cleared it; nothing where they never did."""
    person: Person = context["user"]
    return since_cleared(person, submission)


@register.inclusion_tag("clearance/_undone.html")
def what_no_longer_stands(submission: Submission) -> dict[str, Any]:
    """What was cleared before and why it does not count any more."""
    return {"submission": submission, "undone": decisions_undone(submission)[:SHOWN]}
