"""Which seats are overdue, and to whom that climbs."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import F, Q, QuerySet

from apps.clearance.choices import Act, SubmissionState
from apps.clearance.models import Part, Seat
from apps.clearance.queries.submissions import who_could_fill
from apps.core.clock import now
from apps.notices.subjects import Subject
from apps.pages.choices import Marking
from apps.people.choices import Breadth
from apps.people.models import Person, Posting, Unit, ids_along


def overdue_seats(at: datetime) -> QuerySet[Seat]:
    """Seats that should have been filled by then; the review of an emergency has a clock of its own."""
    waiting = Seat.objects.waiting().filter(due_at__lte=at, submission__state=SubmissionState.OPEN)
    return waiting.exclude(submission__act=Act.EMERGENCY)


def rungs_above(seat: Seat, *, at: datetime) -> list[tuple[Unit, list[Person]]]:
    """The units above a seat, nearest first, each with its own people who outrank what the seat asks for.

    It starts with the unit that is asked, or that of the person who is, and ends with their department. Whoever
    could fill the seat is asked already, and whoever has a part in the submission knows of it: both are left out.
    """
    start = seat.unit or _unit_of(seat.person, at=at)
    if start is None:
        return []
    above = Unit.objects.filter(pk__in=ids_along([start.path]), kind__breadth__lte=Breadth.DEPARTMENT)
    senior = Posting.objects.held_at(at).filter(unit__in=above, grade__rank__gt=seat.least_rank, person__is_active=True)
    played = Part.objects.filter(submission=seat.submission_id, person__isnull=False)
    senior = senior.exclude(person__in=who_could_fill(seat, at=at)).exclude(person__in=played.values("person_id"))
    rungs: dict[Unit, list[Person]] = {}
    postings = senior.select_related("unit", "person").order_by("person__name", "person_id")
    for posting in sorted(postings, key=lambda one: -len(one.unit.path)):
        people = rungs.setdefault(posting.unit, [])
        if posting.person not in people:
            people.append(posting.person)
    return list(rungs.items())


def climbed_to(person: Person, *, at: datetime) -> QuerySet[Seat]:
    """Overdue seats that this person was told of as the senior of whoever should have answered."""
    held = Posting.objects.held_at(at).filter(person_id=person.pk, person__is_active=True, grade__isnull=False)
    theirs = Q(pk__in=())
    for posting in held.select_related("unit", "grade"):
        assert posting.grade is not None
        below = Posting.objects.held_at(at).within(posting.unit)
        asked = Q(unit__path__startswith=posting.unit.path) | Q(person__in=below.values("person_id"))
        reached = Q(climbed_to__in=ids_along([posting.unit.path]))
        theirs |= reached & asked & Q(least_rank__lt=posting.grade.rank)
    return overdue_seats(at).filter(theirs)


def seat_subjects(person: Person, ids: Collection[str]) -> Mapping[str, Subject]:
    """What notices may tell this person of seats that climbed to them: who was asked, and nothing of the text."""
    seats = climbed_to(person, at=now()).filter(pk__in=ids).select_related("unit", "grade", "person")
    return {str(one.pk): Subject(str(one), one.get_absolute_url(), Marking.OFFICIAL) for one in seats}


def _unit_of(person: Person | None, *, at: datetime) -> Unit | None:
    """The unit of their most senior post at that moment."""
    held = Posting.objects.held_at(at).filter(person=person).select_related("unit")
    most_senior = held.order_by(F("grade__rank").desc(nulls_last=True), "pk").first()
    return most_senior.unit if most_senior else None
