"""Publishing in an emergency, and the review that must follow."""

from datetime import datetime

from apps.clearance.models import Submission
from apps.people.models import Person
from apps.records.actions import System


def note_reviewed(submission: Submission, by: Person | System, at: datetime) -> None:
    """This will note that the second pair of eyes has cleared what was published in an emergency."""
    raise NotImplementedError


def note_refused(submission: Submission, by: Person | System, at: datetime) -> None:
    """This will put back the last cleared text after the second pair of eyes refused the one that was published."""
    raise NotImplementedError
