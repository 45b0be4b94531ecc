"""Rooms on hold: put there and taken off by administrators, who need not take part in the talk."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.core.clock import now
from apps.govuk.paging import page_asked
from apps.people.models import Person
from apps.people.requests import person_of
from apps.rooms.actions import holds
from apps.rooms.forms.keeping import BecauseForm, FindRoomForm
from apps.rooms.models import Room
from apps.rooms.queries.holds import holds_on_rooms, rooms_called, with_rooms
from apps.rooms.rules.holds import is_held
from apps.rooms.rules.keeping import may_hold

HOLDS_A_PAGE = 50
WHY_HOLD = "Why is it put on hold?"
HINT_HOLD = "Such as the number of the request, inquiry or claim. Only administrators read this."
WHY_LIFT = "Why is the hold lifted?"


@require_safe
def list_holds(request: HttpRequest) -> HttpResponse:
    """Every hold on a room there is or was, and the way to put one on another room."""
    may_hold.require(person_of(request))
    form = FindRoomForm(request.GET or None)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    page_obj = page_asked(request, holds_on_rooms(), HOLDS_A_PAGE)
    found = rooms_called(words) if words else []
    context = {"form": form, "words": words, "found": found, "page_obj": page_obj, "rows": with_rooms(page_obj)}
    return render(request, "rooms/holds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: HttpRequest, room_id: int) -> HttpResponse:
    """Puts a room on hold, or shows why it is."""
    person, at = person_of(request), now()
    room = get_object_or_404(_rooms(person), pk=room_id)
    may_hold.require(person)
    held = is_held(room)
    form = BecauseForm(
        request.POST or None,
        label=WHY_LIFT if held else WHY_HOLD,
        hint="" if held else HINT_HOLD,
    )
    if request.method == "POST" and form.is_valid():
        holds.hold(room, because=form.cleaned_data["because"], by=person, at=at)
        messages.success(request, "The room is on hold.")
        return redirect("rooms:holds")
    context = {"form": form, "room": room, "held": held}
    return render(request, "rooms/hold.html", context, status=422 if form.errors else 200)


@require_POST
def lift(request: HttpRequest, room_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    room = get_object_or_404(_rooms(person), pk=room_id)
    may_hold.require(person)
    form = BecauseForm(request.POST, label=WHY_LIFT)
    if not form.is_valid():
        context = {"form": form, "room": room, "held": is_held(room)}
        return render(request, "rooms/hold.html", context, status=422)
    holds.lift(room, because=form.cleaned_data["because"], by=person, at=at)
    messages.success(request, "The hold is lifted.")
    return redirect("rooms:holds")


def _rooms(person: Person) -> QuerySet[Room]:
    """The rooms this person may read; every one for administrators, whose hold it may need."""
    rooms = Room.objects.select_related("community__unit")
    return rooms if may_hold(person) else rooms.visible_to(person)
