"""Practices to choose from: of all spaces, or of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from apps.core.clock import now
from apps.govuk.paging import page_asked
from apps.pages.choices import SpaceKind
from apps.pages.models import Space
from apps.pages.rules import may_draft_in
from apps.people.requests import person_of
from apps.practice.forms.filters import FilterForm
from apps.practice.queries.practices import practices_for

ROWS_A_PAGE = 20


@require_safe
def practices(request: HttpRequest) -> HttpResponse:
    return _listed(request, None)


@require_safe
def in_space(request: HttpRequest, space_id: int) -> HttpResponse:
    spaces = Space.objects.visible_to(person_of(request)).filter(kind=SpaceKind.PRACTICE)
    return _listed(request, get_object_or_404(spaces.select_related("unit", "audience_unit"), pk=space_id))


def _listed(request: HttpRequest, space: Space | None) -> HttpResponse:
    person, at = person_of(request), now()
    form = FilterForm(request.GET or None, person=person, space=space)
    form.is_valid()
    wanted = form.wanted(space)
    found = practices_for(person, wanted, today=localdate(at))
    context = {
        "form": form,
        "space": space,
        "wanted": wanted,
        "page_obj": page_asked(request, found, ROWS_A_PAGE),
        "may_write": space is not None and bool(may_draft_in(person, space, at)),
    }
    return render(request, "practice/list.html", context)
