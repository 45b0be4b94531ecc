"""What follows when a submission is cleared, and when it is not: a table of what each act comes to."""

from collections.abc import Callable, Mapping
from datetime import datetime

from apps.clearance.actions.aftermath import note_overtaken, note_refused, note_reviewed
from apps.clearance.actions.proposals import do_as_proposed
from apps.clearance.choices import Act, SubmissionState
from apps.clearance.models import Submission
from apps.clearance.queries.submissions import authors_of, clearances_of, cleared_by_standing
from apps.notices.actions import tell
from apps.notices.choices import NoticeKind
from apps.pages.actions.crediting import credit_writers, debit_undone
from apps.pages.actions.drafts import move
from apps.pages.actions.publishing import publish
from apps.pages.choices import DraftState
from apps.people.models import Person
from apps.records.actions import System

Following = Callable[[Submission, Person | System, datetime], None]


def carry_out(submission: Submission, *, by: Person | System, at: datetime) -> None:
    """This will do what was cleared. Part of the last clearance, in its transaction."""
    CARRIED_OUT[Act(submission.act)](submission, by, at)


def give_up(submission: Submission, *, by: Person | System, at: datetime) -> None:
    """This will undo what waiting for a clearance meant. Part of returning, taking back or making void."""
    GIVEN_UP[Act(submission.act)](submission, by, at)


def publish_now(submission: Submission, by: Person | System, at: datetime) -> None:
    """This will publish a cleared draft, on the word of the last person who cleared it."""
    draft = submission.draft
    assert draft is not None
    clearances, last = clearances_of(submission)
    assert last is not None
    edition = publish(draft, digest=submission.bound_to, clearances=clearances, by=last, at=at, acting=by)
    if draft.base is not None and draft.base.awaits_review:
        note_overtaken(edition.page, by=by, at=at)
    if steward := cleared_by_standing(submission):
        credit_writers(edition, by=steward, at=at)
        debit_undone(edition, by=steward, at=at)
    tell(authors_of(submission), NoticeKind.PUBLISHED, about=submission, at=at)


def _publish(submission: Submission, by: Person | System, at: datetime) -> None:
    draft = submission.draft
    assert draft is not None
    move(draft, DraftState.CLEARED)
    if submission.publish_at is None or submission.publish_at <= at:
        publish_now(submission, by, at)
        return
    draft.publish_at = submission.publish_at
    move(draft, DraftState.SCHEDULED, "publish_at")
    tell(authors_of(submission), NoticeKind.SCHEDULED, about=submission, at=at)


def _let_write(submission: Submission, by: Person | System, at: datetime) -> None:  # noqa: ARG001 - a Following
    draft = submission.draft
    assert draft is not None
    was_returned = submission.state == SubmissionState.RETURNED
    draft.publish_at = None
    move(draft, DraftState.CHANGES_NEEDED if was_returned else DraftState.DRAFT, "publish_at")


def _leave(submission: Submission, by: Person | System, at: datetime) -> None:
    """Nothing waits on a proposal."""


CARRIED_OUT: Mapping[Act, Following] = {
    Act.PUBLISH: _publish,
    Act.EMERGENCY: note_reviewed,
    Act.WITHDRAW: do_as_proposed,
    Act.REPLACE: do_as_proposed,
    Act.REMOVE: do_as_proposed,
    Act.MOVE: do_as_proposed,
    Act.ROUTE: do_as_proposed,
}
GIVEN_UP: Mapping[Act, Following] = dict.fromkeys(Act, _leave) | {
    Act.PUBLISH: _let_write,
    Act.EMERGENCY: note_refused,
}
