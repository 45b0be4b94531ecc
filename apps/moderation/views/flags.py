"""Flagging what people wrote."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from apps.core.clock import now
from apps.moderation.actions import flagging
from apps.moderation.forms.flags import FlagForm
from apps.moderation.rules.flagging import may_flag
from apps.moderation.subjects import FLAGGABLE, Thing
from apps.people.models import Person
from apps.people.requests import person_of
from apps.trust.choices import Level
from apps.trust.queries.levels import people_standing

DIGITS = 18


@require_http_methods(["GET", "HEAD", "POST"])
def flag(request: HttpRequest, about_kind: str, about_id: int) -> HttpResponse:
    person, at, number = person_of(request), now(), str(about_id)
    thing = _thing(person, about_kind, number)
    form = FlagForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        flagging.flag(about_kind, number, **form.cleaned_data, by=person, at=at)
        messages.success(request, "Flagged. A steward will look at it, and nobody is told that it was you.")
        return redirect(thing.url if FLAGGABLE[about_kind].seen_by(person, [number]) else "desk:home")
    context = {
        "form": form,
        "thing": thing,
        "name": FLAGGABLE[about_kind].name,
        "verdict": may_flag(person, about_kind, number, thing, at),
        "has_steward": people_standing(thing.community, Level.STEWARD, at=at).exists(),
    }
    return render(request, "moderation/flag.html", context, status=422 if form.errors else 200)


def _thing(person: Person, about_kind: str, number: str) -> Thing:
    """What is to be flagged, as this person may read it. Nothing has a number that no table can hold."""
    kind = FLAGGABLE.get(about_kind) if len(number) <= DIGITS else None
    thing = kind.seen_by(person, [number]).get(number) if kind else None
    if thing is None:
        raise Http404
    return thing
