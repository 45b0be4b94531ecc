"""What somebody looks after, for their desk."""

from datetime import timedelta
from typing import Any

from django import template
from django.utils.timezone import localdate

from apps.core.clock import now
from apps.pages.queries.owners import owned_by
from apps.people.models import Person

register = template.Library()

SHOWN = 5
AHEAD = timedelta(weeks=4)


@register.inclusion_tag("pages/_looked_after.html")
def pages_looked_after(person: Person) -> dict[str, Any]:
    """Pages that a post of this person owns and that are due, or soon will be; nothing for whoever holds no post."""
    if not person.reach:
        return {"has_post": False}
    today = localdate()
    due = owned_by(person, at=now()).filter(review_by__lte=today + AHEAD)
    found = due[:SHOWN]
    return {"has_post": True, "pages": found, "today": today}
