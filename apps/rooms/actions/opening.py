"""Opening a room: one comes with each space, and anybody opens another for a unit of theirs."""

from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_hex
from typing import Any

from django.db import transaction

from apps.core.text import one_line
from apps.pages.choices import Marking
from apps.pages.models import Space
from apps.pages.slugs import slug_for
from apps.people.models import Person, Unit
from apps.records.actions import SYSTEM, record
from apps.rooms.choices import FIRST_TOPIC, Retention
from apps.rooms.models import Room, Topic
from apps.rooms.rules.opening import may_open_room
from apps.trust.actions.standing import appoint
from apps.trust.models import Community, Membership

OPENED_IT = "They opened the room, and no steward had emerged in it."
SLUG_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Opening:
    """What the opener of a room says about it; but for the title and unit Greenpaper knows an answer.

    `audience` is as wide as the unit itself where None. `marked` is by the fields of `Marked`.
    """

    title: str
    unit: Unit
    audience: int | None = None
    by_invitation: bool = False
    retention: Retention = Retention.WORK
    marked: dict[str, Any] = field(default_factory=dict)

    @property
    def breadth(self) -> int:
        """Who it is for: as was asked, or the unit alone."""
        return self.unit.kind.breadth if self.audience is None else self.audience

    @property
    def marking(self) -> str:
        return str(self.marked.get("marking", Marking.OFFICIAL))


@transaction.atomic
def open_room(opening: Opening, *, by: Person, at: datetime) -> Room:
    """This will open a room with a community of its own, whose first steward is whoever opens it, and a first topic.

    Raises Refused when `by` holds no post in the unit, the unit can have no such audience, or the marking forbids it.
    """
    may_open_room.require(by, opening.unit, opening.breadth, opening.marking, at)
    title = one_line(opening.title)
    community = Community.objects.create(
        title=title,
        slug=_slug(title),
        unit=opening.unit,
        audience_unit=opening.unit.spanning(opening.breadth),
        by_invitation=opening.by_invitation,
    )
    if opening.by_invitation:
        Membership.objects.create(community=community, person=by, invited_by=by, at=at)
    room = Room.objects.create(
        title=title,
        community=community,
        audience=opening.breadth,
        retention=opening.retention,
        opened_by=by,
        opened_at=at,
        **opening.marked,
    )
    _first_topic(room)
    details = {"unit": str(opening.unit), "audience": opening.breadth, "by_invitation": opening.by_invitation}
    record("rooms.opened", about=room, by=by, at=at, details={**details, "retention": int(opening.retention)})
    appoint(community, by, because=OPENED_IT, by=SYSTEM, at=at)
    return room


def room_for_space(space: Space) -> None:
    """This will give a new space its room, for whom the space is, with a first topic: part of opening the space."""
    room = Room.objects.create(
        title=space.title,
        community=space.community,
        space=space,
        audience=space.audience,
        opened_by=space.opened_by,
        opened_at=space.opened_at,
    )
    _first_topic(room)


def _first_topic(room: Room) -> Topic:
    facts = {"opened_by": room.opened_by, "opened_at": room.opened_at, "last_at": room.opened_at}
    return Topic.objects.create(room=room, title=FIRST_TOPIC, **facts)


def _slug(title: str) -> str:
    """An address of its own: one that is taken would tell that there is such a room to whom it is none of theirs."""
    return f"{slug_for(title)[:SLUG_LENGTH].rstrip('-_')}-{token_hex(4)}"
