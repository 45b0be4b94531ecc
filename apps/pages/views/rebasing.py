"""Bringing a draft up to date with what was published meanwhile."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from apps.core.clock import now
from apps.core.rules import Refused
from apps.pages import markup
from apps.pages.actions import rebasing
from apps.pages.forms.merging import BasesForm, MergeForm
from apps.pages.merged import Putting, bases_now, put_together
from apps.pages.models import Draft, KeptText
from apps.pages.models.markings import marking_over
from apps.pages.queries.pages import linked_by, pieces
from apps.pages.rules import may_bring_up_to_date
from apps.people.requests import person_of


@require_http_methods(["GET", "HEAD", "POST"])
def bring_up_to_date(request: HttpRequest, draft_id: int) -> HttpResponse:
    person = person_of(request)
    drafts = Draft.objects.visible_to(person).select_related("space__unit", "page__edition", "base")
    draft = get_object_or_404(drafts, pk=draft_id)
    verdict = may_bring_up_to_date(person, draft, now())
    putting = _putting(request, draft)
    if putting is None or (not verdict and not request.POST):
        return render(request, "pages/draft_current.html", {"draft": draft, "verdict": verdict})
    form = MergeForm(request.POST or None, putting=putting)
    if request.method != "POST" or not form.is_valid() or "preview" in request.POST:
        return _shown(request, draft, form)
    words, made_on = form.words(), putting.bases.version
    try:
        saved = rebasing.bring_up_to_date(draft, words, onto=putting.onto, made_on=made_on, by=person, at=now())
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return _shown(request, draft, form)
    if isinstance(saved, KeptText):
        return redirect("pages:draft-kept", draft.pk, saved.pk)
    messages.success(request, "The draft has been brought up to date with the published page.")
    return redirect(saved)


def _putting(request: HttpRequest, draft: Draft) -> Putting | None:
    """The merge the person was shown, whatever happened since; the one of today where they have been shown none."""
    sent = BasesForm(request.POST or None)
    bases = sent.bases() if sent.is_valid() else bases_now(draft)
    return put_together(draft, bases, person_of(request)) if bases else None


def _shown(request: HttpRequest, draft: Draft, form: MergeForm) -> HttpResponse:
    putting = form.putting
    theirs = Draft(**putting.facts.facts)
    context = {"draft": draft, "form": form, "putting": putting, "merged": theirs}
    context["marking"] = marking_over(draft, putting.onto, theirs)
    if form.is_bound and form.is_valid():
        words = form.words()
        rendered = markup.render(words.body)
        linked = linked_by(rendered.links, draft.space, person_of(request))
        context |= {"pieces": pieces(rendered.html, linked), "preview_title": words.title}
    return render(request, "pages/draft_rebase.html", context, status=422 if form.errors else 200)
