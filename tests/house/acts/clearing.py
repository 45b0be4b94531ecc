"""Routes, submissions and decisions, and what becomes of pages."""

from collections.abc import Callable
from datetime import timedelta

from apps.clearance.actions import (
    claims,
    deciding,
    proposals,
    routes,
    submitting,
)
from apps.clearance.actions.changing import change_page
from apps.clearance.choices import Act as PageAct
from apps.clearance.models import Route, RouteDefault, Seat
from apps.clearance.models.proposals import Change
from apps.clearance.models.routes import Wish
from apps.core.clock import now
from apps.pages.models import Draft
from apps.people.choices import Breadth
from tests.cast import grade
from tests.house.acts.stage import RUSHED, WHY, Act, Stage, rush


def higher(stage: Stage) -> tuple[Route, list[Wish], list[str]]:
    """The route of the space's text for the team, and a higher grade for it."""
    wish = Wish(stage=1, grade=grade("SCS1").pk, scope=Breadth.DIRECTORATE)
    return Route.objects.get(space=stage.space, audience=Breadth.TEAM), [wish], []


def rerouted(stage: Stage, propose: Callable[..., object]) -> object:
    return propose(*higher(stage), because=WHY, **stage.by)


def cover() -> submitting.Cover:
    return submitting.Cover("Why.", "MAJOR", now().date() + timedelta(days=365))


def void(stage: Stage) -> object:
    Draft.objects.filter(pk=stage.submission.draft_id).update(body="Changed behind the clearance.")
    return deciding.clear(stage.submission, by=stage.ben, at=now())


def changed(stage: Stage, *, at_once: bool) -> object:
    if at_once:
        Route.objects.update(acts=[])
    return change_page(stage.fares, Change(PageAct.REMOVE, WHY), **stage.by)


def let_silence(stage: Stage) -> object:
    """The new draft, gone up a route whose first step silence clears."""
    route = Route.objects.get(space=stage.space, audience=Breadth.DIRECTORATE)
    route.steps.update(working_days=1, silence_clears=True)
    route.steps.create(position=2, stage=2, scope=Breadth.TEAM, grade=grade("G7"))
    sent = submitting.submit(stage.draft, cover(), version=stage.draft.version, **stage.by)
    return deciding.let_silence_clear(sent, at=now() + timedelta(days=14))


def claimed(stage: Stage) -> Seat:
    return claims.claim(stage.submission.seats.get(), by=stage.ben, at=now())


# Each act, by the action it is done through and what is special about it, with the records it leaves, in order.
ACTS: dict[str, tuple[Act, list[str]]] = {
    "clearance.actions.claims.claim": (claimed, ["clearance.claimed"]),
    "clearance.actions.claims.release": (
        lambda s: claims.release(claimed(s), by=s.ben, at=now()),
        ["clearance.claimed", "clearance.released"],
    ),
    "clearance.actions.deciding.let_silence_clear": (let_silence, ["clearance.submitted", "clearance.nil_return"]),
    "clearance.actions.deciding.clear": (
        lambda s: deciding.clear(s.submission, by=s.ben, at=now()),
        ["pages.published", "clearance.cleared"],
    ),
    "clearance.actions.deciding.clear, of changed words": (void, ["clearance.voided"]),
    "clearance.actions.deciding.send_back": (
        lambda s: deciding.send_back(s.submission, because=WHY, by=s.ben, at=now()),
        ["clearance.returned"],
    ),
    "clearance.actions.proposals.propose_route": (
        lambda s: rerouted(s, proposals.propose_route),
        ["clearance.submitted"],
    ),
    "clearance.actions.proposals.propose_sensitive_route": (
        lambda s: rerouted(s, proposals.propose_sensitive_route),
        ["clearance.submitted"],
    ),
    "clearance.actions.routes.lay_out": (lambda s: routes.lay_out(*higher(s), **s.by), ["clearance.route_changed"]),
    "clearance.actions.routes.set_default": (
        lambda s: routes.set_default(RouteDefault.objects.get(audience=Breadth.TEAM), by=s.ines, at=now()),
        ["clearance.default_set"],
    ),
    "clearance.actions.submitting.submit": (
        lambda s: submitting.submit(s.draft, cover(), version=s.draft.version, **s.by),
        ["clearance.submitted"],
    ),
    "clearance.actions.deciding.take_back": (
        lambda s: deciding.take_back(s.submission, **s.by),
        ["clearance.taken_back"],
    ),
    "clearance.actions.deciding.send_back, of an emergency": (
        lambda s: deciding.send_back(rush(s).submission, because=WHY, by=s.ben, at=now()),
        [*RUSHED, "pages.unpublished", "clearance.emergency_fell_back", "clearance.returned"],
    ),
    "clearance.actions.changing.change_page": (lambda s: changed(s, at_once=False), ["clearance.submitted"]),
    "clearance.actions.changing.change_page, at once": (lambda s: changed(s, at_once=True), ["pages.unpublished"]),
}
