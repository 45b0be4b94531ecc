"""The people of a room: asked in, asked out, and leaving."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from apps.core.clock import now
from apps.core.rules import Refused
from apps.govuk.paging import page_asked
from apps.people.requests import person_of
from apps.rooms.actions import inviting
from apps.rooms.forms.opening import AskOutForm, InviteForm
from apps.rooms.queries.members import members_of
from apps.rooms.rules.inviting import may_ask_out, may_invite, may_leave
from apps.rooms.rules.opening import may_look_after
from apps.rooms.views.rooms import room_for
from apps.trust.queries.communities import stewards_of

ROWS_A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, room_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    room = room_for(person, room_id)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            inviting.invite(room, form.cleaned_data["person"], by=person, at=at)
        except Refused as refusal:
            form.add_error("person", refusal.reason)
        else:
            messages.success(request, f"{form.cleaned_data['person']} is in this room now, and has been told.")
            return redirect("rooms:people", room.pk)
    context = {
        "room": room,
        "form": form,
        "page_obj": page_asked(request, members_of(room, at=at), ROWS_A_PAGE) if room.community.by_invitation else None,
        "stewards": stewards_of(room.community, at=at),
        "may_invite": may_invite(person, room, at),
        "may_ask_out": may_look_after(person, room, at),
        "may_leave": may_leave(person, room, at),
    }
    return render(request, "rooms/people.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def ask_out(request: HttpRequest, room_id: int, person_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    room = room_for(person, room_id)
    membership = get_object_or_404(members_of(room, at=at), person=person_id)
    form = AskOutForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        inviting.ask_out(room, membership.person, because=form.cleaned_data["because"], by=person, at=at)
        messages.success(request, f"{membership.person} is no longer in this room, and has been told.")
        return redirect("rooms:people", room.pk)
    verdict = may_ask_out(person, room, membership.person, at)
    context = {"room": room, "other": membership.person, "form": form, "verdict": verdict}
    return render(request, "rooms/ask_out.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, room_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    room = room_for(person, room_id)
    if request.method == "POST":
        inviting.leave(room, by=person, at=at)
        messages.success(request, f"You are no longer in ‘{room}’.")
        return redirect("rooms:rooms")
    return render(request, "rooms/leave.html", {"room": room, "verdict": may_leave(person, room, at)})
