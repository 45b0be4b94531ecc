"""The one page of search: a box and what answers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.people.requests import person_of
from apps.search.forms import SearchForm
from apps.search.queries import search


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """The results, or the box alone until something has been typed into it."""
    form = SearchForm(request.GET if "q" in request.GET else None)
    found = None
    if form.is_valid():
        number = request.GET.get("page", "")
        page = int(number) if number.isdecimal() and len(number) < 4 else 1
        found = search(form.cleaned_data["q"], person_of(request), page=page)
    return render(request, "search/results.html", {"form": form, "results": found})
