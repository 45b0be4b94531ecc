"""Reading: the spaces a person may see, and a page. What they may not read is not there (404)."""

from secrets import token_hex

from django.contrib import messages as banners
from django.contrib.messages import get_messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from apps.core.clock import now
from apps.govuk.paging import page_asked
from apps.pages.choices import Standing
from apps.pages.models import Page, Space
from apps.pages.queries.files import places
from apps.pages.queries.pages import glance, page_instead_of, pieces, stood_at, surroundings
from apps.pages.shelf import Shelf
from apps.people.requests import person_of

SPACES_A_PAGE = 50
# Where the reader's name goes. No text can hold it: nobody is ever shown it, and it is another in every process.
NAME = token_hex()

shelf = Shelf()


@require_safe
def spaces(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    seen = Space.objects.visible_to(person).select_related("unit").order_by("title", "pk")
    page_obj = page_asked(request, seen, SPACES_A_PAGE)
    return render(request, "pages/spaces.html", {"page_obj": page_obj, "reach": person.reach})


@require_safe
def page(request: HttpRequest, path: str) -> HttpResponse:
    """A published page, laid out once for all readers of the same reach until something is published."""
    person, messages = person_of(request), get_messages(request)
    number = glance(person, at=now())
    key = (path, person.reach, number, person.is_staff, localdate())
    laid_out = shelf.get(key)
    if laid_out is None or messages:
        seen = Page.objects.visible_to(person).select_related("edition", "space", "owner")
        found = seen.filter(path=path).first()
        if found is None or found.standing == Standing.REPLACED:
            return _led_elsewhere(request, path, found)
        laid_out = _lay_out(request, found)
        if not messages:
            shelf.put(key, laid_out)
    return HttpResponse(laid_out.replace(NAME, escape(person.name)))


def _lay_out(request: HttpRequest, found: Page) -> str:
    person = person_of(request)
    edition = found.edition
    assert edition is not None
    around = surroundings(found, edition, person)
    context = {
        "page": found,
        "marking": found.marking_line,
        "edition": edition,
        "pieces": pieces(edition.html, around.linked, places(edition.files, "pages:page-file", found.pk)),
        "around": around,
        "other": page_instead_of(found, person),
        "is_member": found.space.unit_id in person.reach,
        "is_writer": found.space.lets_write(person),
        "is_due": found.is_due_for_review(localdate()),
        "is_marking_due": found.is_marking_due(localdate()),
        "reader": NAME,
    }
    return render_to_string("pages/page.html", context, request)


def _led_elsewhere(request: HttpRequest, path: str, found: Page | None) -> HttpResponse:
    """An address whose page moved, was replaced or was unpublished: on to where there is a text, or why there is none.

    Whoever may read it is told when stewards hide it. 404 for whoever may not know of the page.
    """
    person = person_of(request)
    if found is None and (moved := stood_at(path, Page.objects.visible_to(person))):
        return redirect(moved, permanent=True)
    if found and (other := page_instead_of(found, person)):
        banners.info(request, f"‘{found}’ was replaced by this page. {found.explanation}")
        return redirect(other)
    if found is None and stood_at(path, Page.objects.hidden_from(person)):
        return render(request, "pages/hidden.html", status=410)
    gone = found or stood_at(path, Page.objects.unpublished_to(person))
    if gone is None:
        raise Http404
    is_member, is_writer = gone.space.unit_id in person.reach, gone.space.lets_write(person)
    context = {"page": gone, "marking": gone.marking_line, "is_member": is_member, "is_writer": is_writer}
    return render(request, "pages/no_text.html", context, status=200 if found else 410)
