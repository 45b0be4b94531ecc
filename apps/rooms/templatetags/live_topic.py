"""What makes the page of a topic live, where the site has it so."""

from typing import Any

from django import template
from django.conf import settings

from apps.rooms.models import Topic

register = template.Library()


@register.inclusion_tag("rooms/_live.html")
def live_topic(topic: Topic, *, is_read: int | None) -> dict[str, Any]:
    """The script, where it asks, and the sentences that it shows.

    What comes is read with the rest, unless something unread stands before this page: then `is_read` is None.
    """
    return {"is_live": settings.LIVE_ROOMS, "topic": topic, "is_read": is_read is not None}
