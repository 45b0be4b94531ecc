"""Reads of who decides on whose behalf."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from apps.clearance.models import Delegation
from apps.notices.subjects import Subject
from apps.pages.choices import Marking
from apps.people.models import Grade, Person, Posting


def delegations_of(person: Person) -> QuerySet[Delegation]:
    """What this person gave and what they hold, those that end last first."""
    theirs = Delegation.objects.visible_to(person).select_related("giver", "receiver")
    return theirs.order_by("-ends_at", "-pk")


def lower_grades(delegations: Iterable[Delegation], at: datetime) -> Mapping[int, Grade]:
    """By delegation, the receiver's highest grade where it is below the giver's: all that they can decide up to."""
    given = list(delegations)
    people = {someone for one in given for someone in (one.giver_id, one.receiver_id)}
    held = Posting.objects.held_at(at).filter(person__in=people, grade__isnull=False).select_related("grade")
    # The last of each person is their highest.
    highest = {posting.person_id: posting.grade for posting in held.order_by("grade__rank", "pk") if posting.grade}
    both = ((one.pk, highest.get(one.giver_id), highest.get(one.receiver_id)) for one in given)
    return {pk: theirs for pk, asked, theirs in both if asked and theirs and theirs.rank < asked.rank}


def subjects(person: Person, ids: Collection[str]) -> Mapping[str, Subject]:
    """What notices may tell this person of delegations: the name of the other of the two."""
    address = reverse("clearance:delegations")
    return {
        str(one.pk): Subject(str(one.receiver if one.giver_id == person.pk else one.giver), address, Marking.OFFICIAL)
        for one in delegations_of(person).filter(pk__in=ids)
    }
