"""What a steward ruled, and what another steward said of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from apps.moderation.choices import AppealOutcome, Measure
from apps.moderation.models.flags import Matter
from apps.people.models import Person
from apps.trust.models import Community


class RulingQuerySet(models.QuerySet["Ruling"]):
    def visible_to(self, person: Person) -> "RulingQuerySet":
        """What the public log shows: every ruling in communities this person may read."""
        return self.filter(matter__community__in=Community.objects.visible_to(person))


class Ruling(models.Model):
    """A steward's ruling, which cites a rule of the guidelines by its key and says why.

    `author` is whom it concerns: a copy, so that the database itself bars them. `until` is when a pause or a
    restriction ends. Words that it took out are nowhere: the record keeps their digest, and why.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="rulings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    measure = models.CharField(max_length=8, choices=Measure.choices)
    rule = models.CharField(max_length=20, blank=True)
    because = models.TextField()
    until = models.DateTimeField(null=True, blank=True)
    overturned_at = models.DateTimeField(null=True, blank=True)

    objects = RulingQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(name="nobody_rules_on_their_own", condition=~Q(by=F("author"))),
            models.CheckConstraint(
                name="ruling_against_somebody_cites_a_rule", condition=Q(measure=Measure.NONE) | ~Q(rule="")
            ),
            models.CheckConstraint(name="ruling_says_why", condition=~Q(because="")),
            models.UniqueConstraint(
                fields=["matter"], condition=Q(overturned_at=None), name="one_standing_ruling_per_matter"
            ),
        )
        indexes = (models.Index(fields=["-at"], name="ruling_recent"),)

    def __str__(self) -> str:
        return f"{self.get_measure_display()}: {self.matter}"

    def get_absolute_url(self) -> str:
        return reverse("moderation:ruling", kwargs={"ruling_id": self.pk})


class AppealQuerySet(models.QuerySet["Appeal"]):
    def waiting(self) -> "AppealQuerySet":
        """Appeals that no steward has decided yet."""
        return self.filter(outcome=AppealOutcome.WAITING)


class Appeal(models.Model):
    """Whoever a ruling concerns asks another steward, who has not looked into it before. Once."""

    ruling = models.OneToOneField(Ruling, on_delete=models.PROTECT, related_name="appeal")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ruled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    because = models.TextField()
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=AppealOutcome.choices, default=AppealOutcome.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="appeal_is_decided_by_another",
                condition=Q(decided_by=None) | (~Q(decided_by=F("ruled_by")) & ~Q(decided_by=F("by"))),
            ),
            models.CheckConstraint(
                name="decided_appeal_has_person_time_and_answer",
                condition=Q(outcome=AppealOutcome.WAITING, decided_by=None, decided_at=None, answer="")
                | (
                    ~Q(outcome=AppealOutcome.WAITING)
                    & Q(decided_by__isnull=False, decided_at__isnull=False)
                    & ~Q(answer="")
                ),
            ),
        )

    def __str__(self) -> str:
        return f"Appeal: {self.ruling}"


class Restriction(models.Model):
    """Only contributors and stewards may change something until then."""

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="restrictions")
    ruling = models.OneToOneField(Ruling, on_delete=models.PROTECT, related_name="restriction")
    about_kind = models.CharField(max_length=60)
    about_id = models.CharField(max_length=40)
    until = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=["about_kind", "about_id", "until"], name="restriction_about"),)

    def __str__(self) -> str:
        return f"{self.about_kind} {self.about_id} until {self.until}"
