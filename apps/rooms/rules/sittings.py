"""Who runs a sitting, who asks and votes in it, who answers, and who clears what is answered.

Nothing here asks for a grade: who leads is whoever a steward of the room asks to, and stewards sift.
"""

from datetime import datetime, timedelta

from apps.core.rules import Grounds, Rule
from apps.moderation.rules import may_write
from apps.people.models import Person
from apps.rooms.choices import BEFORE_IT_IS_OVER, AskedState, SittingState
from apps.rooms.models import Asked, Room, Sitting
from apps.rooms.rules.holds import not_held
from apps.rooms.rules.keeping import may_keep
from apps.rooms.rules.talking import may_keep_order
from apps.trust.choices import Level
from apps.trust.queries.levels import level_of

# So many questions from one person, so that nobody fills a sitting by themselves.
MOST_QUESTIONS = 5
LONGEST_SITTING = timedelta(hours=8)
HIDDEN = "Stewards have hidden this question, so nothing can be done with it."
WHY_NOT_ANSWERED = {
    AskedState.ASKED: "A steward has not put this question to you yet.",
    AskedState.SET_ASIDE: "A steward has set this question aside.",
    AskedState.ANSWERED: "Your answer waits for a second pair of eyes. Take it back to change it.",
    AskedState.SHOWN: "This question is answered. You can change what you said where it stands.",
}


@Rule
def may_announce(person: Person, room: Room, leader: Person, at: datetime) -> Grounds:
    """A steward, of somebody who reads the room."""
    keeping = may_run_sittings(person, room, at)
    yield keeping.allowed, keeping.reason
    writing = may_write(leader, room.community, at)
    yield writing.allowed, f"{leader} cannot write in this room now, so they cannot answer questions here."


@Rule
def may_run_sittings(person: Person, room: Room, at: datetime) -> Grounds:
    """Stewards of the room, while it is open."""
    keeping = may_keep_order(person, room, at)
    yield keeping.allowed, keeping.reason
    yield room.closed_at is None, "This room is closed, so no web chat can be held in it."


@Rule
def may_set_clearing(person: Person, room: Room, clears: bool, at: datetime) -> Grounds:
    """Whoever keeps the room: whether answers in it are cleared is for its unit, and not for who leads or sifts."""
    keeping = may_keep(person, room, at)
    yield keeping.allowed, keeping.reason
    yield room.clears_answers != clears, "Somebody else has changed this already."


@Rule
def may_be_held(starts_at: datetime, ends_at: datetime, at: datetime) -> Grounds:
    yield starts_at > at, "A web chat starts later than now, so that people can ask beforehand."
    yield ends_at > starts_at, "A web chat ends after it starts."
    yield ends_at - starts_at <= LONGEST_SITTING, "A web chat takes at most 8 hours. Hold another one on another day."


@Rule
def may_begin(person: Person, sitting: Sitting, at: datetime) -> Grounds:
    """Whoever leads it or keeps order in its room, once its time has come."""
    running = _runs(person, sitting, at)
    yield running.allowed, running.reason
    yield sitting.state == SittingState.ANNOUNCED, "This web chat has begun, or it will not take place."
    yield sitting.starts_at <= at, "The time that was set for this web chat has not come yet."


@Rule
def may_end(person: Person, sitting: Sitting, at: datetime) -> Grounds:
    running = _runs(person, sitting, at)
    yield running.allowed, running.reason
    yield sitting.state == SittingState.OPEN, "Nobody is answering in this web chat now."


@Rule
def may_call_off(person: Person, sitting: Sitting, at: datetime) -> Grounds:
    running = _runs(person, sitting, at)
    yield running.allowed, running.reason
    yield sitting.state == SittingState.ANNOUNCED, "This web chat has begun or is called off already."


@Rule
def may_ask(person: Person, sitting: Sitting, at: datetime) -> Grounds:
    """Whoever takes part in the room but the leader, some questions each, until it is over."""
    yield sitting.room.closed_at is None, "This room is closed, so nobody asks in it any more."
    yield sitting.state in BEFORE_IT_IS_OVER, "This web chat takes no more questions."
    writing = may_write(person, sitting.room.community, at)
    yield writing.allowed, writing.reason
    yield sitting.leader_id != person.pk, "You answer in this web chat, so you do not ask in it."
    yield (
        sitting.questions.filter(by=person).count() < MOST_QUESTIONS,
        f"You have asked {MOST_QUESTIONS} questions in this web chat, which is all that one person can.",
    )


@Rule
def may_vote(person: Person, asked: Asked, at: datetime) -> Grounds:
    """Whoever takes part, for what is not answered yet, and nobody for their own."""
    yield asked.hidden_at is None, HIDDEN
    yield asked.by_id != person.pk, "You asked this yourself, so you cannot vote for it."
    yield asked.sitting.leader_id != person.pk, "You answer in this web chat, so you do not vote in it."
    waits = asked.state in (AskedState.ASKED, AskedState.PUT) and asked.sitting.state in BEFORE_IT_IS_OVER
    yield waits, "This question no longer waits for an answer, so nobody can vote for it."
    writing = may_write(person, asked.sitting.room.community, at)
    yield writing.allowed, writing.reason


