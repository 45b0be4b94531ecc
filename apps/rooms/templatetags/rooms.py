"""The ways to rooms from where people are: the front page of a space, and the desk."""

from typing import Any

from django import template

from apps.pages.models import Page
from apps.people.models import Person
from apps.rooms.queries.rooms import rooms_with_news

register = template.Library()
MOST = 5


@register.inclusion_tag("rooms/_of_page.html")
def room_of(page: Page) -> dict[str, Any]:
    """From the front page of a space to its room, the same for every reader, and nothing is asked for it."""
    return {"space": page.space if page.is_front_page else None}


@register.inclusion_tag("rooms/_with_news.html")
def rooms_to_catch_up(person: Person) -> dict[str, Any]:
    """The rooms in which something is new to somebody, for their desk."""
    rows = rooms_with_news(person, most=MOST + 1)
    return {"rows": rows[:MOST], "has_more": len(rows) > MOST}
