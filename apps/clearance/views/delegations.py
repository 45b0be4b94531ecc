"""Your account: who decides on your behalf, and on whose behalf you decide."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from apps.clearance.actions import delegations as actions
from apps.clearance.forms.standing_in import DelegationForm
from apps.clearance.queries.delegations import delegations_of, lower_grades
from apps.clearance.rules.standing_in import may_end_delegation
from apps.core.clock import now
from apps.core.rules import Refused
from apps.govuk.paging import page_asked
from apps.people.requests import person_of

ROWS_A_PAGE = 30
ONLY_BELOW = "{receiver} holds {grade}, so they can decide only on steps that ask for {grade} or below."


@require_safe
def delegations(request: HttpRequest) -> HttpResponse:
    person, at = person_of(request), now()
    page_obj = page_asked(request, delegations_of(person), ROWS_A_PAGE)
    lower = lower_grades(page_obj, at)
    rows = [(one, one.standing_at(at), lower.get(one.pk)) for one in page_obj]
    return render(request, "clearance/delegations.html", {"person": person, "page_obj": page_obj, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def delegate(request: HttpRequest) -> HttpResponse:
    person, at = person_of(request), now()
    form = DelegationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.delegate(said["receiver"], *form.moments(at), said["because"], by=person, at=at)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(
                request, f"{made.receiver} has been asked to decide on your behalf. You have both been told."
            )
            for grade in lower_grades([made], at).values():
                messages.warning(request, ONLY_BELOW.format(receiver=made.receiver, grade=grade))
            return redirect("clearance:delegations")
    return render(request, "clearance/delegate.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, delegation_id: int) -> HttpResponse:
    person = person_of(request)
    delegation = get_object_or_404(delegations_of(person), pk=delegation_id)
    if request.method == "POST":
        ended = actions.end_delegation(delegation, by=person, at=now())
        messages.success(request, f"{ended.receiver} no longer decides on behalf of {ended.giver}.")
        return redirect("clearance:delegations")
    verdict = may_end_delegation(person, delegation, now())
    return render(request, "clearance/delegation_end.html", {"delegation": delegation, "verdict": verdict})
