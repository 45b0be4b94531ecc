"""What messages may be made into, for whom, and who records what was decided."""

from collections.abc import Sequence
from datetime import date, datetime

from apps.core.rules import Grounds, Rule
from apps.core.text import says_something
from apps.moderation.rules import may_write
from apps.pages.choices import Marking
from apps.pages.models import Page
from apps.pages.rules import may_draft_in
from apps.people.models import Person, Unit
from apps.rooms.models import Decision, Dissent, Message, Room
from apps.rooms.rules.talking import may_take_part


@Rule
def may_promote(person: Person, room: Room, messages: Sequence[Message], at: datetime) -> Grounds:
    """Whoever takes part in the room, of messages that readers still see; a closed room's among them."""
    writing = may_write(person, room.community, at)
    yield writing.allowed, writing.reason
    yield bool(messages), "Select the messages that you want to make something of."


@Rule
def may_be_made_into(room: Room, readers: Unit, *, marking: str, widened_because: str) -> Grounds:
    """What is made of a room is marked no lower, and is for more people only where somebody says so, and why."""
    yield (
        not room.is_sensitive or marking == Marking.SENSITIVE,
        f"‘{room}’ is marked OFFICIAL-SENSITIVE, so what is made of its messages must be marked so too.",
    )
    yield (
        not is_wider(room, readers) or says_something(widened_because),
        f"More people would read this than can read ‘{room}’: everybody in {readers}. Say that they may, and why.",
    )


def is_wider(room: Room, readers: Unit) -> bool:
    """Whether what is for everybody in this unit is read by people who may not read the room."""
    community = room.community
    return community.by_invitation or not readers.path.startswith(community.audience_unit.path)


@Rule
def may_record_decision(person: Person, place: Room | Page, at: datetime) -> Grounds:
    """In a room whoever takes part in it while it is open; about a page whoever may write in its space."""
    verdict = may_take_part(person, place, at) if isinstance(place, Room) else may_draft_in(person, place.space, at)
    yield verdict.allowed, verdict.reason


@Rule
def may_have_decided(posts: Sequence[tuple[Person, str]], on: date, today: date) -> Grounds:
    """Only who held a post on a day that has come decides anything; `posts` are each person's, empty for none."""
    yield on <= today, "A decision is recorded once it has been made, so its day cannot be in the future."
    yield bool(posts), "Enter who decided."
    for person, post in posts:
        yield post != "", f"{person} held no post on that day, so they cannot have decided. Enter who did, or the day."


@Rule
def may_supersede(person: Person, decision: Decision, at: datetime) -> Grounds:
    """Whoever may record one in the same place, and once: what supersedes it is superseded next."""
    place = decision.room or decision.page
    assert place is not None
    recording = may_record_decision(person, place, at)
    yield recording.allowed, recording.reason
    yield (
        not Decision.objects.filter(supersedes=decision).exists(),
        "Another decision has superseded this one already. Supersede that one instead.",
    )


@Rule
def may_dissent(person: Person, decision: Decision, at: datetime) -> Grounds:
    """Everybody who may read it, whatever else they are kept from, once, while it stands."""
    yield _reads(person, decision, at), "Only people who can read this decision can say that they do not agree."
    yield (
        not Decision.objects.filter(supersedes=decision).exists(),
        "Another decision has superseded this one. If you do not agree with that one either, say so there.",
    )
    yield (
        not Dissent.objects.filter(decision=decision, by=person).exists(),
        "You have said already that you do not agree. What you said stays on the record.",
    )


def _reads(person: Person, decision: Decision, at: datetime) -> bool:
    if decision.room is not None:
        return decision.room.has_member(person, at=at)
    assert decision.page is not None
    return decision.page.hidden_at is None and decision.page.audience_unit_id in person.reach_at(at)
