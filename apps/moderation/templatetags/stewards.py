"""What waits for a steward, for the desk and for the pages of a space."""

from typing import Any

from django import template

from apps.core.clock import now
from apps.moderation.queries.queue import waiting_by_community, waiting_for_nobody

register = template.Library()


@register.inclusion_tag("moderation/_waiting_for_stewards.html", takes_context=True)
def waiting_for_stewards(context: template.Context) -> dict[str, Any]:
    """Each queue in which something waits that the reader can look into, and how much; nothing for anybody else.

    Where nobody is a steward, whoever is posted in the unit that keeps the space can appoint one.
    """
    person = context["user"]
    return {"queues": waiting_by_community(person, at=now()), "for_nobody": waiting_for_nobody(person)}
