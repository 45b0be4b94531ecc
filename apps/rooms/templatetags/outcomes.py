"""Where a page, a draft, a comment or a decision came from, when it was made of what was said in a room."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.timezone import localdate

from apps.pages.models import Comment, Draft, Page
from apps.people.models import Person
from apps.rooms.models import Decision, Promotion, Room
from apps.rooms.queries.outcomes import promotions_behind

register = template.Library()


@dataclass(frozen=True, slots=True)
class CameFrom:
    """A promotion as one reader is shown it. Whoever may not read the room hears only whose room it is."""

    promotion: Promotion
    is_read: bool

    @property
    def people(self) -> list[str]:
        return self.promotion.people.splitlines()

    @property
    def is_one_day(self) -> bool:
        return localdate(self.promotion.first_at) == localdate(self.promotion.last_at)


@register.inclusion_tag("rooms/_page_talk.html", takes_context=True)
def page_talk(context: template.Context, page: Page) -> dict[str, Any]:
    """For a published page, which is laid out once for all readers of the same units.

    So a room by invitation goes unnamed, even to those who are asked in: who they are is not known from their units.
    """
    reach = context["request"].user.reach
    found = promotions_behind(draft__page=page)
    return {"page": page, "came_from": [CameFrom(one, _is_read_in(one.room, reach)) for one in found]}


@register.inclusion_tag("rooms/_came_from.html", takes_context=True)
def draft_came_from(context: template.Context, draft: Draft) -> dict[str, Any]:
    """For a draft, whose readers are also told why it is for more people than the room."""
    found = _for_person(promotions_behind(draft=draft), context["request"].user)
    return {"came_from": found, "is_started_by_it": True, "tells_why": True}


@register.inclusion_tag("rooms/_came_from.html", takes_context=True)
def comment_came_from(context: template.Context, comment: Comment) -> dict[str, Any]:
    """For the page of one comment."""
    found = _for_person(promotions_behind(comment=comment), context["request"].user)
    return {"came_from": found, "tells_why": True}


@register.inclusion_tag("rooms/_came_from.html", takes_context=True)
def decision_came_from(context: template.Context, decision: Decision) -> dict[str, Any]:
    """For a decision, which only those read who may read the room."""
    return {"came_from": _for_person(promotions_behind(decision=decision), context["request"].user)}


def _for_person(promotions: Iterable[Promotion], person: Person) -> list[CameFrom]:
    return [CameFrom(one, one.room.community.is_read_by(person)) for one in promotions]


def _is_read_in(room: Room, reach: frozenset[int]) -> bool:
    return not room.community.by_invitation and room.community.audience_unit_id in reach
