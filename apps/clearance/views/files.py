"""Files of what was submitted, for whoever may see that."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from apps.clearance.models import Submission
from apps.pages.views.handing_out import hand_out
from apps.people.requests import person_of


@require_safe
def of_submission(request: HttpRequest, submission_id: int, name: str) -> HttpResponseBase:
    """As it was frozen, whatever became of the draft since."""
    seen = Submission.objects.visible_to(person_of(request)).only("files")
    return hand_out(request, get_object_or_404(seen, pk=submission_id).files, name)
