"""Rooms to choose from, and the topics of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from apps.core.clock import now
from apps.govuk.paging import page_asked
from apps.people.models import Person
from apps.people.requests import person_of
from apps.rooms.actions.marking import come_in
from apps.rooms.forms.reading import DayForm
from apps.rooms.models import Room
from apps.rooms.queries.rooms import room_rows, rooms_of, topic_rows, topics_of
from apps.rooms.queries.unread import mark_in, unread_in_rooms

ROOMS_A_PAGE = 50
TOPICS_A_PAGE = 30


@require_safe
def rooms(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    page_obj = page_asked(request, rooms_of(person), ROOMS_A_PAGE)
    return render(request, "rooms/rooms.html", {"page_obj": page_obj, "rows": room_rows(page_obj, person)})


@require_safe
def room(request: HttpRequest, room_id: int) -> HttpResponse:
    person = person_of(request)
    found = room_for(person, room_id)
    mark = mark_in(found, person)
    if mark is None:
        come_in(found, by=person, at=now())
    page_obj = page_asked(request, topics_of(found, person), TOPICS_A_PAGE)
    context = {
        "room": found,
        "mark": mark,
        "page_obj": page_obj,
        "rows": topic_rows(page_obj, person),
        "news": unread_in_rooms([found], person).get(found.pk, 0),
        "form": DayForm(),
    }
    return render(request, "rooms/room.html", context)


@require_safe
def of_space(request: HttpRequest, space_id: int) -> HttpResponse:
    """From a space to its room."""
    return redirect(get_object_or_404(Room.objects.visible_to(person_of(request)), space=space_id))


def room_for(person: Person, room_id: int) -> Room:
    """The room as this person may read it."""
    seen = Room.objects.visible_to(person).select_related("community__unit", "community__audience_unit", "space")
    return get_object_or_404(seen, pk=room_id)
