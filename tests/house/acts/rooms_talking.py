"""Rooms: opened, talked in, kept in order, and what becomes of what was said."""

from apps.core.clock import now
from apps.moderation.actions import guidelines
from apps.rooms.actions import editing, inviting, moving, opening, posting, reacting, tending, topics
from apps.rooms.actions.opening import Opening
from apps.rooms.actions.posting import Said
from apps.rooms.choices import Moving, Reacted
from apps.rooms.models import Message, Room, Topic
from tests.house.acts.stage import WHY, Act, Stage
from tests.stories import SENSITIVE

OPENED = ["rooms.opened", "trust.steward_appointed"]
READ = "moderation.guidelines_accepted"
SAID = [*OPENED, READ, "rooms.said"]
THANKED = [*SAID, "rooms.reacted", "trust.credited"]
INVITED = [*OPENED, "rooms.invited"]


def opened(stage: Stage, *, by_invitation: bool = False) -> Room:
    """By Amina, its first steward."""
    return opening.open_room(
        Opening("Winter fares", stage.government.rural_transport, by_invitation=by_invitation), **stage.by
    )


def general(room: Room) -> Topic:
    return Topic.objects.select_related("room").get(room=room)


def said(stage: Stage) -> Message:
    room = opened(stage)
    guidelines.accept(**stage.by)
    return posting.post(general(room), Said("It ends in March."), **stage.by)


def started(stage: Stage) -> Message:
    room = opened(stage)
    guidelines.accept(**stage.by)
    return topics.start(room, "Timetables", Said("They change in May."), **stage.by)


def thanked(stage: Stage) -> Message:
    message = said(stage)
    reacting.react(message, Reacted.THANKS, by=stage.ben, at=now())
    return message


def invited(stage: Stage) -> Room:
    room = opened(stage, by_invitation=True)
    inviting.invite(room, stage.ben, **stage.by)
    return room


# Each act, by the action it is done through and what is special about it, with the records it leaves, in order.
ACTS: dict[str, tuple[Act, list[str]]] = {
    "rooms.actions.opening.open_room": (opened, OPENED),
    "rooms.actions.posting.post": (said, SAID),
    "rooms.actions.topics.start": (started, [*OPENED, READ, "rooms.topic_started", "rooms.said"]),
    "rooms.actions.topics.open_topic": (
        lambda s: topics.open_topic(opened(s), "Timetables", **s.by),
        [*OPENED, "rooms.topic_started"],
    ),
    "rooms.actions.topics.rename": (
        lambda s: topics.rename(general(opened(s)), "Fares", **s.by),
        [*OPENED, "rooms.topic_renamed"],
    ),
    "rooms.actions.topics.close": (lambda s: topics.close(general(opened(s)), **s.by), [*OPENED, "rooms.topic_closed"]),
    "rooms.actions.topics.reopen": (
        lambda s: topics.reopen(topics.close(general(opened(s)), **s.by), **s.by),
        [*OPENED, "rooms.topic_closed", "rooms.topic_reopened"],
    ),
    "rooms.actions.topics.pin": (lambda s: topics.pin(general(opened(s)), **s.by), [*OPENED, "rooms.topic_pinned"]),
    "rooms.actions.topics.unpin": (
        lambda s: topics.unpin(topics.pin(general(opened(s)), **s.by), **s.by),
        [*OPENED, "rooms.topic_pinned", "rooms.topic_unpinned"],
    ),
    "rooms.actions.editing.edit": (
        lambda s: editing.edit(said(s), "It ends in April.", made_on=0, **s.by),
        [*SAID, "rooms.edited"],
    ),
    "rooms.actions.editing.withdraw": (lambda s: editing.withdraw(said(s), **s.by), [*SAID, "rooms.withdrawn"]),
    "rooms.actions.reacting.react": (thanked, THANKED),
    "rooms.actions.reacting.react, taken back": (
        lambda s: reacting.react(thanked(s), Reacted.THANKS, by=s.ben, at=now()),
        [*THANKED, "rooms.reaction_taken_back", "trust.credits_voided"],
    ),
    "rooms.actions.moving.move": (
        lambda s: moving.move(said(s), Moving.ONE, "Timetables", **s.by),
        [*SAID, "rooms.topic_started", "rooms.moved"],
    ),
    "rooms.actions.inviting.invite": (invited, INVITED),
    "rooms.actions.inviting.ask_out": (
        lambda s: inviting.ask_out(invited(s), s.ben, because=WHY, **s.by),
        [*INVITED, "rooms.asked_out"],
    ),
    "rooms.actions.inviting.leave": (
        lambda s: inviting.leave(invited(s), **s.by),
        [*INVITED, "rooms.left", "trust.appointment_ended"],
    ),
    "rooms.actions.tending.rename": (lambda s: tending.rename(opened(s), "Fares", **s.by), [*OPENED, "rooms.renamed"]),
    "rooms.actions.tending.mark": (lambda s: tending.mark(opened(s), SENSITIVE, **s.by), [*OPENED, "rooms.marked"]),
    "rooms.actions.tending.close": (
        lambda s: tending.close(opened(s), because=WHY, **s.by),
        [*OPENED, "rooms.closed"],
    ),
    "rooms.actions.tending.reopen": (
        lambda s: tending.reopen(tending.close(opened(s), because=WHY, **s.by), **s.by),
        [*OPENED, "rooms.closed", "rooms.reopened"],
    ),
}
