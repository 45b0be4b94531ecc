"""Who may write in a community, and who may change what a steward has restricted."""

from datetime import datetime

from django.utils.dateformat import format as date_format
from django.utils.timezone import localtime

from apps.core.rules import Grounds, Rule
from apps.moderation.queries.guidelines import has_accepted
from apps.moderation.queries.people import pause_of
from apps.moderation.queries.restrictions import restriction_of
from apps.people.models import Person
from apps.trust.choices import Level
from apps.trust.models import Community
from apps.trust.queries.levels import level_of


@Rule
def may_contribute(person: Person, community: Community, at: datetime) -> Grounds:
    """Whoever takes part in it, has accepted the guidelines in the words they have now, and is not paused there."""
    writing = may_write(person, community, at)
    yield writing.allowed, writing.reason
    yield has_accepted(person), "Read the guidelines and say that you will follow them before you write here."


@Rule
def may_write(person: Person, community: Community, at: datetime) -> Grounds:
    """Whoever takes part in it and is not paused there: for acts that do not ask about the guidelines."""
    takes_part = person.is_active and community.has_member(person, at=at)
    yield takes_part, f"Only people whom ‘{community}’ is for can write in it."
    pause = pause_of(person, community, at=at)
    until = day_of(pause.until) if pause else ""
    yield pause is None, f"A steward has paused you in ‘{community}’, so you cannot write there until {until}."


@Rule
def may_change(person: Person, about_kind: str, about_id: str, at: datetime) -> Grounds:
    """Anybody, but for what a steward has left to contributors and stewards for a time."""
    restriction = restriction_of(about_kind, about_id, at=at)
    if restriction is None:
        return
    level = level_of(person, restriction.community, at=at)
    until = day_of(restriction.until)
    yield (
        level >= Level.CONTRIBUTOR,
        f"A steward has left this to contributors and stewards of ‘{restriction.community}’ until {until}.",
    )


def day_of(moment: datetime) -> str:
    """How a sentence says when something ends: 5 March 2027."""
    return str(date_format(localtime(moment), "j F Y"))
