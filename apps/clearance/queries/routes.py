"""Reads across routes and people: which steps a text would go through, and who could clear them."""

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, Value, When

from apps.clearance.choices import STANDING_WORDS, Act
from apps.clearance.models import Delegation, Route, RouteDefault, Seat, Step
from apps.clearance.models.routes import Layout, Wish, default_step
from apps.pages.choices import Marking
from apps.pages.models import Draft, Page, Space
from apps.people.models import Person, Unit
from apps.people.queries import people_at_least, people_holding
from apps.trust.queries.levels import people_standing


@dataclass(frozen=True, slots=True)
class Stop:
    """One step of a route as it falls for one text: whom it asks, and who could clear it at that moment.

    Of each of them `stands_in_for` is the name of the person whom they would decide for, empty of those asked.
    """

    step: Step
    unit: Unit | None
    could_clear: list[Person]

    @property
    def has_enough(self) -> bool:
        """Whether as many people could clear it as it asks for."""
        return len(self.could_clear) >= self.step.people_needed

    def seats(self) -> list[Seat]:
        """The seats it comes to, one for each of the people it asks for, of no submission yet."""
        step = self.step
        return [
            Seat(
                position=step.position,
                chair=chair,
                stage=step.stage,
                name=step.name,
                unit=self.unit,
                person=step.person,
                grade=step.grade,
                least_rank=step.grade.rank if step.grade else None,
                standing=step.standing,
                working_days=step.working_days,
                silence_clears=step.silence_clears,
            )
            for chair in range(1, step.people_needed + 1)
        ]

    def __str__(self) -> str:
        grade, person = self.step.grade, self.step.person
        if self.step.standing is not None:
            asked = STANDING_WORDS[self.step.standing]
        else:
            asked = f"{person}, {grade} or above" if person else f"{grade} or above in {self.unit}"
        return f"{self.step.name}: {asked}" if self.step.name else asked


def route_for(space: Space, *, audience: int, marking: str) -> Route | None:
    """The space's route for an audience and a marking; what has none of its marking goes up the OFFICIAL one."""
    routes = Route.objects.filter(space=space, audience=audience, marking__in={marking, Marking.OFFICIAL})
    return min(routes, key=lambda route: route.marking != marking, default=None)


def is_cleared(page: Page, act: Act) -> bool:
    """Whether the page's route clears this act, and does not leave it to any member. Without a route it is cleared."""
    kinds = {(page.audience, page.marking)}
    if act == Act.MOVE:
        kinds.update(Page.objects.within(page.path).values_list("audience", "marking"))
    routes = (route_for(page.space, audience=audience, marking=marking) for audience, marking in kinds)
    return any(route is None or route.clears(act) for route in routes)


def steps_of(draft: Draft) -> list[Step]:
    """The steps a draft goes through: those for its readers and its marking, then those of what it would undo.

    A draft that lowers its page's marking goes up that page's own route too, and one that takes another page's place
    up the route of that page, where it clears such a thing. Nobody is asked twice for the same.
    """
    page, other = draft.page, draft.absorbs
    undone = []
    if page and page.is_sensitive and not draft.is_sensitive:
        undone.append(page)
    if other and is_cleared(other, Act.REPLACE):
        undone.append(other)
    steps = steps_for(draft.space, audience=draft.audience, marking=draft.marking)
    for one in undone:
        steps += _further(one, steps)
    return steps


def _further(page: Page, steps: Sequence[Step]) -> list[Step]:
    """The steps of a page's route that ask for others than those before them, to follow these."""
    asked = {_asks(step, page.space) for step in steps}
    further: list[Step] = []
    for step in steps_for(page.space, audience=page.audience, marking=page.marking):
        if _asks(step, page.space) in asked:
            continue
        # In the page's own unit, wherever the draft stands.
        if step.scope is not None:
            step.unit, step.scope = page.space.unit.spanning(step.scope), None
        step.position = len(steps) + len(further) + 1
        step.stage += max((before.stage for before in steps), default=0)
        further.append(step)
    return further


