"""How long things wait, what they wait for, and who is looking at them, for templates of every floor."""

from collections.abc import Sequence
from math import ceil
from typing import Any

from django import template

from apps.clearance.models import Seat, Submission
from apps.clearance.queries.routes import Stop
from apps.clearance.queries.waiting import Waiting, how_they_wait, soonest_of
from apps.clearance.queries.waiting_times import usual_wait
from apps.clearance.rules.claims import may_release
from apps.core.clock import now
from apps.core.working_time import HOURS_A_DAY
from apps.pages.models import Space
from apps.people.models import Person

register = template.Library()


@register.inclusion_tag("clearance/_queue.html", takes_context=True)
def submission_queue(context: template.Context, submission: Submission) -> dict[str, Any]:
    """Every step that waits, since when and until when, with the buttons to claim and release it."""
    person, at = context["user"], now()
    seats = Seat.objects.waiting().filter(submission=submission) if submission.is_open else Seat.objects.none()
    seats = seats.select_related(
        "unit", "grade", "person", "claimed_by", "submission__space__unit", "submission__emergency"
    )
    waiting = how_they_wait(seats.defer("submission__body").order_by("position", "chair"), at=at)
    theirs = {way.seat.pk for way in context["ways"]} if context.get("may_decide") else set()
    rows = [
        (one, one.seat.pk in theirs and not one.is_claimed, bool(may_release(person, one.seat, at))) for one in waiting
    ]
    return {"rows": rows, "csrf_token": context.get("csrf_token")}


@register.simple_tag(takes_context=True)
def with_how_it_waits(
    context: template.Context, rows: Sequence[tuple[Submission, list[Person]]]
) -> list[tuple[Submission, list[Person], Waiting | None]]:
    """Each submission and what stands beside it, with how the step waits that the reader must fill soonest."""
    waits = soonest_of(context["user"], [submission for submission, _ in rows], at=now())
    return [(submission, beside, waits.get(submission.pk)) for submission, beside in rows]


@register.inclusion_tag("clearance/_usual_wait.html")
def route_wait(space: Space, stops: Sequence[Stop]) -> dict[str, Any]:
    """How long what went through these very steps usually took, for whoever is about to send something up them."""
    return {"space": space, "wait": usual_wait(space, stops, at=now())}


@register.filter
def working_time(hours: float) -> str:
    """A number of office hours in words: hours of the first day, and days of eight hours from then on."""
    if hours <= 1:
        return "one working hour"
    if hours < HOURS_A_DAY:
        return f"{ceil(hours)} working hours"
    days = ceil(hours / HOURS_A_DAY * 10) / 10
    return f"{days:g} working day{'' if days == 1 else 's'}"
