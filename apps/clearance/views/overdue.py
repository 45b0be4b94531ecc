"""What seniors see of a step that nobody below them has answered in time."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from apps.clearance.models import Submission
from apps.clearance.queries.overdue import climbed_to
from apps.clearance.queries.submissions import who_could_fill
from apps.core.clock import now
from apps.core.working_time import working_days_between
from apps.people.requests import person_of


@require_safe
def overdue(request: HttpRequest, seat_id: int) -> HttpResponse:
    """Who was asked and since when. The text itself only for whoever may see the submission anyway."""
    person, at = person_of(request), now()
    found = climbed_to(person, at=at).select_related("unit", "grade", "person", "claimed_by", "submission__space__unit")
    seat = get_object_or_404(found, pk=seat_id)
    assert seat.due_at is not None
    nation = seat.submission.space.unit.keeps_holidays_of()
    context = {
        "seat": seat,
        "could_fill": who_could_fill(seat, at=at),
        "days_late": working_days_between(localdate(seat.due_at), localdate(at), nation=nation),
        "submission": Submission.objects.visible_to(person).filter(pk=seat.submission_id).defer("body").first(),
    }
    return render(request, "clearance/overdue.html", context)
