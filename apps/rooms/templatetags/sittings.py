"""Web chats where people come by: in their room, and in the topic that each has."""

from typing import Any

from django import template

from apps.rooms.models import Room, Sitting, Topic
from apps.rooms.queries.sittings import soon_in

register = template.Library()


@register.inclusion_tag("rooms/_web_chats_soon.html")
def web_chats_soon(room: Room) -> dict[str, Any]:
    """The next of a room's that are not over; nothing where there are none."""
    return {"sittings": soon_in(room)}


@register.inclusion_tag("rooms/_web_chat_of_topic.html")
def web_chat_of(topic: Topic) -> dict[str, Any]:
    """The one whose topic this is; nothing of others."""
    return {"sitting": Sitting.objects.filter(topic=topic).select_related("leader").first()}
