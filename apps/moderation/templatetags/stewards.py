"""What waits for a steward, for the desk and for the pages of a space."""

from typing import Any

from django import template

from apps.core.clock import now
from apps.moderation.queries.queue import waiting_by_community

register = template.Library()


@register.inclusion_tag("moderation/_waiting_for_stewards.html", takes_context=True)
def waiting_for_stewards(context: template.Context) -> dict[str, Any]:
    """Each queue in which something waits that the reader can look into, and how much; nothing for anybody else."""
    return {"queues": waiting_by_community(context["user"], at=now())}
