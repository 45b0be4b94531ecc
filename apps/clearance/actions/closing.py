"""Closing a submission, whatever it came to."""

from datetime import datetime

from apps.clearance.choices import SUBMISSION_MOVES, SubmissionState
from apps.clearance.models import Submission
from apps.core.rules import StateChanged
from apps.people.models import Person
from apps.records.actions import System

TOO_LATE = "Somebody decided on this a moment before you."


def close(submission: Submission, to: SubmissionState, *, by: Person | System, at: datetime, outcome: str = "") -> None:
    """This will close a locked submission. Part of the act that does so, in its transaction.

    Raises StateChanged when the table of moves has no such move, or somebody else closed it meanwhile.
    """
    if to not in SUBMISSION_MOVES[SubmissionState(submission.state)]:
        raise StateChanged(TOO_LATE)
    person = by if isinstance(by, Person) else None
    was = Submission.objects.filter(pk=submission.pk, state=submission.state)
    if not was.update(state=to, closed_by=person, closed_at=at, outcome=outcome):
        raise StateChanged(TOO_LATE)
    submission.state, submission.closed_by, submission.closed_at, submission.outcome = to, person, at, outcome
