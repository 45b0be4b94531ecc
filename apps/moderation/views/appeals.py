"""Appealing against a ruling, and deciding an appeal."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from apps.core.clock import now
from apps.moderation.actions import appealing
from apps.moderation.forms.appeals import AppealForm, DecideForm
from apps.moderation.guidelines import RULES
from apps.moderation.models import Ruling
from apps.moderation.queries.appeals import appeal_until, appealed_to
from apps.moderation.queries.rulings import kind_name, things_read_by
from apps.moderation.rules.appeals import may_appeal, may_decide
from apps.people.models import Person
from apps.people.requests import person_of

TOLD = ("matter__community__audience_unit", "by", "author")


@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, ruling_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    theirs = Ruling.objects.filter(author=person).select_related(*TOLD)
    ruling = get_object_or_404(theirs, pk=ruling_id)
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        appealing.appeal(ruling, because=form.cleaned_data["because"], by=person, at=at)
        messages.success(request, "Your appeal has been sent. You will be told what comes of it.")
        return redirect(ruling)
    context = {"form": form, "verdict": may_appeal(person, ruling, at), "until": appeal_until(ruling)}
    return render(
        request, "moderation/appeal.html", about(ruling, person) | context, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, ruling_id: int) -> HttpResponse:
    """What it is about is read here by those alone who may decide, so that nobody else has looked into it."""
    person, at = person_of(request), now()
    ruling = get_object_or_404(appealed_to(person).select_related("appeal__by", *TOLD), pk=ruling_id)
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        appealing.decide(ruling.appeal, **form.cleaned_data, by=person, at=at)
        messages.success(request, "Your decision has been sent to whoever appealed and to the steward who ruled.")
        return redirect(ruling)
    context = {"form": form, "appeal": ruling.appeal, "verdict": may_decide(person, ruling.appeal, at)}
    return render(
        request, "moderation/appeal_decide.html", about(ruling, person) | context, status=422 if form.errors else 200
    )


def about(ruling: Ruling, person: Person) -> dict[str, Any]:
    """What both pages say of a ruling."""
    return {
        "ruling": ruling,
        "is_read": ruling.matter.community.is_read_by(person),
        "thing": things_read_by(person, [ruling.matter]).get(ruling.matter_id),
        "name": kind_name(ruling.matter.about_kind),
        "guideline": RULES.get(ruling.rule),
    }
