"""Who stands at which level. The only readers of standing that other apps need."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.people.models import Person, Posting
from apps.trust.choices import Level
from apps.trust.models import Appointment, Community, Standing


def level_of(person: Person, community: Community, *, at: datetime) -> Level:
    """The level at which this person stands in a community at that moment.

    Whoever no longer takes part in it is a newcomer, whatever they earned before.
    """
    if not community.has_member(person, at=at):
        return Level.NEWCOMER
    if Appointment.objects.filter(community=community, person=person, ended_at=None).exists():
        return Level.STEWARD
    found = Standing.objects.filter(community=community, person=person).values_list("level", flat=True).first()
    return Level(found or Level.NEWCOMER)


def levels_of(people: Iterable[Person], community: Community) -> dict[int, Level]:
    """By id, the level of each of these people in a community, in two queries, whether they still take part or not."""
    ids = [person.pk for person in people]
    found = dict.fromkeys(ids, Level.NEWCOMER)
    earned = Standing.objects.filter(community=community, person__in=ids)
    found.update({pk: Level(level) for pk, level in earned.values_list("person_id", "level")})
    appointed = Appointment.objects.filter(community=community, person__in=ids, ended_at=None)
    found.update(dict.fromkeys(appointed.values_list("person_id", flat=True), Level.STEWARD))
    return found


def people_standing(community: Community, least: int, *, at: datetime) -> QuerySet[Person]:
    """Everybody who stands at that level or above in a community and still takes part in it, by name."""
    held = Posting.objects.held_at(at).filter(
        person=OuterRef("pk"), unit__path__startswith=community.audience_unit.path
    )
    earned = Standing.objects.filter(community=community, person=OuterRef("pk"), level__gte=least)
    appointed = Appointment.objects.filter(community=community, person=OuterRef("pk"), ended_at=None)
    standing = Q(Exists(earned)) | Q(Exists(appointed))
    people = Person.objects.filter(standing, Exists(held), is_active=True).order_by("name", "pk")
    if not community.by_invitation:
        return people
    return people.filter(pk__in=community.memberships.filter(ended_at=None).values("person"))


def stands_at(person: Person, *, community: str, least: Any) -> Q:
    """A condition on rows: this person stands at that level or above in the row's community and takes part in it.

    `community` is the path to the community's id from the row, `least` a level or a reference to the row's own.
    """
    there = {
        "community": OuterRef(community),
        "person": person.pk,
        "community__in": Community.objects.visible_to(person),
    }
    earned = Standing.objects.filter(**there, level__gte=least)
    return Q(Exists(earned)) | Q(Exists(Appointment.objects.filter(**there, ended_at=None)))


def communities_kept_by(person: Person) -> QuerySet[Community]:
    """Communities in which this person is a steward now."""
    return Community.objects.visible_to(person).filter(stands_at(person, community="pk", least=Level.STEWARD))


def emerged_stewards(community: Community, *, at: datetime) -> int:
    """How many stewards of a community earned it and still take part in it."""
    earned = Standing.objects.filter(community=community, level=Level.STEWARD)
    return people_standing(community, Level.STEWARD, at=at).filter(pk__in=earned.values("person_id")).count()