@Rule
def may_put(person: Person, asked: Asked, at: datetime) -> Grounds:
    """Stewards put questions to the leader, but for their own; what was set aside too."""
    sifting = _may_sift(person, asked, at)
    yield sifting.allowed, sifting.reason
    waits = asked.state in (AskedState.ASKED, AskedState.SET_ASIDE)
    yield waits, "This question has been put to whoever leads the web chat already."
    if asked.state == AskedState.SET_ASIDE:
        # Why it was set aside goes.
        held = not_held(asked.sitting.room)
        yield held.allowed, held.reason


@Rule
def may_set_aside(person: Person, asked: Asked, at: datetime) -> Grounds:
    """Stewards but whoever answers: nobody keeps from themselves what they are asked."""
    sifting = _may_sift(person, asked, at)
    yield sifting.allowed, sifting.reason
    yield asked.sitting.leader_id != person.pk, "You answer in this web chat, so another steward sets questions aside."
    waits = asked.state in (AskedState.ASKED, AskedState.PUT)
    yield waits, "This question is answered or set aside already."


@Rule
def may_answer(person: Person, asked: Asked, at: datetime) -> Grounds:
    """The leader, from when it begins; after it too, what was left over, until its transcript is made."""
    sitting = asked.sitting
    yield sitting.leader_id == person.pk, f"{sitting.leader} answers in this web chat, and nobody else."
    yield asked.hidden_at is None, HIDDEN
    yield sitting.state != SittingState.ANNOUNCED, "This web chat has not begun yet."
    yield sitting.state != SittingState.CALLED_OFF, "This web chat was called off."
    yield not sitting.has_transcript, "The transcript of this web chat is made, so nothing more is answered in it."
    yield asked.state == AskedState.PUT, WHY_NOT_ANSWERED.get(AskedState(asked.state), "")
    if asked.answer:
        # One that was sent back, or taken back: another would take its place.
        held = not_held(sitting.room)
        yield held.allowed, held.reason
    writing = may_write(person, sitting.room.community, at)
    yield writing.allowed, writing.reason


@Rule
def may_take_back_answer(person: Person, asked: Asked, at: datetime) -> Grounds:
    """The leader, as long as nobody has cleared it."""
    yield asked.answered_by_id == person.pk, "Only whoever gave this answer can take it back."
    yield asked.state == AskedState.ANSWERED, "This answer does not wait to be cleared."
    writing = may_write(person, asked.sitting.room.community, at)
    yield writing.allowed, writing.reason


@Rule
def may_clear_answer(person: Person, asked: Asked, at: datetime) -> Grounds:
    """Somebody else of the unit that keeps the room, at whatever grade, who reads it. Law 3: never their own words."""
    room = asked.sitting.room
    yield asked.state == AskedState.ANSWERED, "This answer does not wait to be cleared."
    yield asked.hidden_at is None, HIDDEN
    yield asked.answered_by_id != person.pk, "You gave this answer yourself, so somebody else clears it."
    kept = room.community.is_kept_by(person, at=at)
    yield kept, f"Only people posted in {room.community.unit}, which keeps this room, clear answers in it."
    writing = may_write(person, room.community, at)
    yield writing.allowed, writing.reason


@Rule
def may_transcribe(person: Person, sitting: Sitting, at: datetime) -> Grounds:
    """Whoever led it or keeps order in its room, once it is over and no answer waits."""
    running = _runs(person, sitting, at)
    yield running.allowed, running.reason
    yield sitting.state == SittingState.CLOSED, "A transcript is made once the web chat is over."
    yield not sitting.has_transcript, "The transcript of this web chat is made already."
    waiting = sitting.questions.filter(state=AskedState.ANSWERED, hidden_at=None)
    yield not waiting.exists(), "An answer waits for a second pair of eyes. Have it cleared or sent back first."
    shown = sitting.questions.filter(state=AskedState.SHOWN)
    yield shown.exists(), "Nothing was answered in this web chat, so there is no transcript to make."


@Rule
def _runs(person: Person, sitting: Sitting, at: datetime) -> Grounds:
    community = sitting.room.community
    writing = may_write(person, community, at)
    yield writing.allowed, writing.reason
    yield (
        sitting.leader_id == person.pk or level_of(person, community, at=at) == Level.STEWARD,
        f"Only {sitting.leader}, who leads this web chat, or a steward of ‘{sitting.room}’ can do this.",
    )


@Rule
def _may_sift(person: Person, asked: Asked, at: datetime) -> Grounds:
    keeping = may_keep_order(person, asked.sitting.room, at)
    yield keeping.allowed, keeping.reason
    yield asked.hidden_at is None, HIDDEN
    yield asked.by_id != person.pk, "You asked this yourself, so another steward sifts it."
    yield asked.sitting.state != SittingState.CALLED_OFF, "This web chat was called off."
