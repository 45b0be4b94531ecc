"""What is cleared and waits for its time: the list, putting it off, calling it off."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from apps.clearance.actions import scheduling as actions
from apps.clearance.forms.timing import CallOffForm, PostponeForm
from apps.clearance.models import Submission
from apps.clearance.queries.scheduling import scheduled_in
from apps.clearance.rules.timing import may_call_off
from apps.core.clock import now
from apps.core.rules import Refused
from apps.govuk.paging import page_asked
from apps.pages.models import Space
from apps.people.requests import person_of

ROWS_A_PAGE = 50


@require_safe
def scheduled(request: HttpRequest, space_id: int) -> HttpResponse:
    space = get_object_or_404(Space.objects.kept_by(person_of(request)), pk=space_id)
    page_obj = page_asked(request, scheduled_in(space), ROWS_A_PAGE)
    return render(request, "clearance/scheduled.html", {"space": space, "page_obj": page_obj})


@require_http_methods(["GET", "HEAD", "POST"])
def postpone(request: HttpRequest, submission_id: int) -> HttpResponse:
    person, at, found = person_of(request), now(), _submission(request, submission_id)
    form = PostponeForm(request.POST or None, at=at)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.postpone(found, to=said["publish_at"], because=said["because"], by=person, at=at)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "Put off. Everyone who wrote in it has been told.")
            return redirect(found)
    context = {"submission": found, "form": form, "verdict": may_call_off(person, found, at)}
    context["marking"] = found.marking_line
    return render(request, "clearance/postpone.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: HttpRequest, submission_id: int) -> HttpResponse:
    person, at, found = person_of(request), now(), _submission(request, submission_id)
    form = CallOffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.call_off(found, because=form.cleaned_data["because"], by=person, at=at)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "Called off. The draft can be changed again.")
            return redirect(found)
    context = {"submission": found, "form": form, "verdict": may_call_off(person, found, at)}
    context["marking"] = found.marking_line
    return render(request, "clearance/call_off.html", context, status=422 if form.errors else 200)


def _submission(request: HttpRequest, submission_id: int) -> Submission:
    seen = Submission.objects.visible_to(person_of(request)).select_related("space__unit", "draft")
    return get_object_or_404(seen, pk=submission_id)
