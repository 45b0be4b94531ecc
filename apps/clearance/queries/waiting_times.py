"""How long clearance takes, worked out from what was submitted and answered in the last twelve months."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from statistics import median

from django.db.models import QuerySet

from apps.clearance.choices import DECISIONS, Act, Role, SubmissionState
from apps.clearance.models import Part, Seat, Submission
from apps.clearance.queries.routes import Stop, route_digest
from apps.core.working_time import working_hours_between
from apps.pages.models import Space
from apps.people.choices import Nation
from apps.people.models import Person

LOOKED_BACK = timedelta(days=365)
# Of fewer than this the next one may well take quite another time, so nothing is said.
FEWEST = 5


@dataclass(frozen=True, slots=True)
class Wait:
    """How long so many of them took, in working hours: half of them no longer than `median`, nine in ten `ninety`."""

    number: int
    median: float
    ninety: float


@dataclass(slots=True)
class StepTimes:
    """One step of a space's routes: how long its people took to answer, and what they have before them now."""

    name: str
    wait: Wait | None = None
    late: int = 0
    silent: int = 0
    open: int = 0
    overdue: int = 0

    @property
    def answered(self) -> int:
        return self.wait.number if self.wait else 0


def wait_of(hours: Collection[float]) -> Wait | None:
    """The median, and the least time within which nine in ten of them were done; None of nothing."""
    if not hours:
        return None
    ordered = sorted(hours)
    return Wait(len(ordered), median(ordered), ordered[ceil(len(ordered) * 0.9) - 1])


def usual_wait(space: Space, stops: Iterable[Stop], *, at: datetime) -> Wait | None:
    """How long what went through the very same steps in this space took to be cleared; None when too few did."""
    digest = route_digest([seat for stop in stops for seat in stop.seats()])
    cleared = Submission.objects.filter(space=space, route_bound_to=digest, state=SubmissionState.CLEARED)
    lately = cleared.filter(closed_at__gt=at - LOOKED_BACK, closed_at__lte=at).exclude(act=Act.EMERGENCY)
    nation = space.unit.keeps_holidays_of()
    times = lately.values_list("submitted_at", "closed_at")
    hours = [working_hours_between(start, end, nation=nation) for start, end in times if end is not None]
    return wait_of(hours) if len(hours) >= FEWEST else None


def times_by_step(space: Space, *, at: datetime) -> list[StepTimes]:
    """Every step that was answered lately or waits now, by name.

    A nil return is nobody's answer: it is counted, and its time is not. Answers that were undone do not count.
    """
    nation = space.unit.keeps_holidays_of()
    hours: dict[str, list[float]] = defaultdict(list)
    steps: dict[str, StepTimes] = {}
    for part in _answers(space, at=at):
        seat = part.seat
        assert seat is not None
        step = steps.setdefault(str(seat), StepTimes(str(seat)))
        if part.role == Role.SILENT:
            step.silent += 1
            continue
        hours[step.name].append(_hours(seat, part.at, nation=nation))
        step.late += seat.due_at is not None and part.at > seat.due_at
    for seat in open_seats(space):
        step = steps.setdefault(str(seat), StepTimes(str(seat)))
        step.open += 1
        step.overdue += seat.is_overdue_at(at)
    for step in steps.values():
        step.wait = wait_of(hours[step.name])
    return sorted(steps.values(), key=lambda step: step.name)


def open_seats(space: Space, person: Person | None = None) -> QuerySet[Seat]:
    """What waits in a space now, the longest first; with a person, of what they may see."""
    seen = Submission.objects.visible_to(person) if person else Submission.objects.all()
    open_ones = seen.filter(space=space, state=SubmissionState.OPEN).exclude(act=Act.EMERGENCY)
    seats = Seat.objects.waiting().filter(submission__in=open_ones).select_related("unit", "grade", "person")
    return seats.order_by("opened_at", "pk")


def _answers(space: Space, *, at: datetime) -> QuerySet[Part]:
    decided = Part.objects.filter(
        submission__space=space, role__in=DECISIONS, void_at=None, seat__opened_at__isnull=False
    )
    lately = decided.filter(at__gt=at - LOOKED_BACK, at__lte=at).exclude(submission__act=Act.EMERGENCY)
    return lately.select_related("seat__unit", "seat__grade", "seat__person").order_by("pk")


def _hours(seat: Seat, answered_at: datetime, *, nation: Nation) -> float:
    assert seat.opened_at is not None
    return working_hours_between(seat.opened_at, answered_at, nation=nation)
