"""Decisions to read: one, and the logs of a space, a room and a page, on screen and as a table."""

import csv
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from apps.core.clock import now
from apps.govuk.paging import page_asked
from apps.pages import markup
from apps.pages.models import Page, Space
from apps.pages.queries.pages import Piece, linked_by, pieces
from apps.people.models import Person
from apps.people.requests import person_of
from apps.rooms.decided import text_of
from apps.rooms.forms.deciding import LogForm
from apps.rooms.models import Decision, Room
from apps.rooms.queries.outcomes import about_of, dissents_from, logged, narrowed
from apps.rooms.rules.outcomes import may_dissent, may_record_decision, may_supersede
from apps.rooms.views.deciding import decision_for, marking_of

ROWS_A_PAGE = 25
HEADINGS = (
    "Number",
    "Decided on",
    "Decision",
    "Why",
    "Options",
    "Decided by",
    "Recorded by",
    "Superseded by number",
    "Marking",
)
# A spreadsheet takes what begins so for a formula, and would do what it says.
FORMULA = ("=", "+", "-", "@", "\t")


@require_safe
def decision(request: HttpRequest, decision_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    found = decision_for(person, decision_id)
    context = {
        "decision": found,
        "room": found.room,
        "marking": marking_of(found),
        "about": about_of(found, person),
        "pieces": _laid_out(found, person),
        "deciders": found.deciders.select_related("person").order_by("pk"),
        "dissents": dissents_from(found),
        "later": Decision.objects.filter(supersedes=found).first(),
        "may_supersede": may_supersede(person, found, at),
        "may_dissent": may_dissent(person, found, at),
    }
    return render(request, "rooms/decision.html", context)


@require_safe
def of_space(request: HttpRequest, space_id: int) -> HttpResponse:
    space = _space(request, space_id)
    return _log(request, {"place": space, "space": space}, space=space)


@require_safe
def of_room(request: HttpRequest, room_id: int) -> HttpResponse:
    room = _room(request, room_id)
    verdict = may_record_decision(person_of(request), room, now())
    return _log(request, {"place": room, "room": room, "marking": room.marking_line, "verdict": verdict}, room=room)


@require_safe
def of_page(request: HttpRequest, page_id: int) -> HttpResponse:
    pages = Page.objects.visible_to(person_of(request)).listed().select_related("space__community", "space__unit")
    page = get_object_or_404(pages, pk=page_id)
    verdict = may_record_decision(person_of(request), page, now())
    return _log(request, {"place": page, "page": page, "marking": page.marking_line, "verdict": verdict}, page=page)


@require_safe
def table_of_space(request: HttpRequest, space_id: int) -> HttpResponse:
    return _table(request, f"decisions-{_space(request, space_id).slug}.csv", space=space_id)


@require_safe
def table_of_room(request: HttpRequest, room_id: int) -> HttpResponse:
    return _table(request, f"decisions-room-{_room(request, room_id).pk}.csv", room=room_id)


def _space(request: HttpRequest, space_id: int) -> Space:
    return get_object_or_404(Space.objects.visible_to(person_of(request)), pk=space_id)


def _room(request: HttpRequest, room_id: int) -> Room:
    return get_object_or_404(Room.objects.visible_to(person_of(request)).select_related("community"), pk=room_id)


def _log(request: HttpRequest, context: dict[str, Any], **place: Any) -> HttpResponse:
    form = LogForm(request.GET or None)
    form.is_valid()
    said = getattr(form, "cleaned_data", {})
    found = narrowed(
        logged(person_of(request), **place),
        words=said.get("q", ""),
        since=said.get("since"),
        until=said.get("until"),
    )
    page_obj = page_asked(request, found, ROWS_A_PAGE)
    rest = {"form": form, "page_obj": page_obj, "is_narrowed": any(said.values())}
    return render(request, "rooms/decisions.html", context | rest)


def _table(request: HttpRequest, name: str, **place: Any) -> HttpResponse:
    """The log, or as much of it as was asked for, as a table."""
    form = LogForm(request.GET or None)
    form.is_valid()
    said = getattr(form, "cleaned_data", {})
    found = logged(person_of(request), **place)
    found = narrowed(found, words=said.get("q", ""), since=said.get("since"), until=said.get("until"))
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    table = csv.writer(response)
    table.writerow(HEADINGS)
    table.writerows([_plain(cell) for cell in _cells(one)] for one in found)
    return response


def _cells(one: Decision) -> tuple[str, ...]:
    deciders = "; ".join(f"{decider.person}, {decider.post}" for decider in one.deciders.all())
    later = getattr(one, "superseded_by", None)
    recorded = ", ".join(filter(None, [one.by.name, one.post]))
    on = one.decided_on.isoformat()
    superseded_by = str(later.pk) if later else ""
    said = (one.title, one.reasons, one.options)
    return (str(one.pk), on, *said, deciders, recorded, superseded_by, marking_of(one))


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _laid_out(decision: Decision, person: Person) -> list[Piece]:
    """What it says, as a page shows it to this reader: links by title lead to pages they may read."""
    rendered = markup.render(text_of(decision))
    space = decision.space
    linked = linked_by(rendered.links, space, person) if space is not None else {}
    return pieces(rendered.html, linked)
