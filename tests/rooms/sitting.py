"""How a sitting is announced and run, for tests that begin there."""

from datetime import timedelta
from typing import Any

from apps.core.clock import now
from apps.moderation.actions.guidelines import accept
from apps.moderation.queries.guidelines import has_accepted
from apps.people.models import Person
from apps.rooms.actions import sitting_questions, sittings
from apps.rooms.actions.sittings import Announcement
from apps.rooms.models import Asked, Room, Sitting

TOMORROW = timedelta(days=1)
AN_HOUR = timedelta(hours=1)


def announce(room: Room, leader: Person, *, by: Person, title: str = "Ask about fares", **also: Any) -> Sitting:
    """A sitting of one hour, this time tomorrow; `also` are other fields of Announcement."""
    starts = now() + TOMORROW
    what = Announcement(title, "What the cap means.", leader, starts, starts + AN_HOUR, **also)
    return sittings.announce(room, what, by=by, at=now())


def ask(sitting: Sitting, by: Person, body: str = "Does the cap hold on Sundays?") -> Asked:
    """Somebody, who has read the guidelines, asks."""
    if not has_accepted(by):
        accept(by=by, at=now())
    return sitting_questions.ask(sitting, body, by=by, at=now())


def begun(sitting: Sitting, leader: Person) -> Sitting:
    """The sitting once its time has come; its leader has read the guidelines."""
    if not has_accepted(leader):
        accept(by=leader, at=now())
    sittings.begin_due(sitting.starts_at)
    sitting.refresh_from_db()
    return sitting
