"""What a person has been told."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from apps.core.clock import now
from apps.govuk.paging import page_asked
from apps.notices.actions import mark_read
from apps.notices.queries import lately_told
from apps.people.requests import person_of

NOTICES_A_PAGE = 30


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    told = lately_told(person_of(request))
    page_obj = page_asked(request, told, NOTICES_A_PAGE)
    has_unread = any(one.notice.read_at is None for one in told)
    return render(request, "notices/list.html", {"page_obj": page_obj, "has_unread": has_unread})


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    mark_read(person_of(request), at=now())
    return redirect("notices:list")
