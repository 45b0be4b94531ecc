"""Who may look into what waits for the stewards, and rule on it."""

from datetime import datetime

from apps.core.rules import Grounds, Rule
from apps.moderation.choices import MatterState
from apps.moderation.models import Matter
from apps.moderation.queries.rulings import things_of
from apps.moderation.subjects import Thing
from apps.people.models import Person
from apps.trust.choices import Level
from apps.trust.queries.levels import level_of

NOT_YOURS = "You wrote this yourself, so another steward deals with it."
WROTE_IN_IT = "You wrote in this yourself, so another steward deals with it."
CANNOT_READ = "This is for fewer people than the space, and you cannot read it, so another steward deals with it."
FLAGGED_IT = "You flagged this yourself, so another steward deals with it."


@Rule
def may_look_into(person: Person, matter: Matter, at: datetime) -> Grounds:
    """A steward of its community who may read it, and neither wrote it, flagged it, nor saw it before an appeal."""
    steward = level_of(person, matter.community, at=at) == Level.STEWARD
    yield steward, f"Only stewards of ‘{matter.community}’ deal with what waits there."
    yield matter.author_id != person.pk, NOT_YOURS
    yield not matter.flags.filter(flagger=person).exists(), FLAGGED_IT
    appealed = matter.state == MatterState.APPEALED
    yield (
        not appealed or not matter.seen.before_an_appeal().filter(person=person).exists(),
        "You looked into this before the appeal, so another steward decides it.",
    )
    thing = things_of([matter]).get(matter.pk)
    if thing is not None:
        yield thing.is_read_by(person), CANNOT_READ
        yield not thing.is_partly_by(person), WROTE_IN_IT


@Rule
def may_claim(person: Person, matter: Matter, at: datetime) -> Grounds:
    """Whoever may look into it, unless another steward is looking into it."""
    looking = may_look_into(person, matter, at)
    yield looking.allowed, looking.reason
    yield matter.state == MatterState.OPEN, "A steward has dealt with this already."
    free = not matter.is_claimed_at(at) or matter.claimed_by_id == person.pk
    yield free, f"{matter.claimed_by} is looking into this. It is free again when they leave it, or after half an hour."


@Rule
def may_release(person: Person, matter: Matter, at: datetime) -> Grounds:
    claimed = matter.is_claimed_at(at) and matter.claimed_by_id == person.pk
    yield claimed, "You have no claim on this, or it has lapsed."


@Rule
def may_take_off(person: Person, matter: Matter, thing: Thing | None, at: datetime) -> Grounds:
    """Whoever may claim it, when the thing it is about is no longer there."""
    claiming = may_claim(person, matter, at)
    yield claiming.allowed, claiming.reason
    yield thing is None, "This is still there. Rule on it instead."


@Rule
def may_rule(person: Person, matter: Matter, at: datetime) -> Grounds:
    """Whoever may look into it and has claimed it, so that nothing is dealt with twice."""
    looking = may_look_into(person, matter, at)
    yield looking.allowed, looking.reason
    yield matter.state == MatterState.OPEN, "A steward has dealt with this already."
    yield matter.claimed_by_id == person.pk, "Claim this before you rule on it, so that no other steward does as well."
