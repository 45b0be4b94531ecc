"""The level that each person stands at, how they came to it, and how members take it back."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from apps.people.models import Person
from apps.trust.choices import Level, RecallOutcome, WhyEnded
from apps.trust.models.communities import Community


class Standing(models.Model):
    """Whoever has none is a newcomer. `below_since` is when they fell under what the level asks for.

    `barred_until`: recalled, and so no steward until then. The level is as `reckoning` last found it.
    """

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="standings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="standings")
    level = models.PositiveSmallIntegerField(choices=Level.choices, default=Level.NEWCOMER)
    since = models.DateTimeField()
    below_since = models.DateTimeField(null=True, blank=True)
    barred_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["community", "person"], name="one_standing_per_person"),
            models.CheckConstraint(name="standing_is_a_level", condition=Q(level__in=Level.values)),
        )
        indexes = (models.Index(fields=["community", "level"], name="standing_by_level"),)

    def __str__(self) -> str:
        return f"{self.person}: {self.get_level_display()} in {self.community}"


class Appointment(models.Model):
    """The exception: somebody made a steward because none has emerged yet. It ends when two have."""

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="appointments")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    because = models.TextField()
    appointed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    appointed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    why_ended = models.CharField(max_length=12, choices=WhyEnded.choices, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["community", "person"], condition=Q(ended_at=None), name="appointed_once_at_a_time"
            ),
            models.CheckConstraint(name="nobody_appoints_themselves", condition=~Q(person=F("appointed_by"))),
            models.CheckConstraint(
                name="ended_appointment_says_why",
                condition=Q(ended_at=None, why_ended="") | (Q(ended_at__isnull=False) & ~Q(why_ended="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}, appointed steward of {self.community}"


class RecallQuerySet(models.QuerySet["Recall"]):
    def visible_to(self, person: Person) -> "RecallQuerySet":
        """Recalls in communities of what this person may read."""
        return self.filter(community__in=Community.objects.visible_to(person))


class Recall(models.Model):
    """Members vote whether somebody stays a steward."""

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="recalls")
    steward = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    because = models.TextField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=RecallOutcome.choices, default=RecallOutcome.OPEN)

    objects = RecallQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["community", "steward"], condition=Q(outcome=RecallOutcome.OPEN), name="one_recall_at_a_time"
            ),
            models.CheckConstraint(name="nobody_recalls_themselves", condition=~Q(steward=F("opened_by"))),
            models.CheckConstraint(
                name="closed_recall_has_its_time",
                condition=Q(outcome=RecallOutcome.OPEN, closed_at=None)
                | (~Q(outcome=RecallOutcome.OPEN) & Q(closed_at__isnull=False)),
            ),
        )

    def __str__(self) -> str:
        return f"Recall of {self.steward} in {self.community}"

    def get_absolute_url(self) -> str:
        return reverse("trust:recall", kwargs={"slug": self.community.slug, "recall_id": self.pk})

    def is_open_at(self, at: datetime) -> bool:
        """Whether members may vote at that moment."""
        return self.outcome == RecallOutcome.OPEN and self.closes_at > at


class RecallVote(models.Model):
    """How one member voted: for them to go, or to stay. Nobody else is shown it."""

    recall = models.ForeignKey(Recall, on_delete=models.PROTECT, related_name="votes")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    to_go = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["recall", "person"], name="one_vote_per_person"),)

    def __str__(self) -> str:
        return f"{self.person} on {self.recall}"
