"""What teams say they do with a practice: saying it, reading it, and taking it back."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.core.clock import now
from apps.core.rules import Refused, StateChanged
from apps.govuk.paging import page_asked
from apps.moderation.choices import Voice
from apps.pages.views.files import keep_from_too_many
from apps.pages.views.handing_out import hand_out
from apps.people.models import Unit
from apps.people.queries import units_of
from apps.people.requests import person_of
from apps.practice.actions import adoptions as actions
from apps.practice.forms.adoptions import RetractForm, StillSoForm, UseForm
from apps.practice.models import Adoption, AdoptionReport, Practice
from apps.practice.queries.adoptions import adoptions_of, counts_of
from apps.practice.rules.adoptions import may_retract, may_say_still_so, speaks_for

ROWS_A_PAGE = 25
LONGEST_NUMBER = 9


@require_http_methods(["GET", "HEAD", "POST"])
def use(request: HttpRequest, practice_id: int) -> HttpResponse:
    """The form for one team; first of all which, where somebody is posted in several."""
    person, practice = person_of(request), _practice(request, practice_id)
    teams = list(units_of(person, at=now()))
    team = _team(request, teams)
    if team is None:
        context = {"practice": practice, "marking": practice.page.marking_line, "teams": teams}
        return render(request, "practice/use_team.html", context)
    before = Adoption.objects.filter(practice=practice, team=team).first()
    form = UseForm(person=person, initial=_initial(before))
    if request.method == "POST":
        form = UseForm(request.POST, request.FILES, person=person)
        done = _reported(request, practice, team, form)
        if done:
            messages.success(request, f"Thank you. Everybody reads now what {team} does with this practice.")
            return redirect(done)
    context = {"practice": practice, "marking": practice.page.marking_line, "team": team, "form": form}
    context |= {"before": before, "teams": teams}
    context["verdict"] = may_say_still_so(person, practice, team, now())
    return render(request, "practice/use.html", context, status=422 if form.errors else 200)


@require_safe
def uses(request: HttpRequest, practice_id: int) -> HttpResponse:
    practice = _practice(request, practice_id)
    page_obj = page_asked(request, adoptions_of(practice, person_of(request)), ROWS_A_PAGE)
    context = {"practice": practice, "page_obj": page_obj, "counts": counts_of(practice)}
    context["marking"] = practice.page.marking_line
    return render(request, "practice/uses.html", context)


@require_safe
def adoption(request: HttpRequest, adoption_id: int) -> HttpResponse:
    person, found = person_of(request), _adoption(request, adoption_id)
    prefetch_related_objects([found], Prefetch("reports", AdoptionReport.objects.select_related("by")))
    context = {
        "adoption": found,
        "practice": found.practice,
        "marking": found.practice.page.marking_line,
        "reports": found.said,
        "seen": len(found.reports.all()),
        "speaks": speaks_for(person, found.team, at=now()),
    }
    return render(request, "practice/adoption.html", context)


@require_POST
def still_so(request: HttpRequest, adoption_id: int) -> HttpResponse:
    found, form = _adoption(request, adoption_id), StillSoForm(request.POST)
    seen = form.cleaned_data["seen"] if form.is_valid() else -1
    actions.say_still_so(found, seen=seen, by=person_of(request), at=now())
    messages.success(request, f"Thank you. It is on the page that this still holds for {found.team}.")
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
def retract(request: HttpRequest, adoption_id: int) -> HttpResponse:
    person, found = person_of(request), _adoption(request, adoption_id)
    form = RetractForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.retract(found, because=form.cleaned_data["because"], by=person, at=now())
        messages.success(request, f"Taken back. Nobody reads any more what {found.team} does with this practice.")
        return redirect("practice:practice", found.practice_id)
    context = {"adoption": found, "form": form, "verdict": may_retract(person, found, now())}
    context["marking"] = found.practice.page.marking_line
    return render(request, "practice/retract.html", context, status=422 if form.errors else 200)


@require_safe
def evidence(request: HttpRequest, adoption_id: int, report_id: int, name: str) -> HttpResponseBase:
    """The file of a report, as a stream, to whoever may read the practice now."""
    seen = AdoptionReport.objects.visible_to(person_of(request)).filter(adoption=adoption_id, evidence_name=name)
    report = get_object_or_404(seen.filter(evidence_file__isnull=False).select_related("evidence_file"), pk=report_id)
    assert report.evidence_file is not None
    return hand_out(request, [{"name": name, "sha256": report.evidence_file.sha256, "alt": ""}], name)


def _practice(request: HttpRequest, practice_id: int) -> Practice:
    seen = Practice.objects.visible_to(person_of(request))
    return get_object_or_404(seen.select_related("page__space__community", "page__edition", "team"), pk=practice_id)


def _adoption(request: HttpRequest, adoption_id: int) -> Adoption:
    seen = Adoption.objects.visible_to(person_of(request))
    related = ("practice__page__space__community", "practice__team", "team", "reported_by")
    return get_object_or_404(seen.select_related(*related), pk=adoption_id)


def _team(request: HttpRequest, teams: list[Unit]) -> Unit | None:
    """The team that the address names, or their only one; None where they have to say which."""
    asked = request.GET.get("team", "")
    if not asked:
        return teams[0] if len(teams) == 1 else None
    unit = Unit.objects.filter(pk=asked).first() if asked.isdecimal() and len(asked) < LONGEST_NUMBER else None
    if unit is None or not speaks_for(person_of(request), unit, at=now()):
        raise Http404
    return unit


def _initial(before: Adoption | None) -> dict[str, Any]:
    """What the team said last, for them to change; they write for their team unless they say otherwise."""
    said: dict[str, Any] = {"voice": Voice.OFFICIAL, "seen": before.reports.count() if before else 0}
    last = before.reports.first() if before and not before.retracted_at else None
    return said | ({"use": last.use, "outcome": last.outcome, "since": last.since} if last else {})


def _reported(request: HttpRequest, practice: Practice, team: Unit, form: UseForm) -> Adoption | None:
    """The adoption as it stands once the form was taken; None where it was not, and says why."""
    person, at = person_of(request), now()
    if not form.is_valid():
        return None
    try:
        if request.FILES:
            keep_from_too_many(request)
        form.accept(at=at)
        return actions.report(practice, form.report(team, at=at), by=person, at=at)
    except StateChanged as changed:
        # Nothing they typed is lost: they read what was said meanwhile, and send the same again if it still holds.
        form.has_seen(AdoptionReport.objects.filter(adoption__practice=practice, adoption__team=team).count())
        form.add_error(None, changed.reason)
    except Refused as refusal:
        form.add_error(None, refusal.reason)
    return None
