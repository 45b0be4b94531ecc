"""Who decides on whose behalf, and who must not decide at all, for the pages of drafts and submissions and the desk."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.urls import reverse

from apps.clearance.models import Interest, Submission
from apps.clearance.queries.authority import represented_in
from apps.clearance.rules.standing_in import may_declare, may_declare_in_draft
from apps.core.clock import now
from apps.pages.models import Draft
from apps.pages.queries.pages import drafts_since_published
from apps.people.models import Person

register = template.Library()


@register.inclusion_tag("clearance/_interests.html", takes_context=True)
def submission_interests(context: template.Context, submission: Submission) -> dict[str, Any]:
    """Declared interests with their reasons, and the way to declare one."""
    declared = Interest.objects.filter(proposal=submission.proposal_id)
    if submission.draft:
        declared = Interest.objects.filter(draft__in=drafts_since_published(submission.draft))
    return {
        "declared": declared.select_related("person"),
        "may_declare": may_declare(context["user"], submission),
        "address": reverse("clearance:interest", args=[submission.pk]),
    }


@register.inclusion_tag("clearance/_interests.html", takes_context=True)
def draft_interests(context: template.Context, draft: Draft) -> dict[str, Any]:
    """The interests declared in a draft so far, and the way to declare one."""
    return {
        "declared": Interest.objects.filter(draft__in=drafts_since_published(draft)).select_related("person"),
        "may_declare": may_declare_in_draft(context["user"], draft),
        "address": reverse("clearance:draft-interest", args=[draft.pk]),
    }


@register.simple_tag(takes_context=True)
def with_whom_for(
    context: template.Context, submissions: Sequence[Submission]
) -> list[tuple[Submission, list[Person]]]:
    """Each submission with those on whose behalf the reader could decide on it; nobody where their own post does."""
    found = represented_in(context["user"], submissions, at=now())
    return [(one, found.get(one.pk, [])) for one in submissions]
