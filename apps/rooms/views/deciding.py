"""Recording decisions, superseding them, and saying that one does not agree."""

from typing import Any

from django.contrib import messages as banners
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from apps.core.clock import now
from apps.core.rules import Refused
from apps.pages.models import Draft, Edition, Page
from apps.people.models import Person
from apps.people.requests import person_of
from apps.rooms.actions import deciding
from apps.rooms.actions.deciding import Place
from apps.rooms.forms.deciding import DecisionForm, DissentForm, PageDecisionForm, RoomDecisionForm
from apps.rooms.models import Decision, Room, Topic
from apps.rooms.rules.outcomes import may_dissent, may_record_decision, may_supersede
from apps.rooms.views.asked import number_asked


@require_http_methods(["GET", "HEAD", "POST"])
def decide_in_room(request: HttpRequest, room_id: int) -> HttpResponse:
    """A decision in a room, out of the topic that the address names if it names one (?topic=3)."""
    person, at = person_of(request), now()
    rooms = Room.objects.visible_to(person).select_related("community__audience_unit", "space")
    room = get_object_or_404(rooms, pk=room_id)
    form = RoomDecisionForm(request.POST or None, person=person, initial={"decided_on": localdate(at)})
    if request.method == "POST" and form.is_valid():
        page = form.cleaned_data["about"]
        place = Place(room, _topic_named(request, room), page, page.edition if page is not None else None)
        try:
            decision = deciding.record_decision(place, form.decided(), by=person, at=at)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            return _recorded(request, decision)
    context = {"form": form, "room": room, "place": room, "marking": room.marking_line}
    return _form(request, context | {"verdict": may_record_decision(person, room, at)})


@require_http_methods(["GET", "HEAD", "POST"])
def decide_on_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """A decision about what is published on a page, or about its open draft, as whoever records it saw them."""
    person, at = person_of(request), now()
    page, draft = _page_and_draft(person, page_id)
    assert page.edition is not None
    seen = {"edition": page.edition.number, "version": draft.version if draft else None, "decided_on": localdate(at)}
    form = PageDecisionForm(request.POST or None, has_draft=draft is not None, initial=seen)
    if request.method == "POST" and form.is_valid():
        try:
            place = _place_on(person, page, draft, form)
            decision = deciding.record_decision(place, form.decided(), by=person, at=at)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            return _recorded(request, decision)
    context = {"form": form, "page": page, "place": page, "marking": page.marking_line}
    return _form(request, context | {"verdict": may_record_decision(person, page, at)})


@require_http_methods(["GET", "HEAD", "POST"])
def supersede(request: HttpRequest, decision_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    found = decision_for(person, decision_id)
    begun = {"title": found.title, "options": found.options, "decided_on": localdate(at)}
    form = DecisionForm(request.POST or None, initial=begun)
    if request.method == "POST" and form.is_valid():
        try:
            decision = deciding.supersede(found, form.decided(), by=person, at=at)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            return _recorded(request, decision)
    context = {"form": form, "supersedes": found, "place": found, "marking": marking_of(found)}
    return _form(request, context | {"verdict": may_supersede(person, found, at)})


@require_http_methods(["GET", "HEAD", "POST"])
def dissent(request: HttpRequest, decision_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    found = decision_for(person, decision_id)
    form = DissentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            deciding.dissent(found, said["words"], is_named=said["named"] == "yes", by=person, at=at)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            banners.success(request, "That you do not agree is on record.")
            return redirect(found)
    context = {"form": form, "decision": found, "verdict": may_dissent(person, found, at), "marking": marking_of(found)}
    return render(request, "rooms/dissent.html", context, status=422 if form.errors else 200)


def decision_for(person: Person, decision_id: int) -> Decision:
    """The decision, with where it was taken, as this person may read it."""
    beside = ("room__community__audience_unit", "page__space", "topic", "space", "draft", "supersedes", "by")
    return get_object_or_404(Decision.objects.visible_to(person).select_related(*beside), pk=decision_id)


def marking_of(decision: Decision) -> str:
    """What stands over and under it: the marking of its room, or of the page it is about."""
    bearer = decision.room or decision.page
    assert bearer is not None
    return bearer.marking_line


def _topic_named(request: HttpRequest, room: Room) -> Topic | None:
    return Topic.objects.filter(room=room, pk=number_asked(request, "topic") or 0).first()


def _page_and_draft(person: Person, page_id: int) -> tuple[Page, Draft | None]:
    pages = Page.objects.visible_to(person).listed().select_related("space__unit", "space__community", "edition")
    page = get_object_or_404(pages, pk=page_id)
    draft = Draft.objects.visible_to(person).open().filter(page=page, is_urgent=False).first()
    return page, draft


def _place_on(person: Person, page: Page, draft: Draft | None, form: PageDecisionForm) -> Place:
    """The text that the form was about when it was opened. Raises Refused where there is no such text."""
    said = form.cleaned_data
    edition = Edition.objects.visible_to(person).filter(page=page, number=said["edition"]).first()
    if edition is None:
        raise Refused("The text that you saw is not there any more. Open the page again, and record the decision then.")
    if not form.is_about_draft or draft is None:
        return Place(page=page, edition=edition)
    return Place(page=page, edition=edition, draft=draft, draft_version=min(said["version"] or 0, draft.version))


def _recorded(request: HttpRequest, decision: Decision) -> HttpResponse:
    banners.success(request, "The decision is on record.")
    return redirect(decision)


def _form(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    return render(request, "rooms/decision_form.html", context, status=422 if context["form"].errors else 200)
