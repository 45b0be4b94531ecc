"""Who fills a seat by standing, in conditions on rows. Law 8: in practice spaces only, and whatever their grade."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from apps.pages.choices import SpaceKind
from apps.people.models import Person, Posting
from apps.trust.models import Appointment, Standing


def stands_for_a_seat(person: Person, *, at: datetime) -> Q:
    """Of rows of seats: this person stands where the seat asks for it, in the community of its practice space."""
    return _stands(person, Q(), Q(), at=at)


def stood_for_a_seat(person: Person, *, at: datetime) -> Q:
    """As `stands_for_a_seat`, of those who stood there already when the submission was closed."""
    then = OuterRef("submission__closed_at")
    return _stands(person, Q(since__lte=then), Q(appointed_at__lte=then), at=at)


def _stands(person: Person, earned_by_then: Q, appointed_by_then: Q, *, at: datetime) -> Q:
    there = {"community": OuterRef("submission__space__community"), "person": person.pk}
    earned = Standing.objects.filter(earned_by_then, level__gte=OuterRef("standing"), **there)
    appointed = Appointment.objects.filter(appointed_by_then, ended_at=None, **there)
    readers = OuterRef("submission__space__audience_unit__path")
    held = Posting.objects.held_at(at).filter(person_id=person.pk, person__is_active=True)
    takes_part = held.filter(unit__path__startswith=readers)
    return Q(
        Q(Exists(earned)) | Q(Exists(appointed)),
        Exists(takes_part),
        standing__gt=0,
        submission__space__kind=SpaceKind.PRACTICE,
    )
