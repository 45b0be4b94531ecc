"""Reads across people, units and postings."""

from datetime import datetime

from django.db.models import QuerySet

from apps.people.models import Person, Posting, Unit


def people_holding(*, unit: Unit, least_rank: int, at: datetime) -> QuerySet[Person]:
    """Everyone who at that moment holds a post of at least that rank in the unit or below it, by name."""
    held = Posting.objects.held_at(at).within(unit).at_least(least_rank)
    return Person.objects.filter(is_active=True, pk__in=held.values("person_id")).order_by("name", "pk")


def people_at_least(least_rank: int, *, at: datetime) -> QuerySet[Person]:
    """Everyone who at that moment holds a post of at least that rank anywhere, by name."""
    held = Posting.objects.held_at(at).at_least(least_rank)
    return Person.objects.filter(is_active=True, pk__in=held.values("person_id")).order_by("name", "pk")


def units_of(person: Person, *, at: datetime) -> QuerySet[Unit]:
    """The units they hold a post in at that moment, by name."""
    held = Posting.objects.held_at(at).filter(person=person)
    return Unit.objects.filter(pk__in=held.values("unit_id")).select_related("kind").order_by("name")


def post_giving(person: Person, *, unit: Unit | None, least_rank: int, at: datetime) -> Posting | None:
    """The least senior post that gives them this rank within the unit (anywhere if None) at that moment, or None.

    The least that suffices is the one they act in: a director who is also on a team's cover rota clears the
    team's page in the cover post.
    """
    held = Posting.objects.held_at(at).at_least(least_rank).filter(person=person, person__is_active=True)
    if unit is not None:
        held = held.within(unit)
    return held.select_related("unit", "grade").order_by("grade__rank", "pk").first()
