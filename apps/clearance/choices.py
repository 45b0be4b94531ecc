"""The words for a route's steps and for what becomes of a submission."""

from collections.abc import Mapping

from django.db.models import TextChoices

from apps.people.choices import Breadth


class SubmissionState(TextChoices):
    OPEN = "OPEN", "Waiting for clearance"
    CLEARED = "CLEARED", "Cleared"
    RETURNED = "RETURNED", "Changes needed"
    TAKEN_BACK = "TAKEN_BACK", "Taken back by its authors"
    VOID = "VOID", "Void"


S = SubmissionState
SUBMISSION_MOVES: Mapping[SubmissionState, frozenset[SubmissionState]] = {
    S.OPEN: frozenset({S.CLEARED, S.RETURNED, S.TAKEN_BACK, S.VOID}),
    S.CLEARED: frozenset(),
    S.RETURNED: frozenset(),
    S.TAKEN_BACK: frozenset(),
    S.VOID: frozenset(),
}


class Role(TextChoices):
    """The one part a person may play in a submission."""

    AUTHOR = "AUTHOR", "Wrote or submitted it"
    CLEARED = "CLEARED", "Cleared"
    RETURNED = "RETURNED", "Asked for changes"


SCOPE_WORDS: Mapping[int, str] = {
    Breadth.TEAM: "the author’s team",
    Breadth.DIRECTORATE: "the author’s directorate",
    Breadth.DEPARTMENT: "the author’s department",
    Breadth.GOVERNMENT: "government",
}
SCOPE_CHOICES = tuple(SCOPE_WORDS.items())
