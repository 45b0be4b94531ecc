"""Reading: the spaces a person may see, and a page. What they may not read is not there (404)."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from apps.core.clock import now
from apps.pages.models import Page, Space
from apps.pages.queries import pieces, surroundings
from apps.people.requests import person_of

SPACES_A_PAGE = 50


@require_safe
def spaces(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    seen = Space.objects.visible_to(person).select_related("unit").order_by("title", "pk")
    page_obj = Paginator(seen, SPACES_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "pages/spaces.html", {"page_obj": page_obj, "reach": person.reach})


@require_safe
def page(request: HttpRequest, path: str) -> HttpResponse:
    person = person_of(request)
    seen = Page.objects.visible_to(person).select_related("edition", "space", "owner")
    found = get_object_or_404(seen, path=path)
    edition = found.edition
    assert edition is not None
    around = surroundings(found, edition, person)
    context = {
        "page": found,
        "marking": found.marking_line,
        "edition": edition,
        "pieces": pieces(edition.html, around.linked),
        "around": around,
        "is_member": found.space.unit_id in person.reach,
        "is_due": found.is_due_for_review(now().date()),
    }
    return render(request, "pages/page.html", context)
