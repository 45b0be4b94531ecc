"""Is this still right? Asking it, and answering."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from apps.core.clock import now
from apps.core.rules import Refused
from apps.moderation.rules.contributing import may_write
from apps.pages.queries.owners import answer_for, owner_of
from apps.pages.rules import may_look_after
from apps.people.requests import person_of
from apps.practice.actions import doubts as actions
from apps.practice.choices import DoubtOutcome
from apps.practice.forms.adoptions import DoubtForm, SettleDoubtForm
from apps.practice.models import Doubt, Practice

RELATED = ("page__space__community", "page__space__unit", "page__owner", "page__edition")


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, practice_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    practice = get_object_or_404(Practice.objects.visible_to(person).select_related(*RELATED), pk=practice_id)
    form = DoubtForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            form.accept(at=at)
            doubt = actions.ask(practice, because=form.cleaned_data["because"], by=person, at=at)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(
                request, "Asked. Whoever looks after the page has been told, and you will be told the answer."
            )
            return redirect(doubt)
    context = {"practice": practice, "form": form, "verdict": may_write(person, practice.page.space.community, at)}
    context["marking"] = practice.page.marking_line
    context |= {"post": owner_of(practice.page), "answer": answer_for(practice.page, at=at)}
    return render(request, "practice/doubt_ask.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def doubt(request: HttpRequest, doubt_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    practices = Practice.objects.visible_to(person)
    doubts = Doubt.objects.filter(page__practice__in=practices).select_related("by", "settled_by", "page__practice")
    found = get_object_or_404(doubts.select_related(*RELATED), pk=doubt_id)
    edition = found.page.edition.number if found.page.edition else 0
    form = SettleDoubtForm(request.POST or None, initial={"edition": edition})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        said["outcome"] = DoubtOutcome(said["outcome"])
        try:
            actions.settle(found, **said, by=person, at=at)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "Answered. Whoever asked has been told.")
            return redirect(found)
    context = {"doubt": found, "practice": found.page.practice, "form": form}
    context["marking"] = found.page.marking_line
    context["looks_after"] = found.outcome == DoubtOutcome.WAITING and may_look_after(person, found.page, at)
    return render(request, "practice/doubt.html", context, status=422 if form.errors else 200)
