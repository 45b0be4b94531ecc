"""What scripts ask for beside a room's stream: what became different since, and to note how far somebody has read."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from apps.core.clock import now
from apps.people.requests import person_of
from apps.rooms.actions.marking import read_topic
from apps.rooms.live.frames import MOST_AT_ONCE, frames_after, is_far_behind
from apps.rooms.models import Room, Topic


@require_safe
def since(request: HttpRequest, room_id: int) -> JsonResponse:
    """The same as the room's stream (`apps.rooms.live.stream`) in one answer, from the change after `after`.

    `at` is what to ask from next, at once where `is_more`. Whoever `is_behind` loads the page again.
    """
    person = person_of(request)
    room = get_object_or_404(Room.objects.visible_to(person), pk=room_id)
    after = _number(request.GET.get("after", ""))
    after = room.last_change if after is None else after
    if is_far_behind(room.pk, after, room.last_change):
        return JsonResponse({"messages": [], "at": after, "is_more": False, "is_behind": True})
    frames = frames_after(room.pk, after, person)
    return JsonResponse(
        {
            "messages": [frame.facts() for frame in frames],
            "at": frames[-1].change if frames else after,
            "is_more": len(frames) == MOST_AT_ONCE,
            "is_behind": False,
        }
    )


@require_POST
def seen(request: HttpRequest, topic_id: int) -> HttpResponse:
    """Note up to which message somebody has seen a topic grow. What is no number is not noted."""
    person = person_of(request)
    topic = get_object_or_404(Topic.objects.visible_to(person).select_related("room"), pk=topic_id)
    up_to = _number(request.POST.get("up_to", ""))
    if up_to is not None:
        read_topic(topic, min(up_to, topic.last_number), by=person, at=now())
    return HttpResponse(status=204)


def _number(said: str) -> int | None:
    return int(said) if said.isascii() and said.isdigit() and len(said) <= 18 else None
