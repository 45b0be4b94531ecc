"""What somebody typed that could not be saved: their own copy, putting it together with the draft, throwing it away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from apps.core.clock import now
from apps.core.rules import Refused
from apps.pages.actions import keeping, saving
from apps.pages.forms.merging import TakeUpForm, VersionForm
from apps.pages.merged import take_up as put_together
from apps.pages.models import KeptText
from apps.pages.models.markings import marking_over
from apps.pages.rules import may_write
from apps.pages.views.merging import merge_context
from apps.pages.views.saved import tell_what_came_of
from apps.people.requests import person_of


@require_safe
def kept(request: HttpRequest, draft_id: int, kept_id: int) -> HttpResponse:
    text = _kept(request, draft_id, kept_id)
    context = {"kept": text, "draft": text.draft, "marking": marking_over(text, text.draft)}
    context["may_write"] = may_write(person_of(request), text.draft, now())
    return render(request, "pages/draft_kept.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def take_up(request: HttpRequest, draft_id: int, kept_id: int) -> HttpResponse:
    text = _kept(request, draft_id, kept_id)
    person = person_of(request)
    sent = VersionForm(request.POST or None)
    version = sent.cleaned_data["version"] if sent.is_valid() else text.draft.version
    putting = put_together(text, version)
    if putting is None or (request.method != "POST" and not may_write(person, text.draft, now())):
        return redirect("pages:draft-kept", draft_id, kept_id)
    form = TakeUpForm(request.POST or None, putting=putting, version=version)
    if request.method != "POST" or not form.is_valid() or "preview" in request.POST:
        return _asked(request, text, form)
    try:
        saved = saving.take_up(text, form.words(), made_on=version, by=person, at=now())
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return _asked(request, text, form)
    return tell_what_came_of(request, saved) or redirect(saved.draft)


@require_http_methods(["GET", "HEAD", "POST"])
def throw_away(request: HttpRequest, draft_id: int, kept_id: int) -> HttpResponse:
    text = _kept(request, draft_id, kept_id)
    if request.method == "POST":
        keeping.throw_away(text, by=person_of(request), at=now())
        messages.success(request, "Your copy has been thrown away.")
        return redirect(text.draft)
    context = {"kept": text, "draft": text.draft, "marking": marking_over(text, text.draft)}
    return render(request, "pages/draft_kept_away.html", context)


def _kept(request: HttpRequest, draft_id: int, kept_id: int) -> KeptText:
    texts = KeptText.objects.visible_to(person_of(request)).set_aside()
    wanted = texts.select_related("draft__saved_by", "draft__space__unit", "draft__page", "draft__parent")
    return get_object_or_404(wanted, pk=kept_id, draft__pk=draft_id)


def _asked(request: HttpRequest, text: KeptText, form: TakeUpForm) -> HttpResponse:
    context = merge_context(request, text.draft, form) | {"kept": text}
    return render(request, "pages/draft_take_up.html", context, status=422 if form.errors else 200)
