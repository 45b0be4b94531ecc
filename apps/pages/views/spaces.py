"""Opening a space, and help with formatting."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from apps.core.clock import now
from apps.core.rules import Refused
from apps.govuk.paging import page_asked
from apps.pages.actions.spaces import open_space as open_space_for
from apps.pages.choices import Standing
from apps.pages.forms.drafts import SpaceForm
from apps.pages.models import Draft, Page, Space
from apps.pages.models.markings import marking_over
from apps.people.queries import units_of
from apps.people.requests import person_of

ROWS_A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def open_space(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    units = units_of(person, at=now())
    form = SpaceForm(request.POST or None, units=units, initial={"unit": units.first()})
    if request.method == "POST" and form.is_valid():
        try:
            space = open_space_for(form.opening(), by=person, at=now())
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, f"{space} is open. Write its front page, or add a page.")
            return redirect(space)
    status = 422 if form.errors else 200
    return render(request, "pages/space_open.html", {"form": form, "units": units}, status=status)


@require_safe
def open_drafts(request: HttpRequest, space_id: int) -> HttpResponse:
    """What colleagues are writing in a space, so that nobody starts the same page twice."""
    person = person_of(request)
    space = get_object_or_404(Space.objects.drafted_by(person), pk=space_id)
    drafts = Draft.objects.visible_to(person).open().filter(space=space).select_related("space", "saved_by")
    page_obj = page_asked(request, drafts.defer("body").order_by("-saved_at", "-pk"), ROWS_A_PAGE)
    return render(request, "pages/space_drafts.html", {"space": space, "page_obj": page_obj})


@require_safe
def past_pages(request: HttpRequest, space_id: int) -> HttpResponse:
    """What was withdrawn, replaced or unpublished in a space, for its members to look after or to bring back."""
    person = person_of(request)
    space = get_object_or_404(Space.objects.kept_by(person), pk=space_id)
    past = Page.objects.known_to(person).filter(space=space).exclude(standing=Standing.PUBLISHED)
    page_obj = page_asked(request, past.order_by("-standing_since", "pk"), ROWS_A_PAGE)
    context = {"space": space, "page_obj": page_obj, "marking": marking_over(*page_obj)}
    return render(request, "pages/space_past_pages.html", context)


@require_safe
def formatting(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/formatting.html")
