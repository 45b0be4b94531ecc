"""Who may say that they are looking at something, so that two people do not read it at once."""

from datetime import datetime

from apps.clearance.models import Seat
from apps.clearance.queries.submissions import authorities
from apps.clearance.rules.submissions import may_decide
from apps.core.rules import Grounds, Rule
from apps.people.models import Person


@Rule
def may_claim(person: Person, seat: Seat, at: datetime) -> Grounds:
    """Whoever may fill the seat, unless another person's claim of it still holds."""
    deciding = may_decide(person, seat.submission, at)
    yield deciding.allowed, deciding.reason
    theirs = {way.seat.pk for way in authorities(person, seat.submission, at=at)}
    yield seat.pk in theirs, "That step is not waiting for you. Look at what is still to be cleared."
    free = not seat.is_claimed_at(at)
    yield free or seat.claimed_by_id != person.pk, "You have claimed this already."
    yield free, f"{seat.claimed_by} has claimed this already. You may still decide on it."


@Rule
def may_release(person: Person, seat: Seat, at: datetime) -> Grounds:
    yield seat.is_claimed_at(at) and seat.claimed_by_id == person.pk, "You have no claim on this, or it has lapsed."
