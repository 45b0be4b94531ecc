"""What time alone changes in standing: credits come to count and fade, and appointments come to their end."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate

from apps.core.one_by_one import one_by_one
from apps.people.models import Person, Posting
from apps.records.actions import SYSTEM, record
from apps.trust.actions.standing import end, end_appointments, reckon
from apps.trust.choices import Size, WhyEnded
from apps.trust.models import Appointment, Community
from apps.trust.queries.credits import ledgers, size_for, whose_standing_changes


def reckon_everybody(at: datetime) -> int:
    """This will reckon afresh, once a day, everybody in each community, and count whose standing changed.

    To find out who they are takes a number of queries that does not depend on how many take part.
    """
    waiting = Community.objects.filter(Q(reckoned_on=None) | Q(reckoned_on__lt=localdate(at))).order_by("pk")
    changed: list[tuple[Community, int]] = []
    one_by_one(waiting, lambda community: _look(community, changed, at))
    return one_by_one(changed, lambda found: _reckon(*found, at))


def end_what_nobody_holds(at: datetime) -> int:
    """This will end the appointments of those who can no longer read the space, and count them."""
    there = Posting.objects.held_at(at).filter(
        person=OuterRef("person"), unit__path__startswith=OuterRef("community__audience_unit__path")
    )
    left = Appointment.objects.filter(~Exists(there) | Q(person__is_active=False), ended_at=None)
    return one_by_one(
        left.select_related("community").order_by("pk"), lambda one: end(one, WhyEnded.LEFT, by=SYSTEM, at=at)
    )


def _look(community: Community, changed: list[tuple[Community, int]], at: datetime) -> int:
    found = ledgers(community, at=at)
    _set_size(community, size_for(len(found)), at)
    end_appointments(community, at=at)
    changed += [(community, pk) for pk in whose_standing_changes(community, found, at=at)]
    return Community.objects.filter(pk=community.pk).update(reckoned_on=localdate(at))


def _reckon(community: Community, person: int, at: datetime) -> int:
    reckon(Person.objects.get(pk=person), community, at=at)
    return 1


def _set_size(community: Community, size: Size, at: datetime) -> None:
    if community.size == size:
        return
    record("trust.size_set", about=community, by=SYSTEM, at=at, details={"from": community.size, "to": size})
    Community.objects.filter(pk=community.pk).update(size=size)
    community.size = size
