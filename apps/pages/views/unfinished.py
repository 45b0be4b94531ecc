"""Text that is not saved yet: keeping it while it is typed, carrying on with it, throwing it away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import date
from django.views.decorators.http import require_POST, require_safe

from apps.core.clock import now
from apps.core.rules import Refused
from apps.pages.actions import presence
from apps.pages.actions import unfinished as actions
from apps.pages.forms.drafts import DraftForm
from apps.pages.forms.unfinished import UnfinishedForm
from apps.pages.models import Draft
from apps.pages.models.markings import marking_over
from apps.pages.queries.unfinished import is_text_untouched, unfinished_in
from apps.pages.rules import may_write
from apps.people.requests import person_of


@require_POST
def keep(request: HttpRequest, draft_id: int) -> HttpResponse:
    """What stands in somebody's form, sent by a script whenever they pause."""
    found, person = _draft(request, draft_id), person_of(request)
    form = UnfinishedForm(request.POST, draft=found)
    if not form.is_valid():
        return JsonResponse({"because": next(iter(form.errors.values()))[0]}, status=422)
    made_on = form.cleaned_data["version"]
    try:
        actions.keep(found, form.words(), made_on=made_on, form=form.open_form(), by=person, at=now())
    except Refused as refusal:
        return JsonResponse({"because": refusal.reason}, status=403)
    return JsonResponse({"because": may_write(person, found, now()).reason})


@require_safe
def carry_on(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The form with what somebody was typing, on the version they typed it on."""
    found, person = _draft(request, draft_id), person_of(request)
    typed = unfinished_in(found, person)
    verdict = may_write(person, found, now())
    if typed is None:
        return redirect("pages:draft-edit", found.pk)
    if is_text_untouched(typed):
        typed.body = found.body
    form = DraftForm.showing(typed, version=typed.base_version, unit=found.space.unit)
    form.initial["opened_with"] = typed.at.isoformat()
    context = {"draft": found, "form": form, "may_write": verdict, "typed": typed}
    context["marking"] = marking_over(found, typed)
    if not verdict:
        return render(request, "pages/draft_unfinished.html", context)
    presence.note(found, by=person, at=now())
    return render(request, "pages/draft_edit.html", context)


@require_POST
def put_away(request: HttpRequest, draft_id: int) -> HttpResponse:
    found = _draft(request, draft_id)
    put = actions.put_away(found, by=person_of(request))
    if put is not None:
        until = date(put.kept_until, "j F Y")
        messages.success(request, f"Thrown away. If you want it back, it is below under your text until {until}.")
    return redirect(found)


@require_POST
def choose_form(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Live together with others, or on the plain form: what somebody chooses holds in every draft."""
    found, person = _draft(request, draft_id), person_of(request)
    if "plain" in request.POST:
        actions.write_plainly(person, at=now())
    else:
        actions.write_together(person)
    is_typing = "plain" in request.POST and unfinished_in(found, person) is not None
    return redirect("pages:draft-carry-on" if is_typing else "pages:draft-edit", found.pk)


def _draft(request: HttpRequest, draft_id: int) -> Draft:
    drafts = Draft.objects.visible_to(person_of(request)).select_related("space__unit", "page", "parent", "base")
    return get_object_or_404(drafts, pk=draft_id)
