"""Who writes in a practice space, besides the unit that keeps it, and whom its stewards keep from it for a time."""

from collections.abc import Iterable
from datetime import datetime

from apps.moderation.models import Pause
from apps.pages.models import Draft, Space
from apps.people.models import Person


def sees_draft(person: Person, draft: Draft) -> bool:
    """Whether this person is among those who write in the draft, so that they may see all of it."""
    in_unit = draft.space.unit_id in person.reach
    return in_unit or (draft.space.is_practice and Draft.objects.visible_to(person).filter(pk=draft.pk).exists())


def are_paused(people: Iterable[Person], space: Space, *, at: datetime) -> bool:
    """Whether any of these people may not write in a practice space at that moment."""
    now = Pause.objects.filter(lifted_at=None, since__lte=at, until__gt=at)
    return now.filter(community=space.community_id, person__in=[one.pk for one in people]).exists()
