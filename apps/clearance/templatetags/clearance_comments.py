"""Comments on a draft, for the pages of drafts and of submissions."""

from collections.abc import Sequence
from typing import Any

from django import template

from apps.clearance.comment_rules import may_comment
from apps.clearance.models import Submission
from apps.clearance.queries.comments import Placed, Reading, discussion, reading_of
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
    return _listed(draft, discussion(reading, person) if reading else [], person)


@register.inclusion_tag("clearance/_comments.html", takes_context=True)
def submission_comments(context: template.Context, submission: Submission) -> dict[str, Any]:
    """Every comment on what was submitted and on what went before, beside the text as it was submitted."""
    person: Person = context["user"]
    draft = submission.draft
    assert draft is not None
    seen = reading_of(draft, person)
    if seen is None:
        return _listed(draft, [], person)
    reading = Reading(draft, submission, submission.version, seen.is_member, seen.until)
    return _listed(draft, discussion(reading, person, up_to=submission.version), person)


def _listed(draft: Draft, placed: Sequence[Placed], person: Person) -> dict[str, Any]:
    unsettled = [one for one in placed if not one.is_settled]
    settled = [one for one in placed if one.is_settled]
    shown = unsettled[:SHOWN]
    return {
        "draft": draft,
        "number": len(placed),
        "conditions": [one for one in unsettled if one.comment.kind == CommentKind.CONDITION],
        "standing": [one for one in shown if not one.is_orphan],
        "orphans": [one for one in shown if one.is_orphan],
        "settled": settled[:SHOWN],
        "settled_number": len(settled),
        "more": len(unsettled) > SHOWN or len(settled) > SHOWN,
        "may_comment": may_comment(person, draft, now()),
    }
