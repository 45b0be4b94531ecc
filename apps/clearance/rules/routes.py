"""Who may change clearance routes, and what a route must say."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from apps.clearance.choices import SCOPE_WORDS, STANDING_WORDS, SubmissionState
from apps.clearance.models import Route, Submission
from apps.clearance.models.routes import Layout, Wish, looks_after_routes
from apps.clearance.queries.routes import layout_of
from apps.core.rules import Grounds, Rule
from apps.pages.choices import SENSITIVE_WIDEST, Marking
from apps.pages.models import Space
from apps.pages.rules import may_keep
from apps.people.models import Grade, Person, Unit

MOST_STEPS = 10
MOST_PEOPLE = 9
MOST_DAYS = 60


@Rule
def may_set_routes(person: Person) -> Grounds:
    yield (
        looks_after_routes(person),
        "Only an administrator who looks after clearance routes can change the department’s defaults.",
    )


@Rule
def may_change_route(person: Person, route: Route, at: datetime) -> Grounds:
    """Any member of the space may propose other steps, one change at a time; the route as it is clears them."""
    member = may_keep(person, route.space, at)
    yield member.allowed, member.reason
    yield (
        not Submission.objects.filter(proposal__route=route, state=SubmissionState.OPEN).exists(),
        "A change of this route is waiting for clearance already.",
    )


@Rule
def may_ask_for_standing(space: Space, standing: int | None) -> Grounds:
    """Law 8: nobody clears policy by standing."""
    yield (
        standing is None or space.is_practice,
        "Standing clears nothing in a policy space. Ask for a grade instead.",
    )
    yield standing is None or standing in STANDING_WORDS, "There is no such standing to ask for."


@Rule
def may_add_route(route: Route, marking: str) -> Grounds:
    """A route of its own for OFFICIAL-SENSITIVE stands beside the one that clears such text until then."""
    yield marking == Marking.SENSITIVE, "Only OFFICIAL-SENSITIVE text can have a route of its own."
    yield (
        route.audience <= SENSITIVE_WIDEST,
        "OFFICIAL-SENSITIVE text cannot be for all of government, so it needs no route for that audience.",
    )
    yield (
        not Route.objects.filter(space=route.space_id, audience=route.audience, marking=marking).exists(),
        "OFFICIAL-SENSITIVE text for this audience has a route of its own already. Change that one.",
    )


@Rule
def may_propose_route(person: Person, route: Route, wanted: Layout, at: datetime) -> Grounds:
    """As `may_change_route`, and the steps can be climbed: somebody is asked, and silence alone clears nothing."""
    changing = may_change_route(person, route, at)
    yield changing.allowed, changing.reason
    if wanted.marking != route.marking:
        adding = may_add_route(route, wanted.marking)
        yield adding.allowed, adding.reason
    yield bool(wanted.steps), "A route needs at least one step."
    yield len(wanted.steps) <= MOST_STEPS, f"A route can have {MOST_STEPS} steps at most. Take some out."
    yield (
        any(not wish.silence_clears for wish in wanted.steps),
        "At least one step must be cleared by somebody: silence cannot clear a whole route.",
    )
    known = _known(wanted.steps)
    for number, wish in enumerate(wanted.steps, start=1):
        asking = may_ask_for_standing(route.space, wish.standing)
        yield asking.allowed, f"Step {number}: {asking.reason}"
        for holds, why in _sound(wish, *known):
            yield holds, f"Step {number}: {why}"
    yield wanted != layout_of(route), "The route says this already, so there is nothing to clear."


def _known(wishes: Sequence[Wish]) -> tuple[set[int], set[int], set[int]]:
    """Ids of the grades, units and people that the wishes name and that there are; people who may sign in."""
    grades = Grade.objects.filter(pk__in={wish.grade for wish in wishes if wish.grade is not None})
    units = Unit.objects.filter(pk__in={wish.unit for wish in wishes if wish.unit is not None})
    people = Person.objects.filter(pk__in={wish.person for wish in wishes if wish.person is not None}, is_active=True)
    return _ids(grades), _ids(units), _ids(people)


def _ids(rows: QuerySet[Any]) -> set[int]:
    return set(rows.values_list("pk", flat=True))


def _sound(wish: Wish, grades: set[int], units: set[int], people: set[int]) -> Iterator[tuple[bool, str]]:
    asked = [one for one in (wish.scope, wish.unit, wish.person, wish.standing) if one is not None]
    yield len(asked) == 1, "it must ask one of: a part of the organisation, a named unit, a named person."
    yield wish.scope is None or wish.scope in SCOPE_WORDS, "there is no such part of the organisation."
    yield wish.unit is None or wish.unit in units, "there is no such unit."
    yield wish.person is None or wish.person in people, "this person cannot sign in, so they could never clear it."
    yield (wish.grade is None) == (wish.standing is not None), "it must ask for a grade, or else for standing."
    yield wish.grade is None or wish.grade in grades, "there is no such grade."
    yield 1 <= wish.people_needed <= MOST_PEOPLE, f"it must ask between 1 and {MOST_PEOPLE} people."
    yield wish.person is None or wish.people_needed == 1, "a named person is one person, so it cannot ask for more."
    yield wish.working_days is None or 1 <= wish.working_days <= MOST_DAYS, f"it can allow 1 to {MOST_DAYS} days."
    yield not wish.silence_clears or wish.working_days is not None, "silence clears only after a number of days."
