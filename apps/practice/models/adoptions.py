"""Who uses a practice, and what came of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from apps.moderation.choices import Voice
from apps.pages.models import Page, StoredFile
from apps.people.models import Person, Unit
from apps.practice.choices import DoubtOutcome, Outcome, Use
from apps.practice.models.practices import Practice


class AdoptionQuerySet(models.QuerySet["Adoption"]):
    def visible_to(self, person: Person) -> "AdoptionQuerySet":
        """Adoptions of practices this person may read; none that stewards hid or its team took back."""
        seen = Practice.objects.visible_to(person)
        return self.filter(practice__in=seen, hidden_at=None, retracted_at=None)


class Adoption(models.Model):
    """One team's use of a practice, as its latest report has it.

    `is_own` says that the team is of the practice's own unit, or above or below it: such an adoption is shown and
    never ranks. `ask_again_on` is when the team is asked how it went since. `first_reported_at` is when it first said
    what stands: who took it all back, and says something again, begins anew.
    """

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="adoptions")
    team = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="adoptions")
    use = models.CharField(max_length=8, choices=Use.choices)
    outcome = models.CharField(max_length=9, choices=Outcome.choices)
    is_own = models.BooleanField()
    is_evidenced = models.BooleanField()
    first_reported_at = models.DateTimeField()
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ask_again_on = models.DateField(null=True, blank=True)
    asked_on = models.DateField(null=True, blank=True)
    retracted_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["practice", "team"], name="one_adoption_per_team"),)
        indexes = (models.Index(fields=["ask_again_on"], name="adoption_to_ask_again"),)

    def __str__(self) -> str:
        return f"{self.team}: {self.get_use_display()}"

    def get_absolute_url(self) -> str:
        return reverse("practice:adoption", kwargs={"adoption_id": self.pk})

    @property
    def said(self) -> list["AdoptionReport"]:
        """The reports that stand, the latest first: none from before the team took back what it had said."""
        return [report for report in self.reports.all() if report.at >= self.first_reported_at]

    @property
    def what_happened(self) -> str:
        """What the team told last: whoever says that it is still so tells nothing new."""
        return next((report.what_happened for report in self.said if report.what_happened), "")


class AdoptionReportQuerySet(models.QuerySet["AdoptionReport"]):
    def visible_to(self, person: Person) -> "AdoptionReportQuerySet":
        """Reports of adoptions this person may read, as far as they stand."""
        seen = self.filter(adoption__in=Adoption.objects.visible_to(person))
        return seen.filter(at__gte=F("adoption__first_reported_at"))


class AdoptionReport(models.Model):
    """What a team said at one time: since when, what came of it, and how they know. Reports are added, never changed.

    Evidence is a link, a file, or words.
    """

    adoption = models.ForeignKey(Adoption, on_delete=models.PROTECT, related_name="reports")
    use = models.CharField(max_length=8, choices=Use.choices)
    outcome = models.CharField(max_length=9, choices=Outcome.choices)
    since = models.DateField()
    what_happened = models.TextField(blank=True)
    evidence_link = models.URLField(max_length=500, blank=True)
    evidence_words = models.TextField(blank=True)
    evidence_file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    evidence_name = models.CharField(max_length=200, blank=True)
    voice = models.CharField(max_length=8, choices=Voice.choices, default=Voice.OFFICIAL)
    interest = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    post = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()

    objects = AdoptionReportQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="evidence_file_has_a_name",
                condition=Q(evidence_file=None, evidence_name="")
                | (Q(evidence_file__isnull=False) & ~Q(evidence_name="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.adoption}, {self.at:%d %B %Y}"


class Doubt(models.Model):
    """Somebody asked whether a page is still right; its owner is told and answers."""

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="doubts")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    because = models.TextField()
    at = models.DateTimeField()
    outcome = models.CharField(max_length=11, choices=DoubtOutcome.choices, default=DoubtOutcome.WAITING)
    answer = models.TextField(blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["page", "by"], condition=Q(outcome=DoubtOutcome.WAITING), name="one_open_doubt_per_person"
            ),
            models.CheckConstraint(
                name="settled_doubt_has_person_and_time",
                condition=Q(outcome=DoubtOutcome.WAITING, settled_by=None, settled_at=None)
                | (~Q(outcome=DoubtOutcome.WAITING) & Q(settled_by__isnull=False, settled_at__isnull=False)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.by} on {self.page}"

    def get_absolute_url(self) -> str:
        return reverse("practice:doubt", kwargs={"doubt_id": self.pk})
