"""What is proposed besides text, for whoever looks at its submission."""

from typing import Any

from django import template

from apps.clearance.choices import Act
from apps.clearance.models import Submission
from apps.clearance.queries.proposals import PAGES_SHOWN, pages_below
from apps.pages.models import Page

register = template.Library()


@register.inclusion_tag("clearance/_proposal.html", takes_context=True)
def page_proposal(context: template.Context, submission: Submission) -> dict[str, Any]:
    """What would happen to which page, as far as the person looking may see it. Nothing for a draft or a route."""
    proposal = submission.proposal
    if proposal is None or proposal.page_id is None:
        return {}
    person = context["request"].user
    seen = Page.objects.known_to(person).select_related("audience_unit")
    found = seen.in_bulk({proposal.page_id, proposal.target_id or proposal.page_id})
    page, other = found.get(proposal.page_id), found.get(proposal.target_id or 0)
    moves = submission.is_open and proposal.act == Act.MOVE
    below = pages_below(page, person) if moves and page else []
    return {
        "submission": submission,
        "act": proposal.act,
        "page": page,
        "other": other,
        "path": f"{other.path}/{proposal.slug or page.slug}" if moves and page and other else "",
        "below": below[:PAGES_SHOWN],
        "has_more_below": len(below) > PAGES_SHOWN,
        "is_open": submission.is_open,
    }
