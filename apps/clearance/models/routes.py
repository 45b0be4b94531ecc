"""Who must clear what: the steps of a space's routes, and the department's defaults."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.clearance.choices import OPTIONAL_ACTS, SCOPE_CHOICES, Act
from apps.pages.choices import AUDIENCE_CHOICES, Marking
from apps.pages.models import Space
from apps.people.models import Grade, Unit


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


class Route(models.Model):
    """The ordered steps that clear a space's text of one marking for one audience.

    `acts` names which acts besides publishing go up the route too; any other a member of the space does alone.
    """

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="routes")
    audience = models.PositiveSmallIntegerField(choices=AUDIENCE_CHOICES)
    marking = models.CharField(max_length=20, choices=Marking.choices, default=Marking.OFFICIAL)
    acts = models.JSONField(default=every_optional_act)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["space", "audience", "marking"], name="one_route_per_audience_and_marking"),
        )

    def __str__(self) -> str:
        return f"{self.space}, {self.get_audience_display()}, {self.marking}"

    def clears(self, act: Act) -> bool:
        """Whether this act must be cleared by the route."""
        return act not in OPTIONAL_ACTS or act in self.acts


class AskedOf(models.Model):
    """Whom a step asks, how many of them, and what happens when they do not answer.

    Steps of one stage run beside one another; the next stage begins when all of them are cleared. Just one of
    `scope` (around the space's unit), `unit` and `person` is set.
    """

    position = models.PositiveSmallIntegerField()
    stage = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=60, blank=True)
    scope = models.PositiveSmallIntegerField(choices=SCOPE_CHOICES, null=True, blank=True)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    grade = models.ForeignKey(Grade, on_delete=models.PROTECT, verbose_name="least grade", related_name="+")
    people_needed = models.PositiveSmallIntegerField(default=1)
    working_days = models.PositiveSmallIntegerField(null=True, blank=True)
    silence_clears = models.BooleanField(default=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
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
                | Q(scope=None, unit=None, person__isnull=False),
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
