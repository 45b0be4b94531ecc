"""Writing a tip in one form, and what happens to it next."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from apps.clearance.models import Submission
from apps.core.clock import now
from apps.core.rules import Refused
from apps.moderation.choices import Voice
from apps.pages.choices import SpaceKind
from apps.pages.models import Draft, Space
from apps.pages.rules import may_draft_in
from apps.people.models import Person, Posting
from apps.people.queries import units_of
from apps.people.requests import person_of
from apps.practice.actions import tips
from apps.practice.forms.tips import TipForm
from apps.practice.models import Practice


@require_http_methods(["GET", "HEAD", "POST"])
def tip(request: HttpRequest, space_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    spaces = Space.objects.visible_to(person).filter(kind=SpaceKind.PRACTICE)
    space = get_object_or_404(spaces.select_related("unit", "audience_unit", "community"), pk=space_id)
    teams = list(units_of(person, at=at))
    form = TipForm(request.POST or None, person=person, teams=teams, initial=begun_for(person))
    if request.method == "POST" and form.is_valid():
        try:
            form.accept(at=at)
            draft = tips.give(space, form.tip(), by=person, at=at)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            return redirect("practice:tip-given", space.pk, draft.pk)
    context = {"form": form, "space": space, "verdict": may_draft_in(person, space, at)}
    return render(request, "practice/tip.html", context, status=422 if form.errors else 200)


@require_safe
def given(request: HttpRequest, space_id: int, draft_id: int) -> HttpResponse:
    """What happens next, for whoever wrote it."""
    drafts = Draft.objects.visible_to(person_of(request)).filter(space=space_id, filing__by=person_of(request))
    draft = get_object_or_404(drafts.select_related("space", "page__edition"), pk=draft_id)
    context = {
        "draft": draft,
        "space": draft.space,
        "practice": Practice.objects.filter(page=draft.page).first() if draft.page else None,
        "submission": Submission.objects.filter(draft=draft).order_by("-pk").first(),
    }
    return render(request, "practice/tip_given.html", context)


def begun_for(person: Person) -> dict[str, Any]:
    """Their own post as the contact, for them to change; they write for their team unless they say otherwise."""
    post = Posting.objects.held_at(now()).filter(person=person).select_related("unit").order_by("starts_at").first()
    return {"contact": f"{post.title}, {post.unit}" if post else "", "voice": Voice.OFFICIAL}
