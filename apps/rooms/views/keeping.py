"""How long what was said is kept, what of it is due, and its end."""

from datetime import date

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.core.clock import now
from apps.core.rules import Refused
from apps.govuk.paging import page_asked
from apps.people.models import Person
from apps.people.requests import person_of
from apps.rooms.actions import disposing
from apps.rooms.forms.keeping import BecauseForm, RetentionForm
from apps.rooms.models import Disposal, Room
from apps.rooms.queries.keeping import COUNTED_UP_TO, counted, due_in, due_up_to, next_due, open_disposal
from apps.rooms.queries.records import acts_on
from apps.rooms.rules.holds import is_held
from apps.rooms.rules.keeping import may_approve, may_ask_to_dispose, may_keep, may_refuse

DISPOSALS_A_PAGE = 20
WHY_CHANGE = "Why is it to be kept for that long?"
WHY_DISPOSE = "Why can it go?"
HINT_DISPOSE = (
    "What was kept elsewhere, and, where it has to be offered to The National Archives, when it was and what they said."
)
WHY_REFUSE = "Why is it to stay?"


@require_safe
def retention(request: HttpRequest, room_id: int) -> HttpResponse:
    """What of a room is kept for how long, to everybody in it."""
    person, at = person_of(request), now()
    room = _room(person, room_id)
    context = {
        "room": room,
        "is_held": is_held(room) is not None,
        "due": counted(due_in(room, at)),
        "counted_up_to": COUNTED_UP_TO,
        "next_due": next_due(room, at),
        "open": open_disposal(room),
        "page_obj": page_asked(request, _disposals(room), DISPOSALS_A_PAGE),
        "may_keep": may_keep(person, room, at),
        "may_ask": may_ask_to_dispose(person, room, at),
    }
    return render(request, "rooms/retention.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change_retention(request: HttpRequest, room_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    room = _room(person, room_id)
    form = RetentionForm(request.POST or None, initial={"retention": room.retention}, label=WHY_CHANGE)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        may_keep.require(person, room, at)
        try:
            disposing.set_retention(room, said["retention"], because=said["because"], by=person, at=at)
        except Refused as refusal:
            form.add_error("retention", refusal.reason)
        else:
            messages.success(request, "It is kept for that long from now on.")
            return redirect("rooms:retention", room.pk)
    context = {"form": form, "room": room, "verdict": may_keep(person, room, at)}
    return render(request, "rooms/retention_change.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def dispose(request: HttpRequest, room_id: int) -> HttpResponse:
    """Asks that what is due be disposed of."""
    person, at = person_of(request), now()
    room = _room(person, room_id)
    form = BecauseForm(request.POST or None, label=WHY_DISPOSE, hint=HINT_DISPOSE)
    if request.method == "POST" and form.is_valid():
        asked = disposing.ask(room, because=form.cleaned_data["because"], by=person, at=at)
        messages.success(request, "Somebody else of your unit now decides.")
        return redirect(asked)
    context = {
        "form": form,
        "room": room,
        "due": counted(due_in(room, at)),
        "up_to": due_up_to(room, at),
        "counted_up_to": COUNTED_UP_TO,
        "verdict": may_ask_to_dispose(person, room, at),
    }
    return render(request, "rooms/dispose.html", context, status=422 if form.errors else 200)


@require_safe
def disposal(request: HttpRequest, disposal_id: int) -> HttpResponse:
    """What was asked for and decided: once approved, the certificate."""
    person, at = person_of(request), now()
    found = _disposal(person, disposal_id)
    acts = acts_on(found)
    context = {
        "disposal": found,
        "room": found.room,
        "acts": acts,
        "days": [date.fromisoformat(acts[-1].details[end]) for end in ("first_on", "last_on") if found.approved_at],
        "may_approve": may_approve(person, found, at),
        "may_refuse": may_refuse(person, found, at),
    }
    return render(request, "rooms/disposal.html", context)


@require_POST
def approve(request: HttpRequest, disposal_id: int) -> HttpResponse:
    person = person_of(request)
    approved = disposing.approve(_disposal(person, disposal_id), by=person, at=now())
    messages.success(request, "The words are gone. This is the certificate.")
    return redirect(approved)


@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: HttpRequest, disposal_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    found = _disposal(person, disposal_id)
    form = BecauseForm(request.POST or None, label=WHY_REFUSE)
    if request.method == "POST" and form.is_valid():
        disposing.refuse(found, because=form.cleaned_data["because"], by=person, at=at)
        messages.success(request, "It stays, and what was asked for is over.")
        return redirect(found)
    context = {"form": form, "disposal": found, "room": found.room, "verdict": may_refuse(person, found, at)}
    return render(request, "rooms/disposal_refuse.html", context, status=422 if form.errors else 200)


def _room(person: Person, room_id: int) -> Room:
    seen = Room.objects.visible_to(person).select_related("community__unit", "community__audience_unit")
    return get_object_or_404(seen, pk=room_id)


def _disposals(room: Room) -> QuerySet[Disposal]:
    return room.disposals.select_related("asked_by", "approved_by", "refused_by").order_by("-pk")


def _disposal(person: Person, disposal_id: int) -> Disposal:
    seen = Disposal.objects.visible_to(person).select_related(
        "room__community__unit", "room__community__audience_unit", "asked_by", "approved_by", "refused_by"
    )
    return get_object_or_404(seen, pk=disposal_id)
