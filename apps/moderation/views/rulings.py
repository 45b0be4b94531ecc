"""Ruling on what was claimed, and what those whom it concerns read of it."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from apps.core.clock import now
from apps.core.rules import Refused, StateChanged
from apps.moderation.actions.ruling import rule_on
from apps.moderation.choices import AGAINST_AUTHOR, DAYS_TO_APPEAL, Measure
from apps.moderation.guidelines import RULES
from apps.moderation.judgement import Judgement
from apps.moderation.queries.rulings import concerning, kind_name, things_of, things_read_by
from apps.moderation.subjects import Thing
from apps.moderation.views.context import about_matter, matter_of, ruling_form, version_seen
from apps.people.requests import person_of


@require_POST
def rule(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Words are taken out for good, so that is asked about once more."""
    person, at = person_of(request), now()
    matter, version = matter_of(request, matter_id), version_seen(request)
    thing = things_of([matter]).get(matter.pk)
    if thing is None:
        return redirect(matter)
    form = ruling_form(matter, thing, request.POST)
    if form.is_valid():
        judgement = form.judgement(at=at)
        if _is_for_good(judgement, thing) and "sure" not in request.POST:
            context = {"matter": matter, "form": form, "words": judgement.words}
            return render(request, "moderation/redact.html", context | {"times": thing.text.count(judgement.words)})
        try:
            rule_on(matter, judgement, version=version, by=person, at=at)
        except Refused as refused:
            if isinstance(refused, StateChanged):
                raise
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Ruled. Those whom it concerns have been told.")
            return redirect("moderation:queue", slug=matter.community.slug)
    context = about_matter(matter, thing, person, at=at) | {"form": form}
    return render(request, "moderation/matter.html", context, status=422)


@require_safe
def ruling(request: HttpRequest, ruling_id: int) -> HttpResponse:
    """What was ruled and why, by which rule, and how to appeal; nobody reads here who flagged it."""
    person = person_of(request)
    found = concerning(person).select_related("matter__community", "by", "author")
    ruled = get_object_or_404(found, pk=ruling_id)
    is_theirs = ruled.author_id == person.pk
    context = {
        "ruling": ruled,
        "is_theirs": is_theirs,
        # Whoever was asked out of a room is told of the ruling, and not what the room is called by now.
        "is_read": ruled.matter.community.is_read_by(person),
        "thing": things_read_by(person, [ruled.matter]).get(ruled.matter_id) if is_theirs else None,
        "name": kind_name(ruled.matter.about_kind),
        "guideline": RULES.get(ruled.rule),
        "appeal_until": ruled.at + timedelta(days=DAYS_TO_APPEAL) if ruled.measure in AGAINST_AUTHOR else None,
    }
    return render(request, "moderation/ruling.html", context)


def _is_for_good(judgement: Judgement, thing: Thing) -> bool:
    return judgement.measure == Measure.REDACT and judgement.words in thing.text
