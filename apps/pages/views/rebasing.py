"""Bringing a draft up to date with what was published meanwhile."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from apps.core.clock import now
from apps.core.rules import Refused
from apps.pages.actions import rebasing
from apps.pages.forms.merging import BasesForm, CatchUpForm
from apps.pages.merged import CatchingUp, bases_now, catch_up
from apps.pages.models import Draft
from apps.pages.rules import may_bring_up_to_date
from apps.pages.views.merging import merge_context
from apps.people.requests import person_of


@require_http_methods(["GET", "HEAD", "POST"])
def bring_up_to_date(request: HttpRequest, draft_id: int) -> HttpResponse:
    person = person_of(request)
    drafts = Draft.objects.visible_to(person).select_related("space__unit", "page__edition", "base")
    draft = get_object_or_404(drafts, pk=draft_id)
    verdict = may_bring_up_to_date(person, draft, now())
    found = _found(request, draft)
    if found is None or (not verdict and not request.POST):
        return render(request, "pages/draft_current.html", {"draft": draft, "verdict": verdict})
    form = CatchUpForm(request.POST or None, found=found)
    if request.method != "POST" or not form.is_valid() or "preview" in request.POST:
        return _shown(request, draft, form, found)
    words, made_on = form.words(), found.bases.version
    try:
        saved = rebasing.bring_up_to_date(draft, words, onto=found.onto, made_on=made_on, by=person, at=now())
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return _shown(request, draft, form, found)
    if saved.kept is not None:
        return redirect("pages:draft-kept", draft.pk, saved.kept.pk)
    messages.success(request, "The draft has been brought up to date with the published page.")
    return redirect(saved.draft)


def _found(request: HttpRequest, draft: Draft) -> CatchingUp | None:
    """The merge the person was shown, whatever happened since; the one of today where they have been shown none."""
    sent = BasesForm(request.POST or None)
    bases = sent.bases() if sent.is_valid() else bases_now(draft)
    return catch_up(draft, bases, person_of(request)) if bases else None


def _shown(request: HttpRequest, draft: Draft, form: CatchUpForm, found: CatchingUp) -> HttpResponse:
    context = merge_context(request, draft, form) | {"onto": found.onto}
    return render(request, "pages/draft_rebase.html", context, status=422 if form.errors else 200)
