"""What a person has been told."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.core.clock import now
from apps.govuk.paging import page_asked
from apps.govuk.templatetags.govuk import govuk_time
from apps.notices.actions import end_quiet, keep_quiet, mark_read
from apps.notices.forms import QuietHoursForm
from apps.notices.models import QuietHours
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


@require_http_methods(["GET", "HEAD", "POST"])
def quiet(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    kept = QuietHours.objects.filter(person=person).first()
    before = (
        {"starts": govuk_time(kept.starts), "ends": govuk_time(kept.ends), "days_off_too": kept.days_off_too}
        if kept
        else {"days_off_too": True}
    )
    form = QuietHoursForm(request.POST or None, initial=before)
    if request.method == "POST" and form.is_valid():
        keep_quiet(person, **form.cleaned_data)
        messages.success(request, "Your quiet hours are saved.")
        return redirect("notices:quiet")
    return render(request, "notices/quiet.html", {"form": form, "kept": kept}, status=422 if form.errors else 200)


@require_POST
def loud(request: HttpRequest) -> HttpResponse:
    end_quiet(person_of(request))
    messages.success(request, "You have no quiet hours any more.")
    return redirect("notices:quiet")
