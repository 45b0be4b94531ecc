"""The one page of search: a box and what answers."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.people.requests import person_of
from apps.search.forms import SearchForm
from apps.search.queries import HITS_A_PAGE, search

LONGEST_NUMBER = 6


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """The results, or the box alone until something has been typed into it."""
    form = SearchForm(request.GET if "q" in request.GET else None)
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        number = request.GET.get("page", "")
        page = int(number) if number.isdecimal() and len(number) <= LONGEST_NUMBER else 1
        found = search(form.cleaned_data["q"], person_of(request), page=page)
        context |= {"results": found, "page_obj": Paginator(range(found.total), HITS_A_PAGE).get_page(found.page)}
    return render(request, "search/results.html", context)
