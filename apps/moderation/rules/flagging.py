"""Who may flag something."""

from datetime import datetime

from apps.core.rules import Grounds, Rule
from apps.moderation.choices import MatterState
from apps.moderation.guidelines import RULES
from apps.moderation.models import Flag
from apps.moderation.subjects import Thing
from apps.people.models import Person


@Rule
def may_flag(person: Person, about_kind: str, about_id: str, thing: Thing, at: datetime) -> Grounds:
    """Whoever takes part where it stands, once while it waits, and nobody what they wrote."""
    yield (
        thing.author != person and person.pk not in thing.writers,
        "You wrote this yourself. Change it, or take it back, where you wrote it.",
    )
    yield (
        thing.community.has_member(person, at=at),
        f"Only people whom ‘{thing.community}’ is for can flag what stands in it.",
    )
    about = {"matter__about_kind": about_kind, "matter__about_id": about_id, "matter__state": MatterState.OPEN}
    yield (
        not Flag.objects.filter(flagger=person, **about).exists(),
        "You have flagged this already. It is waiting for a steward to look at it.",
    )


@Rule
def may_cite(rule: str) -> Grounds:
    yield rule in RULES, "Choose which of the guidelines this is about."
