"""Finding a page to link to while writing: a page of its own, and the part of it that the editor shows as one types."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from apps.govuk.paging import page_asked
from apps.pages.models import Draft
from apps.pages.models.markings import marking_over
from apps.pages.models.pages import TITLE_LENGTH
from apps.pages.queries.linking import linkables, pages_to_link
from apps.people.requests import person_of

ROWS_A_PAGE = 20
MATCHES_SHOWN = 8


@require_safe
def links(request: HttpRequest, draft_id: int) -> HttpResponse:
    return render(request, "pages/draft_links.html", _found(request, draft_id, ROWS_A_PAGE))


@require_safe
def link_matches(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The first of them as options of a list box, for the editor."""
    return render(request, "pages/_link_matches.html", _found(request, draft_id, MATCHES_SHOWN))


def _found(request: HttpRequest, draft_id: int, rows: int) -> dict[str, Any]:
    person = person_of(request)
    draft = get_object_or_404(Draft.objects.visible_to(person).select_related("space", "page", "parent"), pk=draft_id)
    said = request.GET.get("q", "").replace("\0", "")[:TITLE_LENGTH].strip()
    page_obj = page_asked(request, pages_to_link(said, draft, person), rows)
    found = linkables(list(page_obj), draft, person)
    return {
        "draft": draft,
        "said": said,
        "page_obj": page_obj,
        "found": found,
        "marking": marking_over(draft, *page_obj),
    }
