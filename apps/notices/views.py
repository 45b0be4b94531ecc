"""What a person has been told."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from apps.core.clock import now
from apps.notices.actions import mark_read
from apps.notices.models import Notice
from apps.notices.queries import told
from apps.people.requests import person_of

NOTICES_A_PAGE = 30


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    mine = Notice.objects.filter(person=person).order_by("-at", "-pk")
    page_obj = Paginator(mine, NOTICES_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "notices/list.html", {"page_obj": page_obj, "told": told(person, list(page_obj))})


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    mark_read(person_of(request), at=now())
    return redirect("notices:list")
