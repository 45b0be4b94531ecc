"""Among whom standing is earned, and how much of it each level asks for."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from apps.people.models import Person, Unit
from apps.trust.choices import Level, Size


class CommunityQuerySet(models.QuerySet["Community"]):
    def visible_to(self, person: Person) -> "CommunityQuerySet":
        """Communities of what this person may read: those for a unit of theirs, if by invitation then with one."""
        invited = Membership.objects.filter(community=OuterRef("pk"), person=person.pk, ended_at=None)
        return self.filter(Q(by_invitation=False) | Q(Exists(invited)), audience_unit__in=person.reach)


class Community(models.Model):
    """Everybody whom a space is for. Spaces, and rooms, each stand on one; `unit` keeps it, `audience_unit` takes part.

    Of one that is `by_invitation`, only those in `audience_unit` who have a membership do, and nobody else hears of it.
    `size` chooses which thresholds hold; everybody's standing was last reckoned afresh on `reckoned_on`.
    """

    title = models.CharField(max_length=120)
    slug = models.SlugField(max_length=50, unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    audience_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    by_invitation = models.BooleanField(default=False)
    size = models.CharField(max_length=6, choices=Size.choices, default=Size.SMALL)
    reckoned_on = models.DateField(null=True, blank=True, editable=False)

    objects = CommunityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "communities"

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("trust:community", kwargs={"slug": self.slug})

    def has_member(self, person: Person, *, at: datetime) -> bool:
        """Whether this person is among those it is for, at that moment."""
        return self.audience_unit_id in person.reach_at(at) and self._asks_in(person)

    def is_read_by(self, person: Person) -> bool:
        """Whether this person is among those it is for now, as `visible_to` has it."""
        return self.audience_unit_id in person.reach and self._asks_in(person)

    def _asks_in(self, person: Person) -> bool:
        return not self.by_invitation or self.memberships.filter(person=person, ended_at=None).exists()

    def is_kept_by(self, person: Person, *, at: datetime) -> bool:
        """Whether this person is posted in the unit that keeps it, at whatever grade, at that moment."""
        return self.unit_id in person.reach_at(at)


class Membership(models.Model):
    """Somebody asked into a community that is by invitation, until they leave or are asked to."""

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["community", "person"], condition=Q(ended_at=None), name="one_membership_at_a_time"
            ),
            models.CheckConstraint(
                name="ended_membership_has_person_and_time",
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} in {self.community}"


class Threshold(models.Model):
    """What a level asks for in a community of that size: data, for a department to set.

    `points` of what others did, over so many `days` apart, on so many `pages`, by people of so many `teams`; at most
    `most_reversed` in a hundred of what was written may have been taken back.
    """

    size = models.CharField(max_length=6, choices=Size.choices)
    level = models.PositiveSmallIntegerField(choices=[(level.value, level.label) for level in Level if level])
    points = models.PositiveSmallIntegerField()
    days = models.PositiveSmallIntegerField(help_text="On so many different days, each at least three days apart.")
    pages = models.PositiveSmallIntegerField(help_text="On so many different pages or questions.")
    teams = models.PositiveSmallIntegerField(help_text="By people of so many teams other than their own.")
    most_reversed = models.PositiveSmallIntegerField(help_text="In a hundred.")

    class Meta:
        ordering = ("size", "level")
        constraints = (models.UniqueConstraint(fields=["size", "level"], name="one_threshold_per_size_and_level"),)

    def __str__(self) -> str:
        return f"{self.get_size_display()}, {self.get_level_display()}"
