"""A topic as a file."""

from contextlib import ExitStack
from tempfile import SpooledTemporaryFile

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods

from apps.core.clock import now
from apps.people.requests import person_of
from apps.rooms.actions.exporting import export as write
from apps.rooms.models import Topic

# A longer file waits on the disk until it is sent.
MOST_IN_MEMORY = 1_000_000


@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest, topic_id: int) -> HttpResponseBase:
    """Says what the file will have in it; sent, it is the file, which goes on the record."""
    person = person_of(request)
    seen = Topic.objects.visible_to(person).select_related("room__community__unit")
    topic = get_object_or_404(seen, pk=topic_id)
    if request.method != "POST":
        return _about(request, topic)
    with ExitStack() as closing:
        file = closing.enter_context(SpooledTemporaryFile(max_size=MOST_IN_MEMORY))
        write(topic, file, by=person, at=now())
        # From here on it is the response that closes it, once it is sent.
        closing.pop_all()
    file.seek(0)
    name = f"{slugify(topic.title) or 'topic'}.md"
    return FileResponse(file, as_attachment=True, filename=name, content_type="text/markdown; charset=utf-8")


def _about(request: HttpRequest, topic: Topic) -> HttpResponse:
    return render(request, "rooms/export.html", {"topic": topic, "room": topic.room})
