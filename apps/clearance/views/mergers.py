"""Merging another page into one, and letting it stay after all."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from apps.clearance.forms.mergers import MergerForm
from apps.core.clock import now
from apps.core.rules import Refused
from apps.pages.actions import absorbing
from apps.pages.models import Draft, Page
from apps.pages.rules import may_draft_in, may_write
from apps.people.requests import person_of


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, page_id: int) -> HttpResponse:
    person = person_of(request)
    page = get_object_or_404(Page.objects.visible_to(person).select_related("space__unit"), pk=page_id)
    form = MergerForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        other = form.cleaned_data["other"]
        try:
            draft = absorbing.absorb(page, other, by=person, at=now())
        except Refused as refusal:
            form.add_error("other", refusal.reason)
        else:
            messages.success(request, f"The text of ‘{other}’ is at the end of this draft. Make one text of the two.")
            return redirect("pages:draft-edit", draft.pk)
    context = {"page": page, "form": form, "verdict": may_draft_in(person, page.space, now())}
    context["marking"] = page.marking_line
    return render(request, "clearance/merge.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def leave_apart(request: HttpRequest, draft_id: int) -> HttpResponse:
    person = person_of(request)
    drafts = Draft.objects.visible_to(person).select_related("space__unit", "absorbs")
    draft = get_object_or_404(drafts, pk=draft_id)
    if request.method == "POST":
        absorbing.leave_apart(draft, by=person, at=now())
        messages.success(request, "The other page stays as it is. Take out of this draft what was put in from it.")
        return redirect("pages:draft-edit", draft.pk)
    context = {"draft": draft, "verdict": may_write(person, draft, now()), "marking": draft.marking_line}
    return render(request, "clearance/merger_end.html", context)
