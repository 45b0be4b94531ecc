"""Saying something: with or without JavaScript, in a topic there is or a new one."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from apps.core.clock import now
from apps.core.rules import Refused
from apps.people.requests import person_of
from apps.rooms.actions import posting, topics
from apps.rooms.actions.posting import Flooded
from apps.rooms.forms.posting import PostForm, StartForm
from apps.rooms.models import Room
from apps.rooms.rules.talking import may_take_part
from apps.rooms.views.reading import show_topic, topic_for


@require_POST
def say(request: HttpRequest, topic_id: int) -> HttpResponseBase:
    """To a script that asks for JSON the number of the message, or a sentence; else on to the message, or the form."""
    person, at = person_of(request), now()
    topic = topic_for(person, topic_id)
    form = PostForm(request.POST, request.FILES, person=person, topic=topic)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if form.is_valid():
        try:
            form.accept(at=at)
            message = posting.post(topic, form.said(), by=person, at=at)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
            status = HTTPStatus.TOO_MANY_REQUESTS if isinstance(refusal, Flooded) else HTTPStatus.FORBIDDEN
        else:
            if _wants_json(request):
                return JsonResponse({"id": message.pk, "number": message.number, "change": message.change})
            return redirect(message)
    if _wants_json(request):
        return JsonResponse({"errors": [error for errors in form.errors.values() for error in errors]}, status=status)
    return show_topic(request, topic, form, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, room_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    rooms = Room.objects.visible_to(person).select_related("community__audience_unit")
    room = get_object_or_404(rooms, pk=room_id)
    form = StartForm(request.POST or None, request.FILES or None, person=person)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if request.method == "POST" and form.is_valid():
        try:
            form.accept(at=at)
            message = topics.start(room, form.cleaned_data["title"], form.said(), by=person, at=at)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
            status = HTTPStatus.TOO_MANY_REQUESTS if isinstance(refusal, Flooded) else status
        else:
            messages.success(request, "The topic is started.")
            return redirect(message.topic)
    context = {"form": form, "room": room, "verdict": may_take_part(person, room, at)}
    return render(request, "rooms/start.html", context, status=status if form.errors else 200)


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")
