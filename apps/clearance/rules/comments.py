"""Who may comment on a draft, and who may say that a comment is settled."""

from datetime import datetime

from apps.clearance.choices import SubmissionState
from apps.clearance.models import Submission
from apps.clearance.queries.comments import waiting_submission
from apps.clearance.rules.submissions import may_decide
from apps.core.rules import Grounds, Rule
from apps.pages.choices import CommentKind
from apps.pages.models import Comment, Draft
from apps.pages.queries.taking_part import sees_draft
from apps.people.models import Person


@Rule
def may_comment(person: Person, draft: Draft, at: datetime) -> Grounds:
    """Members of the space on any open draft; on what waits for clearance, everybody who sees it as well."""
    waits = Submission.objects.filter(draft=draft, state=SubmissionState.OPEN)
    yield draft.is_open or waits.exists(), "This draft is closed, so nothing more can be said about it."
    yield (
        _writes_in(person, draft, at) or waits.visible_to(person).exists(),
        f"Only people posted in {draft.space.unit}, and those asked to clear it while it waits for them, can comment.",
    )


@Rule
def may_raise(person: Person, draft: Draft, kind: str, at: datetime) -> Grounds:
    speaking = may_comment(person, draft, at)
    yield speaking.allowed, speaking.reason
    yield (
        kind != CommentKind.CONDITION or draft.is_writable or waiting_submission(draft) is not None,
        "This has been cleared already, so a condition would not stop it. Make it a suggestion or a note.",
    )


@Rule
def may_settle(person: Person, comment: Comment, at: datetime) -> Grounds:
    """A condition is settled by whoever raised it or may decide now, never by an author who did not raise it."""
    speaking = may_comment(person, comment.draft, at)
    yield speaking.allowed, speaking.reason
    yield comment.resolved_at is None, "This comment has been settled already."
    is_theirs = comment.by_id == person.pk
    if comment.kind == CommentKind.CONDITION:
        waiting = waiting_submission(comment.draft)
        decides = waiting is not None and may_decide(person, waiting, at).allowed
        yield (
            is_theirs or decides,
            f"Only {comment.by}, who raised this condition, or somebody who may clear the draft now can settle it.",
        )
    yield (
        is_theirs or comment.kind == CommentKind.CONDITION or _writes_in(person, comment.draft, at),
        f"Only {comment.by}, who made this comment, and people posted in {comment.draft.space.unit} can settle it.",
    )


@Rule
def may_reopen(person: Person, comment: Comment, at: datetime) -> Grounds:
    speaking = may_comment(person, comment.draft, at)
    yield speaking.allowed, speaking.reason
    yield comment.resolved_at is not None, "This comment is open already."


def _writes_in(person: Person, draft: Draft, at: datetime) -> bool:
    return draft.space.has_member(person, at=at) or sees_draft(person, draft)
