"""Who writes in a practice space, besides the unit that keeps it, and whom its stewards keep from it for a time."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Max

from apps.moderation.models import Pause, Restriction
from apps.pages.models import Draft
from apps.people.models import Person


def sees_draft(person: Person, draft: Draft) -> bool:
    """Whether this person is among those who write in the draft, so that they may see all of it."""
    in_unit = draft.space.unit_id in person.reach
    return in_unit or (draft.space.is_practice and Draft.objects.visible_to(person).filter(pk=draft.pk).exists())


def paused_until(person: Person, community_id: int, *, at: datetime) -> datetime | None:
    """Until when this person may not write in a community; None when they may."""
    theirs = Pause.objects.filter(community=community_id, person=person, lifted_at=None, since__lte=at, until__gt=at)
    found: datetime | None = theirs.aggregate(until=Max("until"))["until"]
    return found


def paused_among(people: Collection[int], community_id: int, *, at: datetime) -> bool:
    """Whether any of these people, by id, may not write in a community now."""
    theirs = Pause.objects.filter(
        community=community_id, person__in=people, lifted_at=None, since__lte=at, until__gt=at
    )
    return theirs.exists()


def is_restricted(page_id: int, *, at: datetime) -> bool:
    """Whether stewards let only contributors and stewards change a page for now."""
    about = Restriction.objects.filter(about_kind="pages.page", about_id=str(page_id))
    return about.filter(lifted_at=None, until__gt=at).exists()
