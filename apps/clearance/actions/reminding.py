"""Reminding whoever could answer, and from the second day telling their seniors."""

from datetime import datetime

from django.db.models import Q
from django.utils.timezone import localdate

from apps.clearance.models import Seat, Submission
from apps.clearance.queries.overdue import overdue_seats, rungs_above
from apps.clearance.queries.submissions import who_could_fill
from apps.core.one_by_one import one_by_one
from apps.core.working_time import are_offices_open, working_days_between
from apps.notices.actions import tell
from apps.notices.choices import NoticeKind
from apps.people.choices import Nation
from apps.people.queries import nations_of

# So many working days after it was due, the nearest seniors are told; each day after that, those next above them.
CLIMBS_FROM = 2


def remind_of_what_is_overdue(at: datetime) -> int:
    """This will remind whoever could fill each overdue seat, once a working day and in office hours; counts seats.

    Seniors who are told of a seat see who was asked and since when, and nothing of what is to be cleared.
    """
    found = overdue_seats(at).filter(_not_yet(at)).select_related("submission__space__unit").defer("submission__body")
    seats = list(found.order_by("due_at", "pk"))
    nations = nations_of(seat.submission.space.unit for seat in seats)
    kept = {seat.pk: nations[seat.submission.space.unit_id] for seat in seats}
    # Looked at before anything is locked: at night and at weekends nothing is.
    open_now = [seat for seat in seats if are_offices_open(at, nation=kept[seat.pk])]
    return one_by_one(open_now, lambda seat: _remind(seat, nation=kept[seat.pk], at=at))


def _not_yet(at: datetime) -> Q:
    return Q(reminded_on=None) | Q(reminded_on__lt=localdate(at))


def _remind(seat: Seat, *, nation: Nation, at: datetime) -> int:
    # Whoever decides on it holds this lock; who comes after them finds the seat filled, and nobody is told.
    submission = Submission.objects.select_for_update(of=("self",)).get(pk=seat.submission_id)
    if not overdue_seats(at).filter(pk=seat.pk).exists():
        return 0
    if not Seat.objects.filter(_not_yet(at), pk=seat.pk).update(reminded_on=localdate(at)):
        return 0
    seat = Seat.objects.select_related("unit", "grade", "person", "climbed_to").get(pk=seat.pk)
    could = list(who_could_fill(seat, at=at))
    tell(could, NoticeKind.OVERDUE, about=submission, at=at)
    assert seat.due_at is not None
    late = working_days_between(localdate(seat.due_at), localdate(at), nation=nation)
    # Where nobody can answer there is nobody to remind, so that the first senior learns of it a day earlier.
    _climb(seat, late=late if could else late + 1, at=at)
    return 1


def _climb(seat: Seat, *, late: int, at: datetime) -> None:
    """Tell the seniors that a seat so many working days late has climbed to, unless they have been told."""
    rungs = rungs_above(seat, at=at)[: max(late - CLIMBS_FROM + 1, 0)]
    told = len(seat.climbed_to.path) if seat.climbed_to else None
    if not rungs or (told is not None and len(rungs[-1][0].path) >= told):
        return
    for unit, people in rungs:
        if told is None or len(unit.path) < told:
            tell(people, NoticeKind.CLIMBED, about=seat, at=at)
    seat.climbed_to = rungs[-1][0]
    seat.save(update_fields=["climbed_to"])
