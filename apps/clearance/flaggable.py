"""How moderation reaches comments on drafts, and takes words out of what was submitted."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import QuerySet

from apps.clearance.models import FactCheck, FactRemark, Part, Submission
from apps.clearance.queries.comments import address, comments_seen_by
from apps.core.rules import Refused
from apps.moderation.choices import Measure
from apps.moderation.subjects import Flaggable, Thing
from apps.pages.actions.hiding import BY_GRADE
from apps.pages.actions.redacting import QUOTED, take_out
from apps.pages.models import Comment, Draft, Reply
from apps.pages.queries.flagged import OF_POLICY
from apps.people.models import Person
from apps.records.actions import System


def seen_by(person: Person, ids: Collection[str]) -> Mapping[str, Thing]:
    """Those of the comments that this person reads."""
    return _things(comments_seen_by(person).filter(pk__in=ids))


def found(ids: Collection[str]) -> Mapping[str, Thing]:
    """Those of the comments that there are, hidden ones among them."""
    return _things(Comment.objects.filter(pk__in=ids))


def _things(comments: QuerySet[Comment]) -> Mapping[str, Thing]:
    """Comments as their stewards see them: those on a draft that is not for all are for the unit that keeps it."""
    found = list(comments.select_related("by", "draft__space__community", "draft__space__unit").defer("draft__body"))
    for_all = set(Draft.objects.for_everybody().filter(comments__in=found).values_list("pk", flat=True))
    return {
        str(one.pk): Thing(
            title=one.body[:60],
            url=address(one),
            text=one.body,
            author=one.by,
            community=one.draft.space.community,
            measures=None if one.draft.space.is_practice else OF_POLICY,
            readers=None if one.draft_id in for_all else one.draft.space.unit,
            marking=one.draft.marking,
            handling=one.draft.handling,
        )
        for one in found
    }


def hide(comment_id: str, at: datetime) -> None:
    """This will hide a comment and its replies. Raises Refused in a policy space."""
    _of_practice(comment_id).update(hidden_at=at)


def show(comment_id: str, at: datetime) -> None:  # noqa: ARG001 - as moderation calls it
    """This will show a hidden comment again. Raises Refused in a policy space."""
    _of_practice(comment_id).update(hidden_at=None)


def redact(comment_id: str, words: str, by: Person | System, at: datetime) -> int:  # noqa: ARG001 - as moderation calls it
    """This will take words out of a comment and its replies. Raises Refused in a policy space."""
    comment = _of_practice(comment_id)
    return take_out(comment, QUOTED, words) + take_out(Reply.objects.filter(comment__in=comment), ("body",), words)


def _of_practice(comment_id: str) -> QuerySet[Comment]:
    comment = Comment.objects.select_for_update(of=("self",)).select_related("draft__space").get(pk=comment_id)
    if not comment.draft.space.is_practice:
        raise Refused(BY_GRADE)
    return Comment.objects.filter(pk=comment.pk)


def take_out_of_what_was_submitted(drafts: QuerySet[Draft], words: str) -> int:
    """This will take words out of every copy of these drafts that went up a route or outside. Counts the copies."""
    sent = Submission.objects.filter(draft__in=drafts)
    checks = FactCheck.objects.filter(draft__in=drafts)
    return (
        take_out(sent, ("title", "body", "change_note", "outcome"), words)
        + take_out(Part.objects.filter(submission__draft__in=drafts), ("comment",), words)
        + take_out(checks, ("title", "body", "question"), words)
        + take_out(FactRemark.objects.filter(fact_check__draft__in=drafts), ("quote", "body"), words)
    )


COMMENT = Flaggable(
    name="comment on a draft",
    measures=frozenset(Measure) - {Measure.RESTRICT},
    seen_by=seen_by,
    found=found,
    hide=hide,
    show=show,
    redact=redact,
)
