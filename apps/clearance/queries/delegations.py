"""Reads of who decides on whose behalf."""

from collections.abc import Collection, Mapping

from django.db.models import QuerySet
from django.urls import reverse

from apps.clearance.models import Delegation
from apps.notices.subjects import Subject
from apps.pages.choices import Marking
from apps.people.models import Person


def delegations_of(person: Person) -> QuerySet[Delegation]:
    """What this person gave and what they hold, those that end last first."""
    theirs = Delegation.objects.visible_to(person).select_related("giver", "receiver")
    return theirs.order_by("-ends_at", "-pk")


def subjects(person: Person, ids: Collection[str]) -> Mapping[str, Subject]:
    """What notices may tell this person of delegations: the name of the other of the two."""
    address = reverse("clearance:delegations")
    return {
        str(one.pk): Subject(str(one.receiver if one.giver_id == person.pk else one.giver), address, Marking.OFFICIAL)
        for one in delegations_of(person).filter(pk__in=ids)
    }
