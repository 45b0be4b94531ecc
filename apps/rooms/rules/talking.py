"""Who talks in a room, changes what they said, and keeps order there."""

from datetime import datetime, timedelta

from apps.core.rules import Grounds, Rule
from apps.moderation.rules import may_contribute, may_write
from apps.people.models import Person
from apps.rooms.choices import FLOOD_MESSAGES, FLOOD_SECONDS, MESSAGE_LENGTH, TOPIC_MOVES, MessageKind, TopicState
from apps.rooms.models import Asked, Message, Room, Topic
from apps.rooms.rules.holds import not_held
from apps.trust.choices import Level
from apps.trust.queries.levels import level_of

CLEARED = (
    "Somebody else cleared this answer in these very words, so they stay. Say in another message what has changed, or "
    "withdraw it."
)
OTHERS_WORDS = "Only whoever wrote a message can do this. A steward can hide one that breaks the guidelines."


@Rule
def may_talk(person: Person, place: Room | Topic, at: datetime) -> Grounds:
    """Whoever takes part, has accepted the guidelines and is not paused there, while the room and topic are open."""
    is_open = takes_more(place)
    yield is_open.allowed, is_open.reason
    contributing = may_contribute(person, room_of(place).community, at)
    yield contributing.allowed, contributing.reason


@Rule
def may_take_part(person: Person, place: Room | Topic, at: datetime) -> Grounds:
    """As `may_talk`, for acts in which nothing is said and for forms, which ask for the guidelines themselves."""
    is_open = takes_more(place)
    yield is_open.allowed, is_open.reason
    writing = may_write(person, room_of(place).community, at)
    yield writing.allowed, writing.reason


@Rule
def takes_more(place: Room | Topic) -> Grounds:
    """Whether anything more is said there."""
    yield room_of(place).closed_at is None, "This room is closed, so nobody can say anything more in it."
    is_open = isinstance(place, Room) or place.state == TopicState.OPEN
    yield is_open, "This topic is closed. Ask a steward to open it again, or start another."


@Rule
def may_be_said(body: str, *, has_files: bool) -> Grounds:
    """A message says something, or brings a file. For a longer text there are pages."""
    yield bool(body.strip()) or has_files, "Enter your message"
    yield (
        len(body) <= MESSAGE_LENGTH,
        f"Your message must be {MESSAGE_LENGTH:,} characters or fewer. Put a longer text on a page, and link to it.",
    )


@Rule
def may_say_more(person: Person, room: Room, at: datetime) -> Grounds:
    """So much from one person in one room, and then they are asked to wait."""
    since = at - timedelta(seconds=FLOOD_SECONDS)
    lately = Message.objects.filter(by=person, room=room, at__gt=since).values("pk")[:FLOOD_MESSAGES]
    yield (
        len(lately) < FLOOD_MESSAGES,
        f"You have sent {FLOOD_MESSAGES} messages here in {FLOOD_SECONDS} seconds. Wait a moment, then send this one.",
    )


@Rule
def may_answer(message: Message, topic: Topic) -> Grounds:
    """What is answered stands in the same room, and readers still see what it says."""
    yield message.room_id == topic.room_id, "What you answer was said in another room."
    yield message.has_words, "Readers no longer see the message that you answer. Say it without naming that one."


@Rule
def may_edit(person: Person, message: Message, at: datetime) -> Grounds:
    """Whoever wrote it, while its topic is open and nothing stops changes to the room's record."""
    yield message.by_id == person.pk, OTHERS_WORDS
    yield message.has_words, "Readers do not see this message now, so it cannot be changed."
    talking = may_take_part(person, message.topic, at)
    yield talking.allowed, talking.reason
    held = not_held(message.room)
    yield held.allowed, held.reason
    # A clearance is for exact text, and nobody clears their own words.
    yield not Asked.objects.filter(message=message, cleared_by__isnull=False).exists(), CLEARED


@Rule
def may_withdraw(person: Person, message: Message, at: datetime) -> Grounds:
    """Whoever wrote it, in a closed topic too; that it was there stays."""
    yield message.by_id == person.pk, OTHERS_WORDS
    yield message.has_words, "Readers do not see this message now, so there is nothing to withdraw."
    writing = may_write(person, message.room.community, at)
    yield writing.allowed, writing.reason
    held = not_held(message.room)
    yield held.allowed, held.reason


@Rule
def may_react(person: Person, message: Message, at: datetime) -> Grounds:
    """Whoever takes part, to what readers see."""
    yield message.has_words, "Readers do not see this message now, so nobody can react to it."
    talking = may_take_part(person, message.topic, at)
    yield talking.allowed, talking.reason


@Rule
def may_thank(person: Person, message: Message) -> Grounds:
    yield message.by_id != person.pk, "You wrote this yourself, so you cannot thank yourself for it."


@Rule
def may_keep_order(person: Person, room: Room, at: datetime) -> Grounds:
    """Stewards of the room's community: those who pin, close and open topics, and move what others said."""
    writing = may_write(person, room.community, at)
    yield writing.allowed, writing.reason
    yield (
        level_of(person, room.community, at=at) == Level.STEWARD,
        f"Only a steward of ‘{room}’ can do this.",
    )


@Rule
def may_move_topic(person: Person, topic: Topic, to: TopicState, at: datetime) -> Grounds:
    """Closing a topic, and opening it again."""
    keeping = may_keep_order(person, topic.room, at)
    yield keeping.allowed, keeping.reason
    was = TopicState(topic.state)
    yield to in TOPIC_MOVES[was], f"This topic is {was.label.lower()} already."


@Rule
def may_rename_topic(person: Person, topic: Topic, at: datetime) -> Grounds:
    """Whoever began it while it is open, or a steward."""
    if topic.opened_by_id == person.pk:
        talking = may_take_part(person, topic, at)
        yield talking.allowed, talking.reason
        return
    keeping = may_keep_order(person, topic.room, at)
    yield keeping.allowed, keeping.reason


@Rule
def may_move(person: Person, message: Message, at: datetime) -> Grounds:
    """Whoever said it, or a steward, while nothing stops changes to the room's record."""
    if message.by_id == person.pk:
        writing = may_write(person, message.room.community, at)
        yield writing.allowed, writing.reason
    else:
        keeping = may_keep_order(person, message.room, at)
        yield keeping.allowed, keeping.reason
    yield message.kind == MessageKind.SAID, "This tells of what was moved, and stays where it is."
    yield message.room.closed_at is None, "This room is closed, so nothing in it is moved any more."
    held = not_held(message.room)
    yield held.allowed, held.reason


@Rule
def may_move_all(person: Person, room: Room, at: datetime) -> Grounds:
    """What several people said is moved by a steward alone."""
    keeping = may_keep_order(person, room, at)
    yield keeping.allowed, keeping.reason


@Rule
def may_move_to(person: Person, topic: Topic, at: datetime) -> Grounds:
    """Nobody adds to a topic that is closed."""
    talking = may_take_part(person, topic, at)
    yield talking.allowed, talking.reason


def room_of(place: Room | Topic) -> Room:
    """The room itself, or that of the topic."""
    return place if isinstance(place, Room) else place.room
