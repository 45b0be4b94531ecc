"""Giving spaces their routes, and laying out others once that has been cleared."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from apps.clearance.models import Route, RouteDefault, Step
from apps.clearance.models.routes import Wish, default_step, in_order
from apps.clearance.rules.routes import may_ask_for_standing, may_set_routes
from apps.pages.models import Space
from apps.people.models import Person
from apps.records.actions import System, record


def give_routes(space: Space) -> None:
    """This will give a new space a route for every audience, as the department's defaults have it.

    In a practice space one of its stewards clears for every audience.
    """
    for default in RouteDefault.objects.select_related("grade"):
        step = default_step(space, default)
        assert step is not None
        step.route = Route.objects.create(space=space, audience=default.audience)
        step.save(force_insert=True)


@transaction.atomic
def set_default(default: RouteDefault, *, by: Person, at: datetime) -> RouteDefault:
    """This will set the least grade for an audience. Spaces opened from now on start with it."""
    may_set_routes.require(by)
    default.save()
    record("clearance.default_set", about=default, by=by, at=at, details={"least": str(default)})
    return default


def lay_out(route: Route, wishes: Sequence[Wish], acts: Sequence[str], *, by: Person | System, at: datetime) -> Route:
    """This will give a route other steps, in order of their stages. What is in review keeps those it started with.

    Part of a cleared proposal, in its transaction. Raises Refused when a step asks for standing in a policy space.
    """
    route = Route.objects.select_for_update(of=("self",)).select_related("space").get(pk=route.pk)
    for wish in wishes:
        may_ask_for_standing.require(route.space, wish.standing)
    was = [str(step) for step in route.steps.select_related("grade", "unit", "person")]
    route.steps.all().delete()
    laid = enumerate(in_order(wishes), start=1)
    Step.objects.bulk_create(wish.step(route, position) for position, wish in laid)
    route.acts = list(acts)
    route.save(update_fields=["acts"])
    steps = [str(step) for step in route.steps.select_related("grade", "unit", "person")]
    facts = {"route": str(route), "was": was, "steps": steps, "acts": route.acts}
    record("clearance.route_changed", about=route.space, by=by, at=at, details=facts)
    return route
