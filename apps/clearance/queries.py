"""Reads across routes, seats and people."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from apps.clearance.choices import Role
from apps.clearance.models import Part, RouteDefault, Seat, Step, Submission
from apps.notices.subjects import Subject
from apps.pages.models import Draft, Edition
from apps.pages.queries import drafts_since_published, writers_of
from apps.people.models import Grade, Person, Unit
from apps.people.queries import people_holding


@dataclass(frozen=True, slots=True)
class Stop:
    """One step of a route as it falls for one draft: a grade within a unit, and who could fill it today."""

    unit: Unit
    grade: Grade
    could_clear: list[Person]

    def __str__(self) -> str:
        return f"{self.grade} or above in {self.unit}"


def steps_for(draft: Draft) -> list[Step] | list[RouteDefault]:
    """The space's own steps for the draft's audience, or the department's default when it has none."""
    own = Step.objects.filter(route__space=draft.space_id, route__audience=draft.audience)
    steps = list(own.select_related("grade").order_by("position"))
    return steps or list(RouteDefault.objects.filter(audience=draft.audience).select_related("grade"))


def authors_so_far(draft: Draft, *, submitted_by: Person) -> set[Person]:
    """Everyone law 3 bars if this person submits now: who wrote, and who submits or submitted before."""
    earlier = Submission.objects.filter(draft__in=drafts_since_published(draft))
    submitters = Person.objects.filter(pk__in=earlier.values("submitted_by_id"))
    return {*writers_of(draft), *submitters, submitted_by}


def route_of(draft: Draft, *, submitted_by: Person, at: datetime) -> list[Stop]:
    """Every step the draft would go through, with who could fill it at that moment."""
    barred = {person.pk for person in authors_so_far(draft, submitted_by=submitted_by)}
    stops = []
    for step in steps_for(draft):
        unit = draft.space.unit.spanning(step.scope)
        able = people_holding(unit=unit, least_rank=step.grade.rank, at=at).exclude(pk__in=barred)
        stops.append(Stop(unit, step.grade, list(able)))
    return stops


def who_could_fill(seat: Seat, *, at: datetime) -> QuerySet[Person]:
    """Everyone who could clear from this seat at that moment: of the grade, in the unit, without a part so far."""
    played = Part.objects.filter(submission=seat.submission_id)
    able = people_holding(unit=seat.unit, least_rank=seat.least_rank, at=at)
    return able.exclude(pk__in=played.values("person_id"))


def authors_of(submission: Submission) -> QuerySet[Person]:
    """Everyone barred as an author of this submission, by name."""
    wrote = Part.objects.filter(submission=submission, role=Role.AUTHOR)
    return Person.objects.filter(pk__in=wrote.values("person_id")).order_by("name", "pk")


def decisions_on(submission: Submission) -> QuerySet[Part]:
    """Who cleared or sent it back so far, in order."""
    decided = Part.objects.filter(submission=submission).exclude(role=Role.AUTHOR)
    return decided.select_related("person", "seat").order_by("at", "pk")


def seats_of(submission: Submission) -> list[tuple[Seat, Part | None]]:
    """Every step in order, each with the clearance that filled it, if any."""
    filled = {part.seat_id: part for part in decisions_on(submission) if part.role == Role.CLEARED}
    seats = Seat.objects.filter(submission=submission).select_related("unit", "grade").order_by("position")
    return [(seat, filled.get(seat.pk)) for seat in seats]


def earlier_rounds(submission: Submission) -> QuerySet[Submission]:
    """What became of the same draft when it was submitted before, latest first."""
    before = Submission.objects.filter(draft=submission.draft_id, pk__lt=submission.pk)
    return before.select_related("closed_by").defer("body").order_by("-pk")


def published_before(draft: Draft, person: Person) -> Edition | None:
    """The published text a draft is compared with; None for a new page, or when this person may not read that text.

    A draft that widens a page's audience is cleared by people whom the narrower text was never for.
    """
    if draft.base_id is None:
        return None
    return Edition.objects.visible_to(person).select_related("revision").filter(pk=draft.base_id).first()


def subjects(person: Person, ids: Collection[str]) -> Mapping[str, Subject]:
    """What notices may tell this person of these submissions."""
    seen = Submission.objects.visible_to(person).concerning(person).filter(pk__in=ids)
    return {
        str(one.pk): Subject(one.title, one.get_absolute_url(), one.marking, is_over=not one.is_open) for one in seen
    }
