"""Opening a room, and looking after it: its title, its marking, and whether it is open."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from apps.core.clock import now
from apps.core.rules import Refused
from apps.pages.forms.markings import MarkingForm
from apps.people.queries import units_of
from apps.people.requests import person_of
from apps.rooms.actions import opening, tending
from apps.rooms.forms.opening import CloseForm, OpenForm, RenameForm
from apps.rooms.rules.opening import may_close_room, may_look_after, may_rename_room, may_reopen_room
from apps.rooms.views.rooms import room_for


@require_http_methods(["GET", "HEAD", "POST"])
def open_room(request: HttpRequest) -> HttpResponse:
    person, at = person_of(request), now()
    units = units_of(person, at=at)
    form = OpenForm(request.POST or None, units=units)
    if request.method == "POST" and units and form.is_valid():
        try:
            room = opening.open_room(form.opening(), by=person, at=at)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "The room is open, and you are its first steward.")
            return redirect(room)
    return render(request, "rooms/open.html", {"form": form, "units": units}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, room_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    room = room_for(person, room_id)
    form = RenameForm(request.POST or None, initial={"title": room.title})
    if request.method == "POST" and form.is_valid():
        tending.rename(room, form.cleaned_data["title"], by=person, at=at)
        messages.success(request, "The room is called that now.")
        return redirect(room)
    context = {
        "room": room,
        "form": form,
        "may_rename": may_rename_room(person, room, at),
        "may_look_after": may_look_after(person, room, at),
        "may_close": may_close_room(person, room, at),
        "may_reopen": may_reopen_room(person, room, at),
    }
    return render(request, "rooms/settings.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def marking(request: HttpRequest, room_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    room = room_for(person, room_id)
    form = MarkingForm(request.POST or None, unit=room.community.unit, initial=room.marked())
    if request.method == "POST" and form.is_valid():
        try:
            tending.mark(room, form.marked(), by=person, at=at)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "Everything in the room bears that marking now.")
            return redirect(room)
    context = {"room": room, "form": form, "verdict": may_look_after(person, room, at)}
    return render(request, "rooms/marking.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, room_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    room = room_for(person, room_id)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        tending.close(room, because=form.cleaned_data["because"], by=person, at=at)
        messages.success(request, "The room is closed.")
        return redirect(room)
    context = {"room": room, "form": form, "verdict": may_close_room(person, room, at)}
    return render(request, "rooms/close.html", context, status=422 if form.errors else 200)


@require_POST
def reopen(request: HttpRequest, room_id: int) -> HttpResponse:
    person = person_of(request)
    room = tending.reopen(room_for(person, room_id), by=person, at=now())
    messages.success(request, "The room is open again.")
    return redirect(room)
