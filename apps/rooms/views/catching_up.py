"""What was said since somebody was last here, and on a day; and what they do not want to hear of."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.core.clock import now
from apps.people.requests import person_of
from apps.rooms.actions import marking
from apps.rooms.models import Room, Topic


@require_http_methods(["GET", "HEAD", "POST"])
def catch_up(request: HttpRequest, room_id: int) -> HttpResponse:
    return render(request, "rooms/catch_up.html", {})


@require_safe
def on_day(request: HttpRequest, room_id: int, day: date) -> HttpResponse:
    return render(request, "rooms/day.html", {})


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
