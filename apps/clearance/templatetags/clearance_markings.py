"""Whether what is submitted is marked lower than what readers see now."""

from typing import Any

from django import template

from apps.clearance.models import Submission

register = template.Library()


@register.inclusion_tag("clearance/_marking.html")
def lowered_marking(submission: Submission) -> dict[str, Any]:
    """A warning when clearing this would lower the marking."""
    return {"lowers": submission.lowers_marking()}
