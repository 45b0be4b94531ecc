"""Who cleared what: the paper of an edition, to read, to print and to keep as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.clearance.queries.papers import as_json, paper_of, readable_edition
from apps.pages.models import Edition
from apps.pages.queries.files import in_edition
from apps.pages.queries.pages import linked_by, pieces
from apps.people.requests import person_of


@require_safe
def paper(request: HttpRequest, page_id: int, number: int) -> HttpResponse:
    person, edition = person_of(request), _edition(request, page_id, number)
    context = {
        "page": edition.page,
        "edition": edition,
        "paper": paper_of(edition, person),
        "marking": edition.marking_line,
        "pieces": pieces(edition.html, linked_by(edition.links, edition.page.space, person), in_edition(edition)),
    }
    return render(request, "clearance/paper.html", context)


@require_safe
def paper_file(request: HttpRequest, page_id: int, number: int) -> HttpResponse:
    """The paper for machines, at an address that stays; docs/clearance-papers.md explains it."""
    told = paper_of(_edition(request, page_id, number), person_of(request))
    name = f"clearance-page-{page_id}-edition-{number}.json"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(as_json(told), content_type="application/json", headers=headers)


def _edition(request: HttpRequest, page_id: int, number: int) -> Edition:
    found = readable_edition(person_of(request), page_id, number)
    if found is None:
        raise Http404
    return found
