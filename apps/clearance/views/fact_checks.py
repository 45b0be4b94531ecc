"""Asking somebody outside about the facts of a draft, and reading what they said."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from apps.clearance.actions import fact_checks as actions
from apps.clearance.forms.fact_checks import QuestionForm
from apps.clearance.models import FactCheck
from apps.clearance.queries.fact_checks import checks_of
from apps.clearance.rules.fact_checks import may_be_checked, may_revoke
from apps.core.clock import now
from apps.core.rules import Refused
from apps.govuk.paging import page_asked
from apps.pages.models import Draft
from apps.pages.models.markings import marking_over
from apps.people.requests import person_of

ROWS_A_PAGE = 10


@require_safe
def fact_checks(request: HttpRequest, draft_id: int) -> HttpResponse:
    draft, at = _draft(request, draft_id), now()
    page_obj = page_asked(request, checks_of(draft), ROWS_A_PAGE)
    context = {
        "draft": draft,
        "page_obj": page_obj,
        "rows": [(check, check.is_open_at(at)) for check in page_obj],
        "may_check": may_be_checked(person_of(request), draft, at),
        "marking": marking_over(draft, *page_obj),
    }
    return render(request, "clearance/fact_checks.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The answer shows the link itself: sent on to another page it would have to be kept."""
    person, draft, at = person_of(request), _draft(request, draft_id), now()
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            check, path = actions.ask(draft, form.asked(), by=person, at=at)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            asked = {"check": check, "link": settings.PUBLIC_ADDRESS + path, "marking": check.marking_line}
            return render(request, "clearance/fact_check_asked.html", asked)
    context = {"draft": draft, "form": form, "marking": draft.marking_line}
    context["verdict"] = may_be_checked(person, draft, at)
    return render(request, "clearance/fact_check_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, check_id: int) -> HttpResponse:
    person = person_of(request)
    checks = FactCheck.objects.visible_to(person).select_related("draft__space__unit")
    check = get_object_or_404(checks, pk=check_id)
    if request.method == "POST":
        actions.revoke(check, by=person, at=now())
        messages.success(request, f"The link sent to {check.name} has been revoked.")
        return redirect("clearance:fact-checks", check.draft_id)
    context = {"check": check, "verdict": may_revoke(person, check, now()), "marking": check.marking_line}
    return render(request, "clearance/fact_check_revoke.html", context)


def _draft(request: HttpRequest, draft_id: int) -> Draft:
    drafts = Draft.objects.visible_to(person_of(request)).select_related("space__unit")
    return get_object_or_404(drafts, pk=draft_id)
