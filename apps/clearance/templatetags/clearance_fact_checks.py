"""What was said in fact checks, for the pages of drafts and submissions."""

from typing import Any

from django import template

from apps.clearance.models import FactRemark, Submission
from apps.clearance.queries.fact_checks import remarks_on
from apps.clearance.rules.fact_checks import may_be_checked
from apps.core.clock import now
from apps.pages.models import Draft

register = template.Library()


@register.inclusion_tag("clearance/_fact_checks.html", takes_context=True)
def draft_fact_checks(context: template.Context, draft: Draft) -> dict[str, Any]:
    """How many outsiders were asked about a draft and what came of it, with the way to the rest."""
    return {
        "draft": draft,
        "checks": list(draft.fact_checks.values_list("pk")),
        "remarks": FactRemark.objects.filter(fact_check__draft=draft).count(),
        "may_check": may_be_checked(context["user"], draft, now()),
    }


@register.inclusion_tag("clearance/_fact_checks.html")
def submission_fact_checks(submission: Submission) -> dict[str, Any]:
    """What outsiders said of the very text that is being cleared."""
    return {"remarks": remarks_on(submission)}
