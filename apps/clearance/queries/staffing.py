"""Routes as they fall for their spaces today: who could clear each step, and where somebody is missing."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby

from django.db.models import QuerySet

from apps.clearance.models import Proposal, Route, RouteDefault, Step
from apps.clearance.models.routes import Layout, default_step, looks_after_routes
from apps.clearance.queries.roll import Roll, StaffedStep, seats_left_empty
from apps.clearance.queries.standing_roll import StandingRoll
from apps.pages.models import Space
from apps.people.models import Grade, Person, Unit, ids_along


@dataclass(frozen=True)
class StaffedRoute:
    """A route, or how it would be laid out, with who could clear each of its steps at that moment."""

    route: Route
    steps: list[StaffedStep]

    @property
    def stages(self) -> list[list[StaffedStep]]:
        """The steps by stage: those of one stage run beside one another."""
        return [list(steps) for _, steps in groupby(self.steps, key=lambda one: one.step.stage)]

    @property
    def people_needed(self) -> int:
        """How many different people it takes."""
        return sum(one.step.people_needed for one in self.steps)

    @cached_property
    def seats_left_empty(self) -> int:
        """How many of them there are not, whoever sits where."""
        return seats_left_empty(self.steps)

    @property
    def is_short(self) -> bool:
        return not self.steps or self.seats_left_empty > 0


def spaces_with_routes_for(person: Person) -> QuerySet[Space]:
    """Spaces whose routes this person may read: as `Route.objects.visible_to`, those without a route too."""
    return Space.objects.all() if looks_after_routes(person) else Space.objects.kept_by(person)


def routes_of(spaces: Collection[Space], person: Person) -> list[Route]:
    """The routes of these spaces that this person may read, each space's from the narrowest audience to the widest."""
    seen = Route.objects.visible_to(person).filter(space__in=[space.pk for space in spaces])
    return list(seen.select_related("space__unit").order_by("space__title", "space_id", "audience", "marking"))


def staffed_routes(routes: Collection[Route], *, barred: Collection[int] = (), at: datetime) -> list[StaffedRoute]:
    """These routes, in order, as their spaces' texts go up them. Five queries, however many there are.

    `barred` are ids of people to leave out. Left out are routes for an audience that no text of the space can have.
    """
    units = _units_above([route.space.unit for route in routes])
    used = [route for route in routes if route.audience in _breadths(route.space.unit, units)]
    laid = _steps_of(used)
    return _staffed([(route, laid[route.pk]) for route in used], units, barred=barred, at=at)


@dataclass(frozen=True, slots=True)
class SpaceRoutes:
    """A space and its routes."""

    space: Space
    routes: list[StaffedRoute]

    @property
    def is_short(self) -> bool:
        return any(one.is_short for one in self.routes)


def routes_by_space(spaces: QuerySet[Space], person: Person, *, at: datetime) -> list[SpaceRoutes]:
    """These spaces with their routes that this person may read, those with one that is short of people first."""
    found = list(spaces.select_related("unit").order_by("title", "pk"))
    routes: dict[int, list[StaffedRoute]] = defaultdict(list)
    for one in staffed_routes(routes_of(found, person), at=at):
        routes[one.route.space_id].append(one)
    return sorted((SpaceRoutes(space, routes[space.pk]) for space in found), key=lambda one: not one.is_short)


def staffed_layout(route: Route, layout: Layout, *, barred: Collection[int] = (), at: datetime) -> StaffedRoute:
    """How a route would be laid out, as its space's texts would go up it."""
    as_laid = Route(space=route.space, audience=route.audience, marking=layout.marking, acts=layout.acts)
    [staffed] = _staffed(
        [(as_laid, _steps_as_told(as_laid, layout))], _units_above([route.space.unit]), barred=barred, at=at
    )
    return staffed


def was_and_would_be(proposal: Proposal, *, at: datetime) -> tuple[StaffedRoute, StaffedRoute]:
    """How the route was laid out when a change of it was proposed, and how it would be."""
    route, change = proposal.route, proposal.change
    assert route is not None
    return (
        staffed_layout(route, Layout.told(change["was"]), at=at),
        staffed_layout(route, Layout.told(change), at=at),
    )


def routes_short_of_people(routes: Collection[Route], *, at: datetime) -> list[StaffedRoute]:
    """Those of the routes that cannot be climbed today, whoever wrote."""
    return [one for one in staffed_routes(routes, at=at) if one.is_short]


def _staffed(
    laid: Sequence[tuple[Route, list[Step]]], units: Mapping[int, Unit], *, barred: Collection[int], at: datetime
) -> list[StaffedRoute]:
    falls = [[(step, _unit_of(step, route.space.unit, units)) for step in steps] for route, steps in laid]
    roll = Roll([fall for steps in falls for fall in steps if fall[0].standing is None], barred=barred, at=at)
    asking = {route.space for route, steps in laid if any(step.standing is not None for step in steps)}
    stands = StandingRoll(asking, barred=barred, at=at)
    return [
        StaffedRoute(
            route,
            [
                roll.staffed(step, unit) if step.standing is None else stands.staffed(step, route.space)
                for step, unit in steps
            ],
        )
        for (route, _), steps in zip(laid, falls, strict=True)
    ]


def _steps_of(routes: Collection[Route]) -> Mapping[int, list[Step]]:
    """The steps of each route in order; of one that has none, the department's default for its audience."""
    found: dict[int, list[Step]] = defaultdict(list)
    steps = Step.objects.filter(route__in=[route.pk for route in routes])
    for step in steps.select_related("grade", "unit", "person").order_by("position"):
        found[step.route_id].append(step)
    bare = [route for route in routes if route.pk not in found]
    if bare:
        defaults = {one.audience: one for one in RouteDefault.objects.select_related("grade")}
        for route in bare:
            if one := default_step(route.space, defaults.get(route.audience)):
                found[route.pk].append(one)
    return found


def _steps_as_told(route: Route, layout: Layout) -> list[Step]:
    """The steps of a layout, with the grades, units and people they name."""
    grades = Grade.objects.in_bulk({wish.grade for wish in layout.steps if wish.grade is not None})
    units = Unit.objects.in_bulk({wish.unit for wish in layout.steps if wish.unit is not None})
    people = Person.objects.in_bulk({wish.person for wish in layout.steps if wish.person is not None})
    steps = []
    for position, wish in enumerate(layout.steps, start=1):
        step = wish.step(route, position)
        if wish.grade is not None:
            step.grade = grades[wish.grade]
        if wish.unit is not None:
            step.unit = units[wish.unit]
        if wish.person is not None:
            step.person = people[wish.person]
        steps.append(step)
    return steps


def _units_above(units: Collection[Unit]) -> Mapping[int, Unit]:
    return Unit.objects.select_related("kind").in_bulk(ids_along({unit.path for unit in units}))


def _breadths(unit: Unit, units: Mapping[int, Unit]) -> set[int]:
    return {units[pk].kind.breadth for pk in ids_along([unit.path])}


def _unit_of(step: Step, home: Unit, units: Mapping[int, Unit]) -> Unit | None:
    """Where the step looks: as `Unit.spanning`, of what has been read already."""
    if step.scope is None:
        return step.unit
    near_first = sorted((units[pk] for pk in ids_along([home.path])), key=lambda unit: len(unit.path), reverse=True)
    return next((unit for unit in near_first if unit.kind.breadth >= step.scope), near_first[-1])
