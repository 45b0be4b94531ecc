"""What a page was and is: editions, comparisons, records, and the pages below it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from apps.govuk.paging import page_asked
from apps.pages.compare import compare_words
from apps.pages.forms.drafts import CompareForm
from apps.pages.models import Edition, Page
from apps.pages.models.markings import marking_over
from apps.pages.queries.files import changes, in_edition
from apps.pages.queries.pages import events_of, linked_by, pieces, rendered_difference
from apps.people.requests import person_of

ROWS_A_PAGE = 50


@require_safe
def history(request: HttpRequest, page_id: int) -> HttpResponse:
    page = _page(request, page_id)
    person = person_of(request)
    editions = Edition.objects.visible_to(person).filter(page=page).defer("html", "plain").order_by("-number")
    page_obj = page_asked(request, editions.select_related("published_by"), ROWS_A_PAGE)
    context = {
        "page": page,
        "page_obj": page_obj,
        "form": CompareForm(editions=page_obj),
        "marking": marking_over(page, *page_obj),
        "is_member": page.space.unit_id in person.reach,
        "is_writer": page.space.lets_write(person),
    }
    return render(request, "pages/history.html", context)


@require_safe
def edition(request: HttpRequest, page_id: int, number: int) -> HttpResponse:
    page = _page(request, page_id)
    person = person_of(request)
    editions = Edition.objects.visible_to(person).select_related("published_by")
    found = get_object_or_404(editions, page_id=page_id, number=number)
    context = {
        "page": page,
        "edition": found,
        "marking": found.marking_line,
        "pieces": pieces(found.html, linked_by(found.links, page.space, person), in_edition(found)),
        "is_member": page.space.unit_id in person.reach,
        "is_writer": page.space.lets_write(person),
    }
    return render(request, "pages/edition.html", context)


@require_safe
def comparison(request: HttpRequest, page_id: int) -> HttpResponse:
    page = _page(request, page_id)
    seen = Edition.objects.visible_to(person_of(request)).filter(page=page)
    form = CompareForm(request.GET or None, editions=seen.only("number", "title", "page_id").order_by("-number"))
    context = {"page": page, "form": form, "marking": page.marking_line}
    if form.is_valid():
        wanted = {
            one.number: one for one in seen.filter(number__in=form.cleaned_data.values()).select_related("revision")
        }
        earlier, later = wanted[form.cleaned_data["earlier"]], wanted[form.cleaned_data["later"]]
        context |= {
            "earlier": earlier,
            "later": later,
            "marking": marking_over(page, earlier, later),
            "comparison": compare_words(earlier.body, later.body),
            "difference": rendered_difference(earlier.html, later.html, in_edition(earlier) | in_edition(later)),
            "file_changes": changes(earlier.files, later.files),
        }
    return render(request, "pages/comparison.html", context, status=422 if form.errors else 200)


@require_safe
def records(request: HttpRequest, page_id: int) -> HttpResponse:
    page = _page(request, page_id)
    person = person_of(request)
    page_obj = page_asked(request, events_of(page, person), ROWS_A_PAGE)
    context = {"page": page, "page_obj": page_obj, "marking": page.marking_line}
    context |= {"is_member": page.space.unit_id in person.reach, "is_writer": page.space.lets_write(person)}
    return render(request, "pages/records.html", context)


@require_safe
def children(request: HttpRequest, page_id: int) -> HttpResponse:
    page = _page(request, page_id)
    below = Page.objects.visible_to(person_of(request)).listed().filter(parent=page).select_related("edition")
    listed = below.defer("edition__html", "edition__plain").order_by("title")
    page_obj = page_asked(request, listed, ROWS_A_PAGE)
    context = {"page": page, "page_obj": page_obj, "marking": page.marking_line}
    return render(request, "pages/children.html", context)


def _page(request: HttpRequest, page_id: int) -> Page:
    pages = Page.objects.known_to(person_of(request)).select_related("space", "owner")
    return get_object_or_404(pages, pk=page_id)
