"""What teams say they do with practices, and doubts about them."""

from datetime import timedelta

from django.utils.timezone import localdate

from apps.core.clock import now
from apps.moderation.actions import guidelines
from apps.practice.actions import adoptions, doubts
from apps.practice.actions.adoptions import Report
from apps.practice.choices import DoubtOutcome, Outcome, Use
from apps.practice.models import Adoption, Doubt
from tests.cast import post
from tests.house.acts.practices import PUBLISHED, practice
from tests.house.acts.stage import WHY, Act, Stage

REPORTED = [*PUBLISHED, "moderation.guidelines_accepted", "practice.adoption_reported"]
ASKED = [*PUBLISHED, "moderation.guidelines_accepted", "practice.doubted"]


def reported(stage: Stage, use: Use = Use.ADOPTED) -> Adoption:
    found = practice(stage)
    guidelines.accept(**stage.by)
    said = Report(stage.space.unit, use, Outcome.BETTER, localdate() - timedelta(days=9), evidence_words="We counted.")
    return adoptions.report(found, said, **stage.by)


def by_another_unit(stage: Stage) -> object:
    found = practice(stage)
    hal = post(stage.hal, stage.government.sea_defences, "EO", "Adviser")
    guidelines.accept(by=hal, at=now())
    team = stage.government.sea_defences
    said = Report(team, Use.ADOPTED, Outcome.BETTER, localdate(), evidence_words="We counted.")
    return adoptions.report(found, said, by=hal, at=now())


def doubted(stage: Stage) -> Doubt:
    found = practice(stage)
    guidelines.accept(**stage.by)
    return doubts.ask(found, because=WHY, **stage.by)


def settled(stage: Stage) -> object:
    return doubts.settle(doubted(stage), DoubtOutcome.STILL_RIGHT, answer="", edition=1, by=stage.ben, at=now())


ACTS: dict[str, tuple[Act, list[str]]] = {
    "practice.actions.adoptions.report": (reported, REPORTED),
    "practice.actions.adoptions.report, by another unit": (
        by_another_unit,
        [
            *PUBLISHED,
            "people.posting_started",
            "moderation.guidelines_accepted",
            "practice.adoption_reported",
            "trust.credited",
            "trust.level_changed",
        ],
    ),
    "practice.actions.adoptions.say_still_so": (
        lambda s: adoptions.say_still_so(reported(s), seen=1, **s.by),
        [*REPORTED, "practice.still_used"],
    ),
    "practice.actions.adoptions.retract": (
        lambda s: adoptions.retract(reported(s), because=WHY, **s.by),
        [*REPORTED, "practice.adoption_retracted"],
    ),
    "practice.actions.doubts.ask": (doubted, ASKED),
    "practice.actions.doubts.settle": (settled, [*ASKED, "pages.confirmed", "practice.doubt_settled"]),
}
