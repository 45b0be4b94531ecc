"""Best-practice pages: wiki pages of practice spaces, with what their head says beside them."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from apps.moderation.choices import Voice
from apps.pages.choices import Standing
from apps.pages.models import Draft, Page
from apps.people.models import Person, Unit


class Topic(models.Model):
    """What practices and questions are about: data, for a department to choose."""

    name = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Profession(models.Model):
    """One of the civil service's professions: data, as their number changes."""

    name = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class PracticeQuerySet(models.QuerySet["Practice"]):
    def visible_to(self, person: Person) -> "PracticeQuerySet":
        """Practices whose page this person may read."""
        return self.filter(page__in=Page.objects.visible_to(person).listed())

    def offered(self) -> "PracticeQuerySet":
        """Practices that somebody may take up: none that were withdrawn, which stay to be read where they stand."""
        return self.filter(page__standing=Standing.PUBLISHED)


class Practice(models.Model):
    """What is kept beside a best-practice page. `problem` and `contact` are taken from its text at each publishing.

    `team` is the unit whose practice it is: that of whoever wrote it first, whatever unit keeps the space.
    `points` and `alive_at` are reckoned by `ranking`: what orders the list, and the last sign that it still holds;
    `doubted_at` is when the oldest doubt was raised that nobody has answered.
    """

    page = models.OneToOneField(Page, on_delete=models.PROTECT, related_name="practice")
    team = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="practices")
    problem = models.TextField(blank=True)
    contact = models.CharField(max_length=200, blank=True)
    voice = models.CharField(max_length=8, choices=Voice.choices, default=Voice.OFFICIAL)
    interest = models.CharField(max_length=300, blank=True)
    topics = models.ManyToManyField(Topic, related_name="practices", blank=True)
    professions = models.ManyToManyField(Profession, related_name="practices", blank=True)
    first_published_at = models.DateTimeField()
    alive_at = models.DateTimeField()
    doubted_at = models.DateTimeField(null=True, blank=True)
    points = models.FloatField(default=0)
    nudged_on = models.DateField(null=True, blank=True)

    objects = PracticeQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["-points", "-alive_at"], name="practice_ranked"),)

    def __str__(self) -> str:
        return self.page.title

    def get_absolute_url(self) -> str:
        return self.page.get_absolute_url()

    def get_ranking_url(self) -> str:
        """Where it says why it is ranked as it is."""
        return reverse("practice:ranked", kwargs={"practice_id": self.pk})


class Filing(models.Model):
    """Under what a tip is filed once it is published, and in which voice its writer speaks. No part of its text."""

    draft = models.OneToOneField(Draft, on_delete=models.CASCADE, related_name="filing")
    team = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    voice = models.CharField(max_length=8, choices=Voice.choices, default=Voice.OFFICIAL)
    interest = models.CharField(max_length=300, blank=True)
    topics = models.ManyToManyField(Topic, related_name="+", blank=True)
    professions = models.ManyToManyField(Profession, related_name="+", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"Filing of {self.draft}"
