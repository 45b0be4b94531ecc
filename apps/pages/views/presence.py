"""Who has a draft open: told and asked by a script every ten seconds."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from apps.core.clock import now
from apps.pages.actions import presence as actions
from apps.pages.models import Draft
from apps.pages.queries.presence import who_is_there
from apps.pages.rules import may_write
from apps.people.requests import person_of


@require_POST
def here(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Who else is in the draft; whoever asks is in it too, if they may write there."""
    found, person = _draft(request, draft_id), person_of(request)
    if may_write(person, found, now()):
        actions.note(found, by=person, at=now())
    return render(request, "pages/_here_list.html", {"colleagues": who_is_there(found, person, at=now())})


@require_POST
def left(request: HttpRequest, draft_id: int) -> HttpResponse:
    actions.leave(_draft(request, draft_id), by=person_of(request))
    return HttpResponse(status=204)


def _draft(request: HttpRequest, draft_id: int) -> Draft:
    drafts = Draft.objects.visible_to(person_of(request)).select_related("space__unit")
    return get_object_or_404(drafts, pk=draft_id)
