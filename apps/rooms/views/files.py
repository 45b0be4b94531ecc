"""Files that go with messages."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from apps.pages.models.drafts import Attached
from apps.pages.views.handing_out import hand_out
from apps.people.requests import person_of
from apps.rooms.models import Message, MessageFile


@require_safe
def of_message(request: HttpRequest, message_id: int, name: str) -> HttpResponseBase:
    """Of one withdrawn, hidden or disposed of nobody gets the files any more than the words."""
    messages = Message.objects.visible_to(person_of(request)).with_words()
    found = get_object_or_404(
        MessageFile.objects.select_related("file"), message__in=messages.filter(pk=message_id), name=name
    )
    return hand_out(request, [Attached(name=name, sha256=found.file.sha256, alt=found.alt)], name)
