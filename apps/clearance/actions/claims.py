"""Saying that one is looking at something. It keeps nobody else from deciding."""

from datetime import datetime

from django.db import transaction

from apps.clearance.actions.deciding import lock
from apps.clearance.models import Seat
from apps.clearance.rules.claims import may_claim, may_release
from apps.core.rules import StateChanged
from apps.core.working_time import end_of_working_day
from apps.people.models import Person
from apps.records.actions import record

CLAIM_LASTS = 2  # working days


@transaction.atomic
def claim(seat: Seat, *, by: Person, at: datetime) -> Seat:
    """This will show others that somebody is looking at what waits, until the end of the second working day.

    Raises Refused with the rule's reason, StateChanged when another claimed it a moment before.
    """
    seat = _lock(seat)
    may_claim.require(by, seat, at)
    nation = seat.submission.space.unit.keeps_holidays_of()
    was = Seat.objects.filter(pk=seat.pk, claimed_by=seat.claimed_by_id, claimed_at=seat.claimed_at)
    until = end_of_working_day(at, days=CLAIM_LASTS, nation=nation)
    if not was.update(claimed_by=by, claimed_at=at, claimed_until=until):
        raise StateChanged("Somebody else claimed this a moment before you. You may still decide on it.")
    seat.claimed_by, seat.claimed_at, seat.claimed_until = by, at, until
    _record("clearance.claimed", seat, by=by, at=at)
    return seat


@transaction.atomic
def release(seat: Seat, *, by: Person, at: datetime) -> Seat:
    """This will take somebody's own claim back. Raises Refused when they have none."""
    seat = _lock(seat)
    may_release.require(by, seat, at)
    Seat.objects.filter(pk=seat.pk, claimed_by=by).update(claimed_by=None, claimed_at=None, claimed_until=None)
    seat.claimed_by = seat.claimed_at = seat.claimed_until = None
    _record("clearance.released", seat, by=by, at=at)
    return seat


def _lock(seat: Seat) -> Seat:
    """The seat afresh, what it is of locked until the transaction ends."""
    lock(seat.submission)
    of_it = Seat.objects.select_related("submission__space__unit", "submission__draft", "submission__page")
    return of_it.select_related("claimed_by", "unit", "grade", "person").get(pk=seat.pk)


def _record(verb: str, seat: Seat, *, by: Person, at: datetime) -> None:
    submission = seat.submission
    details = {"submission": submission.pk, "step": str(seat)}
    record(verb, about=submission.recorded_under, by=by, at=at, details=details)
