"""Questions, answers, thanks, and the weekly letter."""

from apps.core.clock import now
from apps.moderation.actions import guidelines
from apps.moderation.choices import Voice
from apps.practice.actions import answers, digest, questions, thanks
from apps.practice.actions.answers import Said
from apps.practice.actions.questions import Asked
from apps.practice.actions.tips import Tip
from apps.practice.models import Answer, Question
from tests.exchange import open_exchange
from tests.house.acts.practices import HEAD, OPENED, WRITTEN
from tests.house.acts.stage import WHY, Act, Stage

ASKED = [*OPENED, "moderation.guidelines_accepted", "practice.asked"]
ANSWERED = [*ASKED, "moderation.guidelines_accepted", "practice.answered"]
ACCEPTED = [*ANSWERED, "practice.answer_accepted", "trust.credited"]
THANKED = [*ANSWERED, "practice.thanked", "trust.credited"]


def asked(stage: Stage) -> Question:
    """By Amina, the steward, in a practice space of her own."""
    space = open_exchange(stage.amina)
    guidelines.accept(**stage.by)
    return questions.ask(space, Asked("Who counts?"), **stage.by)


def answered(stage: Stage) -> Answer:
    question = asked(stage)
    guidelines.accept(by=stage.ben, at=now())
    return answers.answer(question, Said("We do."), by=stage.ben, at=now())


def thanked(stage: Stage) -> Answer:
    given = answered(stage)
    thanks.thank(given, **stage.by)
    return given


def became(stage: Stage) -> object:
    """By Ben, who is new there: nobody picks it by chance for the stewards, as they look at it anyway."""
    tip = Tip("Count", HEAD, stage.government.rural_transport, Voice.OFFICIAL)
    return answers.make_practice(answered(stage), tip, by=stage.ben, at=now())


def wanted(stage: Stage) -> object:
    return digest.ask_for_digest(open_exchange(stage.amina), **stage.by)


def unwanted(stage: Stage) -> object:
    space = open_exchange(stage.amina)
    digest.ask_for_digest(space, **stage.by)
    return digest.stop_digest(space, **stage.by)


# Each act, by the action it is done through and what is special about it, with the records it leaves, in order.
ACTS: dict[str, tuple[Act, list[str]]] = {
    "practice.actions.questions.ask": (asked, ASKED),
    "practice.actions.questions.close": (
        lambda s: questions.close(asked(s), because=WHY, **s.by),
        [*ASKED, "practice.question_closed"],
    ),
    "practice.actions.questions.reopen": (
        lambda s: questions.reopen(questions.close(asked(s), because=WHY, **s.by), **s.by),
        [*ASKED, "practice.question_closed", "practice.question_reopened"],
    ),
    "practice.actions.answers.answer": (answered, ANSWERED),
    "practice.actions.answers.change": (
        lambda s: answers.change(answered(s), Said("We did."), by=s.ben, at=now()),
        [*ANSWERED, "practice.answer_changed"],
    ),
    "practice.actions.answers.accept": (lambda s: answers.accept(answered(s), **s.by), ACCEPTED),
    "practice.actions.answers.withdraw_acceptance": (
        lambda s: answers.withdraw_acceptance(answers.accept(answered(s), **s.by), because=WHY, **s.by),
        [*ACCEPTED, "practice.acceptance_withdrawn", "trust.credits_voided"],
    ),
    "practice.actions.answers.make_practice": (
        became,
        [*ANSWERED, *WRITTEN, "clearance.submitted", "practice.answer_became_draft"],
    ),
    "practice.actions.thanks.thank": (thanked, THANKED),
    "practice.actions.thanks.take_back": (
        lambda s: thanks.take_back(thanked(s), **s.by),
        [*THANKED, "practice.thanks_taken_back", "trust.credits_voided"],
    ),
    "practice.actions.digest.ask_for_digest": (wanted, [*OPENED, "practice.digest_asked_for"]),
    "practice.actions.digest.stop_digest": (
        unwanted,
        [*OPENED, "practice.digest_asked_for", "practice.digest_stopped"],
    ),
}
