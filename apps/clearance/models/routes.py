"""Who must clear what: the steps of a space's routes, and the department's defaults."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.clearance.choices import OPTIONAL_ACTS, READERS_WORDS, SCOPE_CHOICES, STANDING_WORDS, Act
from apps.pages.choices import AUDIENCE_CHOICES, Marking
from apps.pages.models import Space
from apps.people.models import Grade, Person, Unit
from apps.trust.choices import Level


class RouteDefault(models.Model):
    """The least grade that clears text for an audience, where a new space says nothing else."""

    audience = models.PositiveSmallIntegerField(choices=AUDIENCE_CHOICES, unique=True)
    scope = models.PositiveSmallIntegerField(choices=SCOPE_CHOICES)
    grade = models.ForeignKey(Grade, on_delete=models.PROTECT, verbose_name="least grade")

    class Meta:
        ordering = ("audience",)

    def __str__(self) -> str:
        return f"{self.get_audience_display()}: {self.grade} or above in {self.get_scope_display()}"


def every_optional_act() -> list[str]:
    return [act.value for act in OPTIONAL_ACTS]


def looks_after_routes(person: Person) -> bool:
    """Whether this person administers every space's clearance routes."""
    return person.is_active and person.is_staff and person.has_perm("clearance.change_routedefault")


class RouteQuerySet(models.QuerySet["Route"]):
    def visible_to(self, person: Person) -> "RouteQuerySet":
        """Routes of the spaces of this person's units; every route for whoever looks after routes."""
        return self if looks_after_routes(person) else self.filter(space__unit__in=person.reach)


class Route(models.Model):
    """The ordered steps that clear a space's text of one marking for one audience.

    `acts` names which acts besides publishing go up the route too; any other a member of the space does alone.
    """

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="routes")
    audience = models.PositiveSmallIntegerField(choices=AUDIENCE_CHOICES)
    marking = models.CharField(max_length=20, choices=Marking.choices, default=Marking.OFFICIAL)
    acts = models.JSONField(default=every_optional_act)

    objects = RouteQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["space", "audience", "marking"], name="one_route_per_audience_and_marking"),
        )

    def __str__(self) -> str:
        return f"{self.space}, {self.get_audience_display()}, {self.marking}"

    @property
    def readers(self) -> str:
        """Whom its texts are for, in words that follow 'for'."""
        return READERS_WORDS[self.audience]

    @property
    def is_sensitive(self) -> bool:
        return self.marking == Marking.SENSITIVE

    def optional_acts(self) -> list[str]:
        """The acts that it clears besides those that are always cleared, in words."""
        return [act.label for act in OPTIONAL_ACTS if act in self.acts]

    def clears(self, act: Act) -> bool:
        """Whether this act must be cleared by the route."""
        return act not in OPTIONAL_ACTS or act in self.acts


class AskedOf(models.Model):
    """Whom a step asks, how many of them, and what happens when they do not answer.

    Steps of one stage run beside one another; the next stage begins when all of them are cleared. Just one of
    `scope` (around the space's unit), `unit` and `person` is set, with a grade; or else `standing` alone, which asks
    for people of that standing in a practice space, whatever their grade.
    """

    position = models.PositiveSmallIntegerField()
    stage = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=60, blank=True)
    scope = models.PositiveSmallIntegerField(choices=SCOPE_CHOICES, null=True, blank=True)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    grade = models.ForeignKey(
        Grade, null=True, blank=True, on_delete=models.PROTECT, verbose_name="least grade", related_name="+"
    )
    standing = models.PositiveSmallIntegerField(choices=Level.choices, null=True, blank=True)
    people_needed = models.PositiveSmallIntegerField(default=1)
    working_days = models.PositiveSmallIntegerField(null=True, blank=True)
    silence_clears = models.BooleanField(default=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        if self.standing is not None:
            return STANDING_WORDS[self.standing]
        return f"{self.grade} or above {self.where()}"

    def where(self) -> str:
        """Where the step looks for its people, in words that follow a grade."""
        if self.person is not None:
            return f"by name: {self.person}"
        return f"in {self.unit}" if self.unit is not None else f"in {self.get_scope_display()}"


class Step(AskedOf):
    """One step of a route."""

    route = models.ForeignKey(Route, on_delete=models.CASCADE, related_name="steps")

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=["route", "position"], name="one_step_per_position"),
            models.CheckConstraint(
                name="step_asks_a_scope_a_unit_or_a_person",
                condition=Q(scope__isnull=False, unit=None, person=None)
                | Q(scope=None, unit__isnull=False, person=None)
                | Q(scope=None, unit=None, person__isnull=False)
                | Q(scope=None, unit=None, person=None, standing__isnull=False),
            ),
            models.CheckConstraint(
                name="step_asks_for_grade_or_standing",
                condition=Q(grade__isnull=False, standing=None)
                | Q(grade=None, standing__isnull=False, scope=None, unit=None, person=None),
            ),
            models.CheckConstraint(
                name="step_needs_somebody",
                condition=Q(people_needed__gte=1, person=None) | Q(people_needed=1),
            ),
            models.CheckConstraint(
                name="silence_clears_only_by_a_day",
                condition=Q(silence_clears=False) | Q(working_days__gte=1),
            ),
            models.CheckConstraint(name="stage_follows_position", condition=Q(stage__lte=F("position"))),
        )


