"""What waits for somebody: since when, until when, and who says that they are looking at it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Min, OuterRef, QuerySet, Subquery
from django.utils.timezone import localdate

from apps.clearance.choices import Act
from apps.clearance.models import Seat, Submission
from apps.core.working_time import working_days_between
from apps.people.models import Person
from apps.people.queries import nations_of


@dataclass(frozen=True, slots=True)
class Waiting:
    """One seat that waits, for how many working days it has, and until when it may."""

    seat: Seat
    days: int
    due_at: datetime | None
    is_overdue: bool
    is_claimed: bool


def waiting_list(person: Person, *, at: datetime) -> QuerySet[Submission]:
    """Everything this person may decide on, what is due first at the top, what has no due date after that by age."""
    theirs = Seat.objects.waiting().held_by(person, at=at).filter(submission=OuterRef("pk")).order_by()
    soonest = theirs.values("submission").annotate(soonest=Min("due_at")).values("soonest")
    waiting = Submission.objects.waiting_for(person, at=at).annotate(due_at=Subquery(soonest))
    return waiting.order_by(F("due_at").asc(nulls_last=True), "submitted_at", "pk")


def how_they_wait(seats: Iterable[Seat], *, at: datetime) -> list[Waiting]:
    """Each of these seats with how it waits; the units of their spaces are loaded already."""
    seats = list(seats)
    nations = nations_of(seat.submission.space.unit for seat in seats)
    told = []
    for seat in seats:
        opened, nation = localdate(seat.opened_at), nations[seat.submission.space.unit_id]
        days = working_days_between(opened, localdate(at), nation=nation)
        due_at = _due_at(seat)
        told.append(Waiting(seat, days, due_at, due_at is not None and due_at <= at, seat.is_claimed_at(at)))
    return told


def _due_at(seat: Seat) -> datetime | None:
    """Until when the seat may wait; that of a review as long as the emergency has, which its step knows nothing of."""
    if seat.submission.act != Act.EMERGENCY:
        return seat.due_at
    return seat.submission.emergency.due_at


def soonest_of(person: Person, submissions: Iterable[Submission], *, at: datetime) -> Mapping[int, Waiting]:
    """By submission, how the seat waits that this person must fill soonest, in two queries and those of their units."""
    theirs = Seat.objects.waiting().held_by(person, at=at).filter(submission__in=[one.pk for one in submissions])
    seats = theirs.select_related("submission__space__unit", "submission__emergency", "claimed_by").defer(
        "submission__body"
    )
    latest_first = seats.order_by(F("due_at").desc(nulls_first=True), "-position", "-chair")
    return {one.seat.submission_id: one for one in how_they_wait(latest_first, at=at)}
