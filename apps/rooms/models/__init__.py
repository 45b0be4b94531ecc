"""Rooms: the talk that stays on the record."""

from apps.rooms.models.keeping import Disposal
from apps.rooms.models.messages import Mention, Message, MessageFile, MessageRevision, Reaction
from apps.rooms.models.outcomes import Decider, Decision, Dissent, PromotedMessage, Promotion
from apps.rooms.models.rooms import Room, RoomMark, Topic, TopicMark
from apps.rooms.models.sittings import Asked, Sitting, Vote

__all__ = [
    "Asked",
    "Decider",
    "Decision",
    "Disposal",
    "Dissent",
    "Mention",
    "Message",
    "MessageFile",
    "MessageRevision",
    "PromotedMessage",
    "Promotion",
    "Reaction",
    "Room",
    "RoomMark",
    "Sitting",
    "Topic",
    "TopicMark",
    "Vote",
]
