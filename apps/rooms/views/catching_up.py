"""What was said since somebody was last here, and on a day; and what they do not want to hear of."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.core.clock import now
from apps.people.requests import person_of
from apps.rooms.actions import marking
from apps.rooms.forms.reading import DayForm, UpToForm
from apps.rooms.models import Room, Topic
from apps.rooms.queries.runs import day_of, news_of
from apps.rooms.queries.unread import mark_in
from apps.rooms.views.asked import number_asked
from apps.rooms.views.rooms import room_for


@require_http_methods(["GET", "HEAD", "POST"])
def catch_up(request: HttpRequest, room_id: int) -> HttpResponse:
    """What is new, by topic; and once they say so, all of it is read up to the message that was the last one then."""
    person, at = person_of(request), now()
    room = room_for(person, room_id)
    form = UpToForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        marking.catch_up(room, form.cleaned_data["up_to"], by=person, at=at)
        messages.success(request, f"You have caught up with ‘{room}’.")
        return redirect(room)
    context = {"room": room, "mark": mark_in(room, person), "news": news_of(room, person), "form": form}
    return render(request, "rooms/catch_up.html", context, status=422 if form.errors else 200)


@require_safe
def on_day(request: HttpRequest, room_id: int, day: date) -> HttpResponse:
    person = person_of(request)
    room = room_for(person, room_id)
    found = day_of(room, day, person, from_number=number_asked(request, "from") or 0)
    return render(request, "rooms/day.html", {"room": room, "found": found, "form": DayForm(initial={"day": day})})


@require_safe
def jump(request: HttpRequest, room_id: int) -> HttpResponse:
    """From the form in which a day is typed to that day."""
    person = person_of(request)
    room = room_for(person, room_id)
    form = DayForm(request.GET)
    if form.is_valid():
        return redirect("rooms:on", room.pk, form.cleaned_data["day"])
    return render(request, "rooms/day.html", {"room": room, "form": form}, status=422)


@require_POST
def mute_room(request: HttpRequest, room_id: int) -> HttpResponse:
    person = person_of(request)
    room = get_object_or_404(Room.objects.visible_to(person), pk=room_id)
    muted = request.POST.get("muted") == "yes"
    marking.mute_room(room, muted=muted, by=person, at=now())
    messages.success(request, "You are told nothing of this room now." if muted else "You are told of this room again.")
    return redirect(room)


@require_POST
def mute_topic(request: HttpRequest, topic_id: int) -> HttpResponse:
    person = person_of(request)
    topic = get_object_or_404(Topic.objects.visible_to(person).select_related("room"), pk=topic_id)
    muted = request.POST.get("muted") == "yes"
    marking.mute_topic(topic, muted=muted, by=person, at=now())
    messages.success(
        request, "You are told nothing of this topic now." if muted else "You are told of this topic again."
    )
    return redirect(topic)
