"""Typing together where web sockets are blocked."""

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from apps.core.clock import now
from apps.core.rules import Refused, StateChanged
from apps.pages.live import polling
from apps.pages.models import Draft
from apps.people.requests import person_of


@require_POST
def sync(request: HttpRequest, draft_id: int) -> JsonResponse:
    """Take in what the browser has typed, and answer with what it lacks; a refusal is a sentence here too."""
    person = person_of(request)
    drafts = Draft.objects.visible_to(person).select_related("space__unit")
    draft = get_object_or_404(drafts, pk=draft_id)
    # What comes as a form may have been read already, by whatever guards forms.
    body = request.body if request.content_type == "application/json" else b""
    try:
        return JsonResponse(polling.exchange(draft, polling.read(body), by=person, at=now()))
    except polling.Unreadable as refusal:
        return JsonResponse({"because": refusal.reason}, status=422)
    except StateChanged as refusal:
        return JsonResponse({"because": refusal.reason}, status=409)
    except Refused as refusal:
        return JsonResponse({"because": refusal.reason}, status=403)
