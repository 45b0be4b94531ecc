"""Flags, what waits for the stewards, and rulings."""

from apps.core.clock import now
from apps.moderation.actions import appealing, flagging, guidelines, queue, ruling
from apps.moderation.choices import AppealOutcome, Measure, Why
from apps.moderation.judgement import Judgement
from apps.moderation.models import Appeal, Flag, Matter, Ruling
from apps.people.models import Person
from apps.trust.choices import Level
from tests.cast import post
from tests.exchange import stand
from tests.house.acts.stage import WHY, Act, Stage

POSTED = "people.posting_started"
FLAGGED = ["moderation.flagged"]
CLAIMED = [*FLAGGED, POSTED, "moderation.claimed"]
CREDITED = ["trust.credited", "trust.credited"]


def steward(stage: Stage) -> Person:
    """Hal, who has been posted to the team and earned it."""
    post(stage.hal, stage.government.rural_transport, "AO", "Support")
    return stand(Person.objects.get(pk=stage.hal.pk), stage.space.community, Level.STEWARD)


def flagged(stage: Stage) -> Flag:
    page = str(stage.fares.pk)
    return flagging.flag("pages.page", page, rule="consistent", because=WHY, by=stage.ben, at=now())


def picked(stage: Stage, number: int) -> Matter:
    about = {"author": stage.amina, "community": stage.space.community}
    return queue.put("pages.page", str(number), why=Why.SAMPLED, at=now(), **about)


def claimed(stage: Stage) -> Matter:
    matter = flagged(stage).matter
    return queue.claim(matter, version=2, by=steward(stage), at=now())


def claimed_next(stage: Stage) -> object:
    flagged(stage)
    return queue.claim_next(stage.space.community, by=steward(stage), at=now())


def released(stage: Stage) -> object:
    matter = claimed(stage)
    return queue.release(matter, version=matter.version, by=matter.claimed_by, at=now())


def taken_off(stage: Stage) -> object:
    """What never was there."""
    matter = picked(stage, 0)
    return queue.take_off(matter, version=1, by=steward(stage), at=now())


def ruled(stage: Stage) -> Ruling:
    matter = claimed(stage)
    judgement = Judgement(Measure.WARN, WHY, "consistent")
    return ruling.rule_on(matter, judgement, version=matter.version, by=matter.claimed_by, at=now())


def appealed(stage: Stage) -> Appeal:
    found = ruled(stage)
    return appealing.appeal(found, because=WHY, by=found.author, at=now())


def overturned(stage: Stage) -> Appeal:
    """By Ines, who has been posted there too."""
    made = appealed(stage)
    post(stage.ines, stage.government.rural_transport, "AO", "Support")
    other = stand(Person.objects.get(pk=stage.ines.pk), stage.space.community, Level.STEWARD)
    return appealing.decide(made, outcome=AppealOutcome.OVERTURNED, answer=WHY, by=other, at=now())


RULED = [*CLAIMED, "moderation.ruled", *CREDITED]
APPEALED = [*RULED, "moderation.appealed"]
OVERTURNED = [*APPEALED, POSTED, "moderation.appeal_decided", "trust.credits_voided", "trust.credited"]
ACTS: dict[str, tuple[Act, list[str]]] = {
    "moderation.actions.flagging.flag": (flagged, FLAGGED),
    "moderation.actions.queue.put": (lambda s: picked(s, s.fares.pk), ["moderation.picked"]),
    "moderation.actions.queue.claim": (claimed, CLAIMED),
    "moderation.actions.queue.claim_next": (claimed_next, CLAIMED),
    "moderation.actions.queue.release": (released, [*CLAIMED, "moderation.released"]),
    "moderation.actions.queue.take_off": (taken_off, ["moderation.picked", POSTED, "moderation.gone"]),
    "moderation.actions.ruling.rule_on": (ruled, RULED),
    "moderation.actions.appealing.appeal": (appealed, APPEALED),
    "moderation.actions.appealing.decide": (overturned, OVERTURNED),
    "moderation.actions.guidelines.accept": (
        lambda s: guidelines.accept(by=s.ben, at=now()),
        ["moderation.guidelines_accepted"],
    ),
}
