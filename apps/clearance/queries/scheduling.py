"""Reads of what is cleared and waits for its time."""

from django.db.models import QuerySet

from apps.clearance.choices import Act, SubmissionState
from apps.clearance.models import Submission
from apps.pages.choices import DraftState
from apps.pages.models import Space


def waiting_for_their_time() -> QuerySet[Submission]:
    """Cleared submissions that are not published yet, those that come first before the others."""
    cleared = Submission.objects.filter(state=SubmissionState.CLEARED, act=Act.PUBLISH)
    waiting = cleared.filter(draft__state=DraftState.SCHEDULED)
    return waiting.defer("body").order_by("draft__publish_at", "pk")


def scheduled_in(space: Space) -> QuerySet[Submission]:
    """What will be published in a space, in the order in which it will be."""
    return waiting_for_their_time().filter(space=space).select_related("draft").defer("body", "draft__body")
