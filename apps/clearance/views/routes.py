"""Reading clearance routes, and proposing others."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from apps.clearance.actions.proposals import propose_route, propose_sensitive_route
from apps.clearance.forms.routes import RouteSheet, WriterForm
from apps.clearance.models import Route
from apps.clearance.models.routes import looks_after_routes
from apps.clearance.queries.proposals import open_route_changes
from apps.clearance.queries.routes import layout_of
from apps.clearance.queries.staffing import (
    routes_by_space,
    routes_of,
    spaces_with_routes_for,
    staffed_layout,
    staffed_routes,
)
from apps.clearance.rules.routes import may_add_route, may_change_route, may_propose_route
from apps.core.clock import now
from apps.core.rules import Refused, Verdict
from apps.govuk.paging import page_asked
from apps.pages.choices import Marking
from apps.people.models import Person
from apps.people.requests import person_of

SPACES_A_PAGE = 20


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every space whose routes this person may read, those that cannot be climbed today first."""
    person = person_of(request)
    found = routes_by_space(spaces_with_routes_for(person), person, at=now())
    page_obj = page_asked(request, found, SPACES_A_PAGE)
    context = {"page_obj": page_obj, "short": sum(one.is_short for one in found), "all": looks_after_routes(person)}
    return render(request, "clearance/routes.html", context)


@require_safe
def space_routes(request: HttpRequest, space_id: int) -> HttpResponse:
    """A space's routes as sentences and pictures, with who could clear each step today, if somebody wrote it."""
    person, at = person_of(request), now()
    space = get_object_or_404(spaces_with_routes_for(person).select_related("unit"), pk=space_id)
    form = WriterForm(request.GET or None, space=space, at=at)
    writer = form.cleaned_data["writer"] if form.is_valid() else None
    routes = staffed_routes(routes_of([space], person), barred={writer.pk} if writer else (), at=at)
    waiting = open_route_changes(space, person)
    context = {
        "space": space,
        "form": form,
        "writer": writer,
        "routes": [(one, may_add_route(one.route, Marking.SENSITIVE), waiting.get(one.route.pk)) for one in routes],
        "is_member": space.unit_id in person.reach,
    }
    return render(request, "clearance/space_routes.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, route_id: int) -> HttpResponse:
    route = _route(request, route_id)
    return _change(request, route, route.marking)


@require_http_methods(["GET", "HEAD", "POST"])
def add_sensitive(request: HttpRequest, route_id: int) -> HttpResponse:
    return _change(request, _route(request, route_id), Marking.SENSITIVE)


def _change(request: HttpRequest, route: Route, marking: str) -> HttpResponse:
    person, do = person_of(request), request.POST.get("do", "")
    if request.method != "POST":
        sheet = RouteSheet.as_laid(route)
    elif do in {"add", "edit"} or do.startswith("remove-"):
        sheet = RouteSheet.kept(route, request.POST, do)
    else:
        sheet = RouteSheet(route, request.POST)
        if sheet.is_valid() and (answer := _go_on(request, sheet, marking, send=do == "send")):
            return answer
    context = {"route": route, "marked": marking, "sheet": sheet, "verdict": _may_start(person, route, marking)}
    return render(request, "clearance/route_change.html", context, status=422 if sheet.errors else 200)


def _go_on(request: HttpRequest, sheet: RouteSheet, marking: str, *, send: bool) -> HttpResponse | None:
    """Show what was typed beside the route as it is, or send it; None when it is refused, and the sheet says why."""
    person, at, route = person_of(request), now(), sheet.route
    wanted = sheet.layout(marking)
    verdict = may_propose_route(person, route, wanted, at)
    if not verdict:
        sheet.refuse(verdict.reason)
        return None
    if send:
        return _send(request, sheet, marking)
    context = {
        "route": route,
        "marked": marking,
        "sheet": sheet,
        "was": staffed_layout(route, layout_of(route), barred={person.pk}, at=at),
        "would_be": staffed_layout(route, wanted, at=at),
    }
    return render(request, "clearance/route_check.html", context)


def _send(request: HttpRequest, sheet: RouteSheet, marking: str) -> HttpResponse | None:
    act = propose_route if marking == sheet.route.marking else propose_sensitive_route
    wanted, because = sheet.layout(marking), sheet.whole.cleaned_data["because"]
    try:
        sent = act(sheet.route, wanted.steps, wanted.acts, because=because, by=person_of(request), at=now())
    except Refused as refusal:
        sheet.refuse(refusal.reason)
        return None
    messages.success(request, "Sent for clearance under the route as it is now.")
    return redirect(sent)


def _may_start(person: Person, route: Route, marking: str) -> Verdict:
    verdict = may_change_route(person, route, now())
    return verdict if not verdict or marking == route.marking else may_add_route(route, marking)


def _route(request: HttpRequest, route_id: int) -> Route:
    routes = Route.objects.visible_to(person_of(request)).select_related("space__unit")
    return get_object_or_404(routes, pk=route_id)