def _asks(step: Step, space: Space) -> tuple[int | None, ...]:
    unit = space.unit.spanning(step.scope).pk if step.scope is not None else step.unit_id
    rank = step.grade.rank if step.grade else None
    return unit, step.person_id, rank, step.standing, step.people_needed


def steps_for(space: Space, *, audience: int, marking: str) -> list[Step]:
    """The steps of that route in order, or the department's default when it has none."""
    route = route_for(space, audience=audience, marking=marking)
    steps = list(route.steps.select_related("grade", "unit", "person").order_by("position")) if route else []
    if steps:
        return steps
    step = default_step(space, RouteDefault.objects.filter(audience=audience).select_related("grade").first())
    return [step] if step else []


def layout_of(route: Route) -> Layout:
    """How a route is laid out now; one without steps as the department's default has it."""
    steps = steps_for(route.space, audience=route.audience, marking=route.marking)
    return Layout.of((Wish.of(step) for step in steps), route.acts, route.marking)


def stops_of(space: Space, steps: Collection[Step], *, barred: Collection[int], at: datetime) -> list[Stop]:
    """The steps as they fall for the space's unit, with who could clear each, those barred left out."""
    stops = []
    for step in steps:
        if step.standing is not None:
            stops.append(Stop(step, None, list(could_stand(space, step.standing, barred=barred, at=at))))
            continue
        unit = space.unit.spanning(step.scope) if step.scope is not None else step.unit
        assert step.grade is not None
        asked = _asked(unit, step.person, step.grade.rank, barred=barred, at=at)
        lent = Delegation.objects.in_force(at).filter(giver__in=asked, receiver=OuterRef("pk"))
        giver = Subquery(lent.order_by("starts_at", "pk").values("giver__name")[:1])
        able = could_sit(unit, step.person, step.grade.rank, barred=barred, at=at)
        named = able.annotate(stands_in_for=Case(When(pk__in=asked.values("pk"), then=Value("")), default=giver))
        stops.append(Stop(step, unit, list(named)))
    return stops


def could_stand(space: Space, standing: int, *, barred: Collection[int], at: datetime) -> QuerySet[Person]:
    """Everyone who could clear by standing at that moment, by name: nobody in a policy space, nor for another."""
    asked = Person.objects.none()
    if space.is_practice and standing:
        asked = people_standing(space.community, standing, at=at).exclude(pk__in=barred)
    return asked.annotate(stands_in_for=Value(""))


def could_sit(
    unit: Unit | None, person: Person | None, least_rank: int, *, barred: Collection[int], at: datetime
) -> QuerySet[Person]:
    """Everyone who could clear at that moment: those asked, and whoever they delegated to who ranks high enough.

    Nobody barred is among them, and nobody who would only stand in for somebody barred.
    """
    senior = people_at_least(least_rank, at=at)
    asked = _asked(unit, person, least_rank, barred=barred, at=at)
    given = Delegation.objects.in_force(at).filter(giver__in=asked)
    able = senior.filter(Q(pk__in=asked.values("pk")) | Q(pk__in=given.values("receiver_id")))
    return able.exclude(pk__in=barred).order_by("name", "pk")


def _asked(
    unit: Unit | None, person: Person | None, least_rank: int, *, barred: Collection[int], at: datetime
) -> QuerySet[Person]:
    """Everyone whom such a step asks themselves."""
    if unit:
        return people_holding(unit=unit, least_rank=least_rank, at=at).exclude(pk__in=barred)
    named = people_at_least(least_rank, at=at).filter(pk=person.pk if person else 0)
    return named.exclude(pk__in=barred)


def route_digest(seats: Iterable[Seat]) -> str:
    """SHA-256, in hexadecimal, of the seats a submission started with."""
    bound = sorted(seat.bound() for seat in seats)
    return hashlib.sha256(json.dumps(bound, separators=(",", ":")).encode()).hexdigest()
