"""What makes the page of a topic live, where the site has it so."""

from typing import Any

from django import template
from django.conf import settings

from apps.rooms.models import Topic

register = template.Library()


@register.inclusion_tag("rooms/_live.html")
def live_topic(topic: Topic) -> dict[str, Any]:
    """The script, where it asks, and the sentences that it shows."""
    return {"is_live": settings.LIVE_ROOMS, "topic": topic}
