"""A unit's home for one subject."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from apps.pages.choices import AUDIENCE_CHOICES, SpaceKind
from apps.people.models import Person, Unit
from apps.trust.models import Community


class SpaceQuerySet(models.QuerySet["Space"]):
    def visible_to(self, person: Person) -> "SpaceQuerySet":
        """Spaces whose audience this person is in."""
        return self.filter(audience_unit__in=person.reach)

    def drafted_by(self, person: Person) -> "SpaceQuerySet":
        """Spaces in which this person may draft: those of their units, and practice spaces that are for them."""
        everybody = Q(kind=SpaceKind.PRACTICE, audience_unit__in=person.reach)
        return self.filter(Q(unit__in=person.reach) | everybody)

    def kept_by(self, person: Person) -> "SpaceQuerySet":
        """Spaces whose unit this person is posted in."""
        return self.filter(unit__in=person.reach)


class Space(models.Model):
    """A wiki tree with its default audience, templates and routes, kept by one unit."""

    title = models.CharField(max_length=120)
    slug = models.SlugField(max_length=50, unique=True)
    kind = models.CharField(max_length=10, choices=SpaceKind.choices, default=SpaceKind.POLICY)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="spaces")
    audience = models.PositiveSmallIntegerField(choices=AUDIENCE_CHOICES)
    audience_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    community = models.OneToOneField(Community, on_delete=models.PROTECT, related_name="space")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = SpaceQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("wiki:get", kwargs={"path": self.slug})

    @property
    def is_practice(self) -> bool:
        return self.kind == SpaceKind.PRACTICE

    def has_member(self, person: Person, *, at: datetime) -> bool:
        """Whether this person is posted in the space's unit, or in one below it, at that moment."""
        return self.unit_id in person.reach_at(at)

    def lets_write(self, person: Person) -> bool:
        """Whether this person is among those who draft here now, as `drafted_by` has it."""
        return self.unit_id in person.reach or (self.is_practice and self.audience_unit_id in person.reach)

    def has_writer(self, person: Person, *, at: datetime) -> bool:
        """Whether this person may draft here at that moment: a member, and in a practice space all it is for."""
        reach = person.reach_at(at)
        return self.unit_id in reach or (self.is_practice and self.audience_unit_id in reach)


class Template(models.Model):
    """A text that a new page of this space may start from. `purpose` says in a sentence what it is for."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="templates")
    name = models.CharField(max_length=80)
    purpose = models.CharField(max_length=200, blank=True, default="")
    body = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["space", "name"], name="template_name_once_in_space"),)

    def __str__(self) -> str:
        return self.name
