"""Making somebody a steward, stepping down, and asking the members whether a steward stays."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from apps.core.clock import now
from apps.core.rules import Refused
from apps.people.requests import person_of
from apps.trust import choices
from apps.trust.actions import recalling, standing
from apps.trust.choices import Level
from apps.trust.forms.stewards import GO, AppointForm, RecallForm, StepDownForm, VoteForm
from apps.trust.models import Recall
from apps.trust.queries.levels import people_standing
from apps.trust.queries.recalls import tally_of
from apps.trust.rules.recalls import may_recall, may_vote
from apps.trust.rules.stewards import may_appoint, may_step_down
from apps.trust.views.communities import community_seen


@require_http_methods(["GET", "HEAD", "POST"])
def appoint(request: HttpRequest, slug: str) -> HttpResponse:
    person, at = person_of(request), now()
    community = community_seen(request, slug)
    form = AppointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen, because = form.cleaned_data["person"], form.cleaned_data["because"]
        try:
            standing.appoint(community, chosen, because=because, by=person, at=at)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, f"{chosen} is a steward by appointment now.")
            return redirect(community)
    context = {"community": community, "form": form, "verdict": may_appoint(person, community, at)}
    return render(request, "trust/appoint.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def step_down(request: HttpRequest, slug: str) -> HttpResponse:
    person, at = person_of(request), now()
    community = community_seen(request, slug)
    form = StepDownForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        standing.step_down(community, because=form.cleaned_data["because"], by=person, at=at)
        messages.success(request, "You are no longer a steward by appointment.")
        return redirect(community)
    context = {"community": community, "form": form, "verdict": may_step_down(person, community, at)}
    return render(request, "trust/step_down.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def ask_to_go(request: HttpRequest, slug: str, person_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    community = community_seen(request, slug)
    stewards = people_standing(community, Level.STEWARD, at=at)
    steward = get_object_or_404(stewards, pk=person_id)
    form = RecallForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        because = form.cleaned_data["because"]
        recall = recalling.open_recall(community, steward, because=because, by=person, at=at)
        messages.success(request, f"Members can vote on {steward} now.")
        return redirect(recall)
    verdict = may_recall(person, community, steward, at)
    context = {"community": community, "steward": steward, "form": form, "verdict": verdict, "numbers": choices}
    return render(request, "trust/ask_to_go.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def recall(request: HttpRequest, slug: str, recall_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    seen = Recall.objects.visible_to(person).select_related("community", "steward", "opened_by")
    found = get_object_or_404(seen, pk=recall_id, community__slug=slug)
    form = VoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        recalling.vote(found, to_go=form.cleaned_data["vote"] == GO, by=person, at=at)
        messages.success(request, "Your vote has been counted. Nobody is shown how you voted.")
        return redirect(found)
    context = {"recall": found, "form": form, "verdict": may_vote(person, found, at), "numbers": choices}
    context["tally"] = tally_of(found) if found.closed_at else None
    return render(request, "trust/recall.html", context, status=422 if form.errors else 200)