def default_step(space: Space, default: RouteDefault | None) -> Step | None:
    """The one step of a route that says nothing else: a steward in a practice space, the department's grade elsewhere.

    None where the department has no default for that audience.
    """
    if space.is_practice:
        return Step(position=1, stage=1, standing=Level.STEWARD)
    return Step(position=1, stage=1, scope=default.scope, grade=default.grade) if default else None


@dataclass(frozen=True, slots=True)
class Wish:
    """One step as somebody proposes it; just one of `scope`, `unit` and `person` (ids) is given, with a grade's id.

    Or else `standing` alone, in a practice space.
    """

    stage: int
    grade: int | None = None
    scope: int | None = None
    unit: int | None = None
    person: int | None = None
    name: str = ""
    people_needed: int = 1
    working_days: int | None = None
    silence_clears: bool = False
    standing: int | None = None

    @classmethod
    def of(cls, step: Step) -> "Wish":
        """The step as it is, told as a wish."""
        return cls(
            stage=step.stage,
            grade=step.grade_id,
            scope=step.scope,
            unit=step.unit_id,
            person=step.person_id,
            name=step.name,
            people_needed=step.people_needed,
            working_days=step.working_days,
            silence_clears=step.silence_clears,
            standing=step.standing,
        )

    def step(self, route: Route, position: int) -> Step:
        """The step it would be."""
        return Step(
            route=route,
            position=position,
            stage=self.stage,
            name=self.name,
            scope=self.scope,
            unit_id=self.unit,
            person_id=self.person,
            grade_id=self.grade,
            people_needed=self.people_needed,
            working_days=self.working_days,
            silence_clears=self.silence_clears,
            standing=self.standing,
        )


def in_order(wishes: Iterable[Wish]) -> list[Wish]:
    """The wishes by stage, with the stages numbered from 1 and no number left out."""
    ordered = sorted(wishes, key=lambda wish: wish.stage)
    numbers = {stage: number for number, stage in enumerate(sorted({wish.stage for wish in ordered}), start=1)}
    return [replace(wish, stage=numbers[wish.stage]) for wish in ordered]


@dataclass(frozen=True, slots=True)
class Layout:
    """How a route of one marking is laid out, or would be: its steps in order, and the optional acts it clears."""

    steps: list[Wish]
    acts: list[str]
    marking: str

    @classmethod
    def of(cls, wishes: Iterable[Wish], acts: Iterable[str], marking: str) -> "Layout":
        """The wishes put in order, and the acts in the order in which they are always told."""
        wanted = set(acts)
        return cls(in_order(wishes), [act.value for act in OPTIONAL_ACTS if act in wanted], str(marking))

    @classmethod
    def told(cls, change: Mapping[str, Any]) -> "Layout":
        """What a proposal keeps of it, as JSON values, read back."""
        return cls([Wish(**one) for one in change["steps"]], list(change["acts"]), change["marking"])
