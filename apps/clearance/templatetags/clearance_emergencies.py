"""Emergencies and what waits for its time, on the pages of drafts, submissions, spaces and the desk."""

from typing import Any

from django import template

from apps.clearance.choices import Act, EmergencyState
from apps.clearance.models import Submission
from apps.clearance.queries.emergencies import emergencies_concerning, emergency_of, roles_held
from apps.clearance.rules.emergencies import FROM_STATES, may_name_another, may_start_urgent
from apps.clearance.rules.timing import may_call_off
from apps.core.clock import now
from apps.pages.models import Draft, Edition, Page
from apps.people.requests import person_of

register = template.Library()
MOST = 10


@register.inclusion_tag("clearance/_emergency_banner.html")
def emergency_banner(edition: Edition) -> dict[str, Any]:
    """What readers of an edition that awaits its review are told: the same to every one of them."""
    return {"emergency": emergency_of(edition)}


@register.inclusion_tag("clearance/_emergency_review.html", takes_context=True)
def emergency_review(context: template.Context, submission: Submission) -> dict[str, Any]:
    """How what is under review came to be published, and a link for whoever may name another second pair of eyes."""
    emergency = getattr(submission, "emergency", None) if submission.act == Act.EMERGENCY else None
    if emergency is None:
        return {}
    waits = emergency.state == EmergencyState.UNREVIEWED
    person = person_of(context["request"])
    may_name = waits and bool(may_name_another(person, emergency, now()))
    return {"emergency": emergency, "waits": waits, "submission": submission, "may_name": may_name}


@register.inclusion_tag("clearance/_emergency_link.html", takes_context=True)
def emergency_link(context: template.Context, draft: Draft) -> dict[str, Any]:
    """The way to publishing a draft in an emergency, for whoever holds a role that may."""
    person = person_of(context["request"])
    can_be = draft.state in FROM_STATES
    return {"draft": draft, "roles": roles_held(person, draft.space, at=now()) if can_be else []}


@register.inclusion_tag("clearance/_urgent_draft.html", takes_context=True)
def urgent_draft(context: template.Context, page: Page) -> dict[str, Any]:
    """The urgent draft of a page, or the way to starting one, for whoever holds a role that may publish it."""
    person = person_of(context["request"])
    found = Draft.objects.visible_to(person).open().filter(page=page, is_urgent=True).select_related("saved_by")
    may_start = may_start_urgent(person, page, now())
    return {"page": page, "draft": found.first(), "may_start": may_start}


@register.inclusion_tag("clearance/_open_emergencies.html", takes_context=True)
def open_emergencies(context: template.Context) -> dict[str, Any]:
    """What readers see unreviewed in this person's spaces, or waits for them to review."""
    waiting = emergencies_concerning(person_of(context["request"]))
    return {"emergencies": waiting[:MOST]}


@register.inclusion_tag("clearance/_embargo.html", takes_context=True)
def embargo(context: template.Context, submission: Submission) -> dict[str, Any]:
    """Until when a submission is embargoed, and what may still be done about it."""
    if submission.draft is None or submission.publish_at is None:
        return {}
    if not submission.is_open and not submission.waits_for_its_time:
        return {}
    verdict = may_call_off(person_of(context["request"]), submission, now())
    return {"submission": submission, "may_change": bool(verdict)}
