"""Search: a box and what answers, of published pages and of what was said in rooms."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from apps.people.requests import person_of
from apps.rooms.models import Room
from apps.search.forms import SearchForm, SearchTalkForm
from apps.search.queries import HITS_A_PAGE, search
from apps.search.talk import search_talk

LONGEST_NUMBER = 6


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """The results, or the box alone until something has been typed into it."""
    form = SearchForm(request.GET if "q" in request.GET else None)
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        found = search(form.cleaned_data["q"], person_of(request), page=_page(request))
        context |= {"results": found, "page_obj": Paginator(range(found.total), HITS_A_PAGE).get_page(found.page)}
    return render(request, "search/results.html", context)


@require_safe
def talk(request: HttpRequest) -> HttpResponse:
    """The same of what was said, in every room or in the one whose box it was typed into."""
    person = person_of(request)
    typed = request.GET.get("room", "")
    room = None
    if typed:
        number = int(typed) if typed.isdecimal() and len(typed) <= LONGEST_NUMBER * 2 else 0
        room = get_object_or_404(Room.objects.visible_to(person), pk=number)
    form = SearchTalkForm(request.GET if "q" in request.GET else None)
    context: dict[str, object] = {"form": form, "room": room}
    if form.is_valid():
        found = search_talk(form.cleaned_data["q"], person, room=room, page=_page(request))
        context |= {"results": found, "page_obj": Paginator(range(found.total), HITS_A_PAGE).get_page(found.page)}
    return render(request, "search/talk.html", context)


def _page(request: HttpRequest) -> int:
    number = request.GET.get("page", "")
    return int(number) if number.isdecimal() and len(number) <= LONGEST_NUMBER else 1
