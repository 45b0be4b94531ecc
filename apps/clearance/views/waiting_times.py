"""How long clearance takes in a space, for whoever drafts there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from apps.clearance.queries.waiting import how_they_wait
from apps.clearance.queries.waiting_times import open_seats, times_by_step
from apps.core.clock import now
from apps.govuk.paging import page_asked
from apps.pages.models import Space
from apps.people.requests import person_of

ROWS_A_PAGE = 50


@require_safe
def waiting_times(request: HttpRequest, space_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    space = get_object_or_404(Space.objects.drafted_by(person).select_related("unit"), pk=space_id)
    waiting = (
        open_seats(space, person).select_related("submission__space__unit", "claimed_by").defer("submission__body")
    )
    page_obj = page_asked(request, waiting, ROWS_A_PAGE)
    context = {
        "space": space,
        "steps": times_by_step(space, at=at),
        "page_obj": page_obj,
        "waiting": how_they_wait(page_obj, at=at),
    }
    return render(request, "clearance/waiting_times.html", context)
