"""Drafts that were discarded, and taking them up again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from apps.core.clock import now
from apps.govuk.paging import page_asked
from apps.pages.actions.reopening import reopen as take_up_again
from apps.pages.choices import DraftState
from apps.pages.going_back import may_reopen, until_when
from apps.pages.models import Draft, Space
from apps.people.requests import person_of

ROWS_A_PAGE = 50


@require_safe
def discarded(request: HttpRequest, space_id: int) -> HttpResponse:
    """What was discarded in a space, the latest first: nothing of it is ever deleted."""
    person = person_of(request)
    space = get_object_or_404(Space.objects.drafted_by(person), pk=space_id)
    drafts = Draft.objects.visible_to(person).filter(space=space, state=DraftState.DISCARDED)
    rows = drafts.select_related("discarded_by", "page", "parent").defer("body")
    page_obj = page_asked(request, rows.order_by("-discarded_at", "-pk"), ROWS_A_PAGE)
    limits = ((draft, until_when(draft)) for draft in page_obj)
    listed = [(draft, until if until and until > now() else None) for draft, until in limits]
    context = {"space": space, "page_obj": page_obj, "listed": listed}
    return render(request, "pages/space_discarded.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, draft_id: int) -> HttpResponse:
    person = person_of(request)
    drafts = Draft.objects.visible_to(person).select_related("space__unit", "page__space__unit", "parent__space__unit")
    draft = get_object_or_404(drafts, pk=draft_id)
    if request.method == "POST":
        messages.success(request, "The draft is open again, with everything that was in it.")
        return redirect(take_up_again(draft, by=person, at=now()))
    context = {"draft": draft, "verdict": may_reopen(person, draft, now()), "until": until_when(draft)}
    return render(request, "pages/draft_reopen.html", context)
