"""How what is submitted is marked, and whether that is lower than what readers see now."""

from typing import Any

from django import template

from apps.clearance.models import Submission

register = template.Library()


@register.inclusion_tag("clearance/_marking.html")
def marking_of(submission: Submission) -> dict[str, Any]:
    """The marking with why, who answers for it and until when; a warning when clearing this would lower it."""
    return {"submission": submission, "lowers": submission.lowers_marking()}
