"""Publishing cleared text at the time that was set, putting that off, and calling it off."""

from datetime import datetime

from django.db import transaction

from apps.clearance.actions.closing import close
from apps.clearance.actions.deciding import lock, make_void, settle_around, why_void
from apps.clearance.actions.finishing import give_up, publish_now
from apps.clearance.choices import SubmissionState, WhyVoid
from apps.clearance.models import Submission
from apps.clearance.queries.scheduling import waiting_for_their_time
from apps.clearance.queries.submissions import authors_of
from apps.clearance.rules.timing import may_call_off, may_postpone
from apps.core.one_by_one import one_by_one
from apps.core.rules import Refused, StateChanged
from apps.notices.actions import tell
from apps.notices.choices import NoticeKind
from apps.pages.choices import DraftState
from apps.pages.models import Draft
from apps.pages.rules import may_be_for
from apps.people.models import Person
from apps.records.actions import SYSTEM, record


def publish_what_is_due(at: datetime) -> int:
    """This will publish every scheduled draft whose time has come, each for itself, and count them.

    One that can no longer be published goes back to its authors, its clearance void, so that it is not tried again.
    """
    return one_by_one(_due(at), lambda submission: _publish(submission, at=at))


@transaction.atomic
def postpone(submission: Submission, *, to: datetime, because: str, by: Person, at: datetime) -> Submission:
    """This will have cleared text published later than was set. Raises Refused with the rule's reason."""
    submission = lock(submission)
    may_postpone.require(by, submission, to, at)
    draft, was = submission.draft, submission.publish_at
    assert draft is not None
    assert was is not None
    submission.publish_at = draft.publish_at = to
    submission.save(update_fields=["publish_at"])
    draft.save(update_fields=["publish_at"])
    facts = {"submission": submission.pk, "was": was.isoformat(), "to": to.isoformat()}
    record("clearance.postponed", about=draft, by=by, at=at, because=because, details=facts)
    tell(authors_of(submission).exclude(pk=by.pk), NoticeKind.POSTPONED, about=submission, at=at)
    return submission


@transaction.atomic
def call_off(submission: Submission, *, because: str, by: Person, at: datetime) -> Submission:
    """This will keep cleared text back and let its authors write again. Raises Refused with the rule's reason."""
    submission = lock(submission)
    may_call_off.require(by, submission, at)
    close(submission, SubmissionState.VOID, by=by, at=at, outcome=f"{WhyVoid.CALLED_OFF.label}\n{because}")
    give_up(submission, by=by, at=at)
    facts = {"submission": submission.pk, "digest": submission.bound_to}
    assert submission.draft is not None
    record("clearance.called_off", about=submission.draft, by=by, at=at, because=because, details=facts)
    tell(authors_of(submission).exclude(pk=by.pk), NoticeKind.CALLED_OFF, about=submission, at=at)
    return submission


def _due(at: datetime) -> list[Submission]:
    """Cleared submissions of drafts whose time has come, the longest waiting first."""
    return list(waiting_for_their_time().filter(draft__publish_at__lte=at))


def _publish(submission: Submission, *, at: datetime) -> int:
    submission = lock(submission)
    draft = submission.draft
    assert draft is not None
    if draft.state != DraftState.SCHEDULED or draft.publish_at is None or draft.publish_at > at:
        raise StateChanged("Somebody else published it, put it off or called it off.")
    why = why_void(submission) or _why_not_for(draft)
    if why is None:
        try:
            with transaction.atomic():
                publish_now(submission, SYSTEM, at)
        except Refused:
            why = WhyVoid.ADDRESS
    if why is not None:
        make_void(submission, because=why, by=SYSTEM, at=at)
        return 0
    settle_around(submission, by=SYSTEM, at=at)
    return 1


def _why_not_for(draft: Draft) -> WhyVoid | None:
    """The units may have been changed since it was cleared, so that there is no such audience any more."""
    can_be = may_be_for(draft.space.unit, draft.audience, marking=draft.marking)
    return None if can_be else WhyVoid.AUDIENCE
