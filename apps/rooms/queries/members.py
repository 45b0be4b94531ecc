"""Who is in a room that is by invitation."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from apps.people.models import Posting
from apps.rooms.models import Room
from apps.trust.models import Membership


def members_of(room: Room, *, at: datetime) -> QuerySet[Membership]:
    """Whoever was asked in and has not gone, by name; nobody where all whom it is for are in it.

    Each with `reads`: whether they hold a post now among those it can be for, without which they read nothing of it.
    """
    if not room.community.by_invitation:
        return Membership.objects.none()
    there = Membership.objects.filter(community=room.community_id, ended_at=None).annotate(reads=_in_post(room, at))
    return there.select_related("person", "invited_by").order_by("person__name", "pk")


def readers_of(room: Room, *, at: datetime) -> QuerySet[Membership]:
    """Those of them who may sign in and read it now."""
    return members_of(room, at=at).filter(_in_post(room, at), person__is_active=True)


def _in_post(room: Room, at: datetime) -> Exists:
    return Exists(Posting.objects.held_at(at).within(room.community.audience_unit).filter(person=OuterRef("person")))
