"""Claiming what waits, and letting go of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from apps.clearance.actions import claims
from apps.clearance.models import Seat, Submission
from apps.core.clock import now
from apps.people.requests import person_of


@require_POST
def claim(request: HttpRequest, seat_id: int) -> HttpResponse:
    claimed = claims.claim(_seat(request, seat_id), by=person_of(request), at=now())
    messages.success(request, "Claimed. Others see that you are looking at it, and may still decide.")
    return redirect(claimed.submission)


@require_POST
def release(request: HttpRequest, seat_id: int) -> HttpResponse:
    released = claims.release(_seat(request, seat_id), by=person_of(request), at=now())
    messages.success(request, "Released. Nobody is said to be looking at it now.")
    return redirect(released.submission)


def _seat(request: HttpRequest, seat_id: int) -> Seat:
    seen = Submission.objects.visible_to(person_of(request))
    return get_object_or_404(Seat.objects.filter(submission__in=seen), pk=seat_id)
