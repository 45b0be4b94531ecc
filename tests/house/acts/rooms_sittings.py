"""Web chats in rooms: announced, asked in, sifted, answered, and made into a page."""

from apps.core.clock import now
from apps.moderation.actions import guidelines
from apps.rooms.actions import opening, sitting_answers, sitting_questions, sittings, transcribing
from apps.rooms.actions.opening import Opening
from apps.rooms.actions.promoting import Chosen, NewPage
from apps.rooms.models import Asked, Sitting
from apps.rooms.transcripts import digest_of
from tests import cast, stories
from tests.house.acts.stage import WHY, Act, Stage
from tests.rooms.sitting import announce

ANNOUNCED = ["rooms.opened", "trust.steward_appointed", "rooms.sitting_announced"]
BEGUN = [*ANNOUNCED, "rooms.sitting_begun"]
READ = "moderation.guidelines_accepted"
ASKED = [*ANNOUNCED, READ, "rooms.question_asked"]
PUT = [*BEGUN, READ, "rooms.question_asked", "rooms.question_put"]
WAITS = [*PUT, READ, "rooms.question_answered"]
DRAFTED = ["pages.draft_started", "pages.draft_saved"]
SHOWN = [*PUT, READ, "rooms.answer_shown"]


def announced(stage: Stage, *, clears_answers: bool = False) -> Sitting:
    """By Amina, the first steward of her room, who answers in it herself."""
    room = opening.open_room(Opening("Winter fares", stage.government.rural_transport), **stage.by)
    return announce(room, stage.amina, by=stage.amina, clears_answers=clears_answers)


def begun(stage: Stage, *, clears_answers: bool = False) -> Sitting:
    sitting = announced(stage, clears_answers=clears_answers)
    return sittings.begin(sitting, by=stage.amina, at=sitting.starts_at)


def asked(stage: Stage, sitting: Sitting) -> Asked:
    guidelines.accept(by=stage.ben, at=now())
    return sitting_questions.ask(sitting, "Who pays?", by=stage.ben, at=now())


def put(stage: Stage, *, clears_answers: bool = False) -> Asked:
    return sitting_questions.put(asked(stage, begun(stage, clears_answers=clears_answers)), **stage.by)


def answered(stage: Stage, *, clears_answers: bool = False) -> Asked:
    question = put(stage, clears_answers=clears_answers)
    guidelines.accept(**stage.by)
    return sitting_answers.answer(question, "We do.", **stage.by)


def voted(stage: Stage) -> Asked:
    question = asked(stage, announced(stage))
    cast.post(stage.hal, stage.government.rural_transport, "AA", "Support")
    sitting_questions.vote(question, by=stage.hal, at=now())
    return question


def set_aside(stage: Stage) -> object:
    room = opening.open_room(Opening("Winter fares", stage.government.rural_transport), **stage.by)
    cast.post(stage.hal, stage.government.rural_transport, "AA", "Support")
    question = asked(stage, announce(room, stage.hal, by=stage.amina))
    return sitting_questions.set_aside(question, because=WHY, **stage.by)


def cleared(stage: Stage) -> object:
    question = answered(stage, clears_answers=True)
    return sitting_answers.clear(question, seen=digest_of(question), by=stage.ben, at=now())


def transcribed(stage: Stage) -> object:
    shown = answered(stage)
    sitting = sittings.end(shown.sitting, **stage.by)
    front = stories.front(stage.space)
    page = NewPage(front, "What was asked", stage.space.audience)
    assert shown.message is not None
    chosen = Chosen(sitting.topic, (shown.message.number,), widened_because=WHY)
    return transcribing.transcribe(sitting, chosen, page, **stage.by)


ACTS: dict[str, tuple[Act, list[str]]] = {
    "rooms.actions.sittings.announce": (announced, ANNOUNCED),
    "rooms.actions.sittings.set_clearing": (
        lambda s: sittings.set_clearing(announced(s).room, clears=True, **s.by),
        [*ANNOUNCED, "rooms.clearing_of_answers_set"],
    ),
    "rooms.actions.sittings.begin": (begun, BEGUN),
    "rooms.actions.sittings.end": (lambda s: sittings.end(begun(s), **s.by), [*BEGUN, "rooms.sitting_ended"]),
    "rooms.actions.sittings.call_off": (
        lambda s: sittings.call_off(announced(s), because=WHY, **s.by),
        [*ANNOUNCED, "rooms.sitting_called_off"],
    ),
    "rooms.actions.sittings.begin_due": (lambda s: sittings.begin_due(announced(s).starts_at), BEGUN),
    "rooms.actions.sittings.end_due": (
        lambda s: sittings.end_due(begun(s).ends_at),
        [*BEGUN, "rooms.sitting_ended"],
    ),
    "rooms.actions.sitting_questions.ask": (lambda s: asked(s, announced(s)), ASKED),
    "rooms.actions.sitting_questions.vote": (voted, [*ASKED, "people.posting_started", "rooms.question_voted_for"]),
    "rooms.actions.sitting_questions.take_vote_back": (
        lambda s: sitting_questions.take_vote_back(voted(s), by=s.hal, at=now()),
        [*ASKED, "people.posting_started", "rooms.question_voted_for", "rooms.vote_taken_back"],
    ),
    "rooms.actions.sitting_questions.put": (put, PUT),
    "rooms.actions.sitting_questions.set_aside": (
        set_aside,
        [*ANNOUNCED[:2], "people.posting_started", ANNOUNCED[2], *ASKED[3:], "rooms.question_set_aside"],
    ),
    "rooms.actions.sitting_answers.answer": (answered, SHOWN),
    "rooms.actions.sitting_answers.answer, to be cleared": (lambda s: answered(s, clears_answers=True), WAITS),
    "rooms.actions.sitting_answers.take_back": (
        lambda s: sitting_answers.take_back(answered(s, clears_answers=True), **s.by),
        [*WAITS, "rooms.answer_taken_back"],
    ),
    "rooms.actions.sitting_answers.clear": (cleared, [*WAITS, "rooms.answer_shown"]),
    "rooms.actions.sitting_answers.send_back": (
        lambda s: sitting_answers.send_back(answered(s, clears_answers=True), because=WHY, by=s.ben, at=now()),
        [*WAITS, "rooms.answer_sent_back"],
    ),
    "rooms.actions.transcribing.transcribe": (
        transcribed,
        [*SHOWN, "rooms.sitting_ended", *DRAFTED, "rooms.promoted", "rooms.sitting_transcribed"],
    ),
}
