"""Who else has a draft open."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from apps.pages.models import Draft, Presence
from apps.people.models import Person, Posting

# A form with scripts is heard of every ten seconds; one that missed two beats is no longer open.
WRITING_NOW = timedelta(seconds=25)
# Without scripts nobody knows whether they still write: it is said for so long when they opened it.
LATELY = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who has the draft open now, or opened it to write not long ago."""

    name: str
    opened_at: datetime
    is_writing: bool
    is_live: bool


def who_is_there(draft: Draft, person: Person, *, at: datetime) -> list[Colleague]:
    """Everybody else in the draft whom this person may know of, whoever writes now first.

    One query. Whoever may no longer draft here, as they moved on, is gone at once.
    """
    members = Posting.objects.held_at(at).within(draft.space.unit).values("person_id")
    seen = Presence.objects.visible_to(person).filter(draft=draft, seen_at__gte=at - LATELY).exclude(person=person)
    seen = seen.filter(person__in=members, person__is_active=True).select_related("person")
    there = [Colleague(one.person.name, one.opened_at, one.seen_at >= at - WRITING_NOW, one.is_live) for one in seen]
    return sorted(there, key=lambda one: (not one.is_writing, one.name))
