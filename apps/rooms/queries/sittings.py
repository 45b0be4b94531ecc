"""Sittings and what is asked in them, as a person may read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When

from apps.moderation.rules import may_write
from apps.people.models import Person, Posting
from apps.rooms import naming
from apps.rooms.choices import BEFORE_IT_IS_OVER, AskedState, SittingState
from apps.rooms.models import Asked, Message, Room, RoomMark, Sitting, Vote
from apps.trust.choices import Level
from apps.trust.queries.levels import level_of

# What waits for somebody stands first while a sitting runs; what was answered once it is over.
WHILE_IT_RUNS = (AskedState.ANSWERED, AskedState.PUT, AskedState.ASKED, AskedState.SHOWN, AskedState.SET_ASIDE)
AFTERWARDS = (AskedState.SHOWN, AskedState.ANSWERED, AskedState.PUT, AskedState.ASKED, AskedState.SET_ASIDE)
# So many that are to come stand on the page of their room.
MOST_SOON = 3


@dataclass(frozen=True, slots=True)
class Reader:
    """What somebody is to a sitting: which of its buttons they are shown. The actions ask their rules again."""

    person: Person
    writes: bool
    is_steward: bool
    is_leader: bool
    clears: bool


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question as its reader is shown it. `words` are those of the message it became, none where these are gone."""

    asked: Asked
    words: Sequence[naming.Piece]
    may_vote: bool
    may_put: bool
    may_set_aside: bool
    may_answer: bool
    may_take_back: bool
    may_clear: bool


def reader_of(sitting: Sitting, person: Person, *, at: datetime) -> Reader:
    """What this person is to the sitting at that moment."""
    community = sitting.room.community
    writes, leads = bool(may_write(person, community, at)), sitting.leader_id == person.pk
    keeps = level_of(person, community, at=at) == Level.STEWARD
    return Reader(
        person,
        writes=writes,
        is_steward=writes and keeps,
        is_leader=writes and leads,
        clears=writes and not leads and community.is_kept_by(person, at=at),
    )


def questions_of(sitting: Sitting, reader: Reader) -> QuerySet[Asked]:
    """Its questions as this reader may see them, by what has become of them and then by votes.

    `votes_given` is how many wish it answered, `is_voted` whether this person does.
    """
    seen = sitting.questions.filter(hidden_at=None)
    if not reader.is_steward:
        seen = seen.filter(~Q(state=AskedState.SET_ASIDE) | Q(by=reader.person))
    order = AFTERWARDS if sitting.state == SittingState.CLOSED else WHILE_IT_RUNS
    place = Case(*(When(state=state, then=Value(n)) for n, state in enumerate(order)), output_field=IntegerField())
    own = Vote.objects.filter(asked=OuterRef("pk"), person=reader.person)
    counted = seen.annotate(place=place, votes_given=Count("votes"), is_voted=Exists(own))
    named = counted.select_related("by", "message", "cleared_by", "sifted_by")
    return named.order_by("place", F("message__number").asc(nulls_first=True), "-votes_given", "at", "pk")


def as_shown(sitting: Sitting, questions: Sequence[Asked], reader: Reader) -> list[ShownQuestion]:
    """The questions with what this reader may do about each, in one query more however many they are."""
    words = naming.html_for([one.message for one in questions if one.message], reader.person)
    runs = sitting.state in BEFORE_IT_IS_OVER
    answers = sitting.state in (SittingState.OPEN, SittingState.CLOSED) and not sitting.has_transcript
    sifts = reader.is_steward and sitting.state != SittingState.CALLED_OFF
    shown = []
    for one in questions:
        mine, state = one.by_id == reader.person.pk, one.state
        waits = state in (AskedState.ASKED, AskedState.PUT)
        shown.append(
            ShownQuestion(
                asked=one,
                words=words.get(one.message_id, ()) if one.message_id else (),
                may_vote=reader.writes and not reader.is_leader and not mine and waits and runs,
                may_put=sifts and not mine and state in (AskedState.ASKED, AskedState.SET_ASIDE),
                may_set_aside=sifts and not mine and not reader.is_leader and waits,
                may_answer=reader.is_leader and answers and state == AskedState.PUT,
                may_take_back=reader.is_leader and state == AskedState.ANSWERED,
                may_clear=reader.clears and state == AskedState.ANSWERED,
            )
        )
    return shown


def sittings_of(room: Room) -> QuerySet[Sitting]:
    """Those of a room: what is to come first, the next one on top, and then what has been."""
    to_come = Case(
        When(state=SittingState.OPEN, then=Value(0)),
        When(state=SittingState.ANNOUNCED, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    soonest = Case(When(state=SittingState.ANNOUNCED, then=F("starts_at")))
    rows = room.sittings.select_related("leader").annotate(to_come=to_come, soonest=soonest)
    return rows.order_by("to_come", F("soonest").asc(nulls_last=True), "-starts_at", "-pk")


def soon_in(room: Room) -> QuerySet[Sitting]:
    """The next of a room's sittings that are not over, three at most."""
    return sittings_of(room).filter(state__in=BEFORE_IT_IS_OVER)[:MOST_SOON]


def who_may_clear(asked: Asked, *, at: datetime) -> QuerySet[Person]:
    """Whoever may clear an answer, those who came to the room last first."""
    community = asked.sitting.room.community
    kept = Posting.objects.held_at(at).filter(person=OuterRef("pk"), unit__path__startswith=community.unit.path)
    reads = Posting.objects.held_at(at).filter(
        person=OuterRef("pk"), unit__path__startswith=community.audience_unit.path
    )
    people = Person.objects.filter(Exists(kept), Exists(reads), ~Q(pk=asked.sitting.leader_id), is_active=True)
    if community.by_invitation:
        people = people.filter(pk__in=community.memberships.filter(ended_at=None).values("person"))
    came = RoomMark.objects.filter(room=asked.sitting.room, person=OuterRef("pk")).values("came_at")[:1]
    return people.annotate(came_at=Subquery(came)).order_by(F("came_at").desc(nulls_last=True), "name", "pk")


def answers_shown(sitting: Sitting) -> QuerySet[Message]:
    """The answers that readers see in the sitting's topic, in their order; not those that were moved elsewhere."""
    there = Message.objects.with_words().filter(asked__sitting=sitting, topic=sitting.topic_id)
    return there.select_related("by").order_by("number")
