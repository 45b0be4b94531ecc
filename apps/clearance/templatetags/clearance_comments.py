"""Comments on a draft, for the pages of drafts and of submissions."""

from typing import Any

from django import template

from apps.clearance.models import Submission
from apps.clearance.queries.comments import Reading, discussion, reading_of
from apps.clearance.rules.comments import may_comment
from apps.core.clock import now
from apps.pages.choices import CommentKind
from apps.pages.models import Comment, Draft
from apps.people.models import Person

register = template.Library()

COLOURS = {CommentKind.CONDITION: "red", CommentKind.SUGGESTION: "yellow", CommentKind.NOTE: "blue"}
# More than so many are read on a page of their own, beside the text.
SHOWN = 20


@register.simple_tag
def comment_kind(comment: Comment) -> str:
    """The kind of the comment in one word."""
    return comment.get_kind_display().partition(":")[0]


@register.inclusion_tag("clearance/_tag.html")
def comment_tag(comment: Comment) -> dict[str, Any]:
    """The kind of the comment as a coloured tag."""
    return {"label": comment_kind(comment), "colour": COLOURS[CommentKind(comment.kind)]}


@register.inclusion_tag("clearance/_comments.html", takes_context=True)
def draft_comments(context: template.Context, draft: Draft) -> dict[str, Any]:
    """Every comment on the draft, as it reads now."""
    person: Person = context["user"]
    reading = reading_of(draft, person)
    return _listed(reading, person) if reading else {}


@register.inclusion_tag("clearance/_comments.html", takes_context=True)
def submission_comments(context: template.Context, submission: Submission) -> dict[str, Any]:
    """Every comment on what was submitted and on what went before, beside the text as it was submitted."""
    person: Person = context["user"]
    draft = submission.draft
    assert draft is not None
    seen = reading_of(draft, person)
    if seen is None:
        return {}
    reading = Reading(draft, submission, submission.version, seen.is_member, seen.until)
    return _listed(reading, person, up_to=submission.version)


@register.inclusion_tag("clearance/_open_conditions.html")
def open_conditions_warning(draft: Draft) -> dict[str, Any]:
    """A warning while conditions on the draft are not settled; nothing when none is open."""
    return {"draft": draft, "number": Comment.objects.filter(draft=draft).conditions().unsettled().count()}


def _listed(reading: Reading, person: Person, *, up_to: int | None = None) -> dict[str, Any]:
    placed = discussion(reading, person, up_to=up_to)
    # This page is marked as its own text is: what was said of a text marked higher is read on another.
    here = [one for one in placed if reading.wording.is_sensitive or not one.is_sensitive]
    unsettled = [one for one in here if not one.is_settled]
    settled = [one for one in here if one.is_settled]
    shown = unsettled[:SHOWN]
    return {
        "draft": reading.draft,
        "number": len(placed),
        "conditions": [one for one in placed if one.comment.kind == CommentKind.CONDITION and not one.is_settled],
        "standing": [one for one in shown if not one.is_orphan],
        "orphans": [one for one in shown if one.is_orphan],
        "settled": settled[:SHOWN],
        "settled_number": len(settled),
        "elsewhere": len(placed) - len(here),
        "more": len(unsettled) > SHOWN or len(settled) > SHOWN,
        "may_comment": may_comment(person, reading.draft, now()),
    }
