"""How a practice space is opened, and how people come to stand in it, for tests that begin there."""

from datetime import timedelta

from apps.core.clock import now
from apps.pages.actions import spaces
from apps.pages.actions.spaces import Opening
from apps.pages.choices import SpaceKind
from apps.pages.models import Space
from apps.people.choices import Breadth
from apps.people.models import Person
from apps.trust.choices import Level
from apps.trust.models import Community, Standing


def open_exchange(by: Person, title: str = "What works", audience: int = Breadth.GOVERNMENT) -> Space:
    """A practice space for the unit of the opener's only post, which all of government may read and write in."""
    unit = by.postings.get(ends_at=None).unit
    return spaces.open_space(Opening(title, unit, SpaceKind.PRACTICE, audience), by=by, at=now())


def stand(person: Person, community: Community, level: Level) -> Person:
    """Put somebody at a level, as though they had earned it some weeks ago."""
    earned = {"level": level, "since": now() - timedelta(days=40)}
    Standing.objects.update_or_create(community=community, person=person, defaults=earned)
    return person
