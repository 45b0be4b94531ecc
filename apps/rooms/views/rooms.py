"""Rooms to choose from, and the topics of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from apps.people.models import Person
from apps.people.requests import person_of
from apps.rooms.models import Room


@require_safe
def rooms(request: HttpRequest) -> HttpResponse:
    return render(request, "rooms/rooms.html", {})


@require_safe
def room(request: HttpRequest, room_id: int) -> HttpResponse:
    found = room_for(person_of(request), room_id)
    return render(request, "rooms/room.html", {"room": found})


def room_for(person: Person, room_id: int) -> Room:
    """The room as this person may read it."""
    seen = Room.objects.visible_to(person).select_related("community__unit", "community__audience_unit", "space")
    return get_object_or_404(seen, pk=room_id)
