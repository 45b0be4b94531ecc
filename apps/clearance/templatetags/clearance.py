"""Where a draft or a submission stands, for templates of every floor."""

from datetime import datetime
from typing import Any

from django import template

from apps.clearance.choices import Act, EmergencyState, SubmissionState
from apps.clearance.models import Submission
from apps.clearance.queries.submissions import decisions_on
from apps.pages.choices import DraftState
from apps.pages.models import Draft

register = template.Library()

DRAFT_COLOURS = {
    DraftState.DRAFT: "grey",
    DraftState.IN_REVIEW: "blue",
    DraftState.CHANGES_NEEDED: "yellow",
    DraftState.CLEARED: "green",
    DraftState.SCHEDULED: "purple",
    DraftState.PUBLISHED: "green",
    DraftState.DISCARDED: "grey",
}
SUBMISSION_COLOURS = {
    SubmissionState.OPEN: "blue",
    SubmissionState.CLEARED: "green",
    SubmissionState.RETURNED: "yellow",
    SubmissionState.TAKEN_BACK: "grey",
    SubmissionState.VOID: "red",
}


@register.filter
def moment(written: str) -> datetime:
    """The moment that an event tells in ISO 8601, which its digest covers as it is."""
    return datetime.fromisoformat(written)


@register.inclusion_tag("clearance/_tag.html")
def state_tag(draft: Draft) -> dict[str, Any]:
    """The draft's state as a coloured tag, and whether it is an urgent one."""
    colour = DRAFT_COLOURS[DraftState(draft.state)]
    return {"label": draft.get_state_display(), "colour": colour, "is_urgent": draft.is_urgent}


@register.inclusion_tag("clearance/_tag.html")
def submission_tag(submission: Submission) -> dict[str, Any]:
    """The submission's state as a coloured tag; that of a review says what readers see already waits for."""
    under_review = submission.act == Act.EMERGENCY and submission.is_open
    label = EmergencyState.UNREVIEWED.label if under_review else submission.get_state_display()
    return {"label": label, "colour": SUBMISSION_COLOURS[SubmissionState(submission.state)]}


@register.inclusion_tag("clearance/_latest.html")
def latest_submission(draft: Draft) -> dict[str, Any]:
    """The draft's latest submission and what was decided on it, if there is one."""
    latest = draft.submissions.select_related("submitted_by").defer("body").order_by("-pk").first()
    return {"submission": latest, "decisions": decisions_on(latest) if latest else []}
