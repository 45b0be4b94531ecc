"""Who is in a room that is by invitation."""

from datetime import datetime

from django.db.models import QuerySet

from apps.rooms.models import Room
from apps.trust.models import Membership


def members_of(room: Room, *, at: datetime) -> QuerySet[Membership]:
    """Whoever was asked in and has not gone by that moment, by name; nobody where all whom it is for are in it."""
    if not room.community.by_invitation:
        return Membership.objects.none()
    there = Membership.objects.filter(community=room.community_id, ended_at=None, at__lte=at)
    return there.select_related("person", "invited_by").order_by("person__name", "pk")
