"""Standing: what is credited, what follows from it, and how stewards come and go."""

from datetime import timedelta

from apps.core.clock import now
from apps.people.models import Person
from apps.trust.actions import nightly, recalling, standing, thresholds
from apps.trust.actions.credits import credit, void
from apps.trust.choices import DAYS_TO_VOTE, CreditKind, Level, WhyEnded
from apps.trust.models import Appointment, Community, Recall, Threshold
from tests.cast import leave
from tests.exchange import stand
from tests.house.acts.stage import WHY, Act, Stage

LATER = timedelta(days=DAYS_TO_VOTE)
APPOINTED = ["trust.steward_appointed"]


def community(stage: Stage) -> Community:
    return stage.space.community


def credited(stage: Stage) -> object:
    """Amina's team uses what Ben wrote; both are of one team, so it takes a change of thresholds to make him a member."""
    return credit(CreditKind.ADOPTION, to=stage.ben, about=stage.fares, community=community(stage), **stage.by)


def voided(stage: Stage) -> object:
    credited(stage)
    return void(stage.fares, because=WHY, **stage.by)


def earned(stage: Stage) -> Person:
    credited(stage)
    Threshold.objects.update(teams=0)
    return stage.ben


def appointed(stage: Stage, *, ends: bool = False) -> Appointment:
    """Ben, by Amina; so that it ends, two stewards emerge afterwards."""
    made = standing.appoint(community(stage), stage.ben, because=WHY, **stage.by)
    for person in (stage.amina, stage.ben) if ends else ():
        stand(person, community(stage), Level.STEWARD)
    return made


def recalled(stage: Stage) -> Recall:
    appointed(stage)
    stand(stage.amina, community(stage), Level.MEMBER)
    return recalling.open_recall(community(stage), stage.ben, because=WHY, **stage.by)


def left(stage: Stage) -> object:
    appointed(stage)
    leave(stage.ben)
    return nightly.end_what_nobody_holds(now())


# Each act, by the action it is done through and what is special about it, with the records it leaves, in order.
ACTS: dict[str, tuple[Act, list[str]]] = {
    "trust.actions.credits.credit": (credited, ["trust.credited"]),
    "trust.actions.credits.void": (voided, ["trust.credited", "trust.credits_voided"]),
    "trust.actions.nightly.reckon_everybody": (
        lambda s: (earned(s), nightly.reckon_everybody(now())),
        ["trust.credited", "trust.level_changed"],
    ),
    "trust.actions.nightly.end_what_nobody_holds": (
        left,
        [*APPOINTED, "people.posting_ended", "trust.appointment_ended"],
    ),
    "trust.actions.recalling.open_recall": (recalled, [*APPOINTED, "trust.recall_opened"]),
    "trust.actions.recalling.vote": (
        lambda s: recalling.vote(recalled(s), to_go=True, **s.by),
        [*APPOINTED, "trust.recall_opened", "trust.recall_voted"],
    ),
    "trust.actions.recalling.close_recalls": (
        lambda s: (recalled(s), recalling.close_recalls(now() + LATER)),
        [*APPOINTED, "trust.recall_opened", "trust.recall_closed"],
    ),
    "trust.actions.standing.appoint": (appointed, APPOINTED),
    "trust.actions.standing.end": (
        lambda s: standing.end(appointed(s), WhyEnded.LEFT, **s.by),
        [*APPOINTED, "trust.appointment_ended"],
    ),
    "trust.actions.standing.end_appointments": (
        lambda s: (appointed(s, ends=True), standing.end_appointments(community(s), at=now())),
        [*APPOINTED, "trust.appointment_ended"],
    ),
    "trust.actions.standing.reckon": (
        lambda s: standing.reckon(earned(s), community(s), at=now()),
        ["trust.credited", "trust.level_changed"],
    ),
    "trust.actions.standing.step_down": (
        lambda s: (appointed(s), standing.step_down(community(s), because=WHY, by=s.ben, at=now())),
        [*APPOINTED, "trust.appointment_ended"],
    ),
    "trust.actions.thresholds.set_threshold": (
        lambda s: thresholds.set_threshold(Threshold.objects.all()[0], by=s.ines, at=now()),
        ["trust.threshold_set"],
    ),
}
