"""Keeping order among the topics of a room."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from apps.core.clock import now
from apps.core.rules import Refused
from apps.people.requests import person_of
from apps.rooms.actions import topics
from apps.rooms.forms.posting import TopicForm
from apps.rooms.models import Topic
from apps.rooms.rules.talking import may_keep_order, may_rename_topic
from apps.rooms.views.reading import topic_for


@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest, topic_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    topic = topic_for(person, topic_id)
    form = TopicForm(request.POST or None, initial={"title": topic.title})
    if request.method == "POST" and form.is_valid():
        try:
            topics.rename(topic, form.cleaned_data["title"], by=person, at=at)
        except Refused as refusal:
            form.add_error("title", refusal.reason)
        else:
            messages.success(request, "The topic is called that now.")
            return redirect(topic)
    context = {
        "topic": topic,
        "room": topic.room,
        "form": form,
        "may_rename": may_rename_topic(person, topic, at),
        "may_keep_order": may_keep_order(person, topic.room, at),
    }
    return render(request, "rooms/topic_keep.html", context, status=422 if form.errors else 200)


@require_POST
def pin(request: HttpRequest, topic_id: int) -> HttpResponse:
    return _done(request, topic_id, topics.pin, "The topic stands above the others now.")


@require_POST
def unpin(request: HttpRequest, topic_id: int) -> HttpResponse:
    return _done(request, topic_id, topics.unpin, "The topic stands among the others again.")


@require_POST
def close(request: HttpRequest, topic_id: int) -> HttpResponse:
    return _done(request, topic_id, topics.close, "The topic is closed. It can still be read.")


@require_POST
def reopen(request: HttpRequest, topic_id: int) -> HttpResponse:
    return _done(request, topic_id, topics.reopen, "The topic is open again.")


def _done(request: HttpRequest, topic_id: int, act: Callable[..., Topic], told: str) -> HttpResponse:
    person = person_of(request)
    topic = act(topic_for(person, topic_id), by=person, at=now())
    messages.success(request, told)
    return redirect(topic)
