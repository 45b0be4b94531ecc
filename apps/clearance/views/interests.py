"""Declaring an interest in what is being cleared, or in a draft before it is submitted."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from apps.clearance.actions import interests as actions
from apps.clearance.forms.standing_in import InterestForm
from apps.clearance.models import Submission
from apps.clearance.rules.standing_in import may_declare, may_declare_in_draft
from apps.core.clock import now
from apps.core.rules import Refused
from apps.pages.models import Draft
from apps.people.requests import person_of

DECLARED = "Your interest has been declared. Somebody else must clear this."


@require_http_methods(["GET", "HEAD", "POST"])
def in_submission(request: HttpRequest, submission_id: int) -> HttpResponse:
    person = person_of(request)
    seen = Submission.objects.visible_to(person).select_related("space__unit", "draft", "proposal")
    found = get_object_or_404(seen, pk=submission_id)
    form = InterestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.declare_in(found, because=form.cleaned_data["because"], by=person, at=now())
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, DECLARED)
            return redirect(found)
    context = {"about": found, "form": form, "verdict": may_declare(person, found), "marking": found.marking_line}
    return render(request, "clearance/interest.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def in_draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    person = person_of(request)
    draft = get_object_or_404(Draft.objects.visible_to(person).select_related("space__unit"), pk=draft_id)
    form = InterestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.declare(draft, because=form.cleaned_data["because"], by=person, at=now())
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, DECLARED)
            return redirect(draft)
    verdict = may_declare_in_draft(person, draft)
    context = {"about": draft, "form": form, "verdict": verdict, "marking": draft.marking_line}
    return render(request, "clearance/interest.html", context, status=422 if form.errors else 200)
