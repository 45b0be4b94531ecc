"""What waits for the stewards of a space, and who said why."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from apps.moderation.choices import WAITING, FlagOutcome, MatterState, Why
from apps.people.models import Person
from apps.trust.choices import Level
from apps.trust.models import Community
from apps.trust.queries.levels import stands_at


class MatterQuerySet(models.QuerySet["Matter"]):
    def visible_to(self, person: Person) -> "MatterQuerySet":
        """Matters of the communities in which this person is a steward, but for what they wrote themselves."""
        theirs = stands_at(person, community="community_id", least=Level.STEWARD)
        return self.filter(theirs).exclude(author=person)

    def waiting(self) -> "MatterQuerySet":
        """Matters a steward has still to deal with."""
        return self.filter(state__in=WAITING)


class Matter(models.Model):
    """One thing in a community's queue. `about_kind` and `about_id` name it; no foreign key points up.

    `author` wrote it. `version` counts every change to the matter, so that whoever acts on what they no longer see is
    told. `weight` is what its flags weigh together. It is hidden from readers from `hidden_at` on while it waits.
    """

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="matters")
    about_kind = models.CharField(max_length=60)
    about_id = models.CharField(max_length=40)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=8, choices=Why.choices)
    state = models.CharField(max_length=8, choices=MatterState.choices, default=MatterState.OPEN)
    version = models.PositiveIntegerField(default=1)
    weight = models.FloatField(default=0)
    opened_at = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True, blank=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    claimed_until = models.DateTimeField(null=True, blank=True)

    objects = MatterQuerySet.as_manager()

    class Meta:
        constraints = (
            # What is appealed may be flagged anew meanwhile, for something else that is wrong with it.
            models.UniqueConstraint(
                fields=["about_kind", "about_id"], condition=Q(state=MatterState.OPEN), name="one_open_matter_per_thing"
            ),
            models.CheckConstraint(
                name="matter_claim_has_person_and_time",
                condition=Q(claimed_by=None, claimed_until=None)
                | Q(claimed_by__isnull=False, claimed_until__isnull=False),
            ),
            models.CheckConstraint(
                name="nobody_claims_their_own", condition=Q(claimed_by=None) | ~Q(claimed_by=F("author"))
            ),
        )
        indexes = (
            models.Index(fields=["community", "state", "-weight", "opened_at"], name="matter_queue"),
            models.Index(fields=["about_kind", "about_id"], name="matter_about"),
        )

    def __str__(self) -> str:
        return f"{self.about_kind} {self.about_id} in {self.community}"

    def get_absolute_url(self) -> str:
        return reverse("moderation:matter", kwargs={"matter_id": self.pk})

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING

    def is_claimed_at(self, at: datetime) -> bool:
        """Whether a steward has said that they are looking at it, and that has not lapsed."""
        return self.claimed_until is not None and self.claimed_until > at


class Flag(models.Model):
    """One person's reason why stewards should look at something. `rule` is a key of the guidelines."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="flags")
    flagger = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=20)
    because = models.TextField()
    weight = models.FloatField()
    at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=FlagOutcome.choices, default=FlagOutcome.WAITING)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["matter", "flagger"], name="one_flag_per_person_and_matter"),
            models.CheckConstraint(name="flag_weighs_nothing_less_than_nothing", condition=Q(weight__gte=0)),
            models.CheckConstraint(
                name="settled_flag_has_its_time",
                condition=Q(outcome=FlagOutcome.WAITING, settled_at=None)
                | (~Q(outcome=FlagOutcome.WAITING) & Q(settled_at__isnull=False)),
            ),
        )
        indexes = (models.Index(fields=["flagger", "outcome"], name="flag_of_person"),)

    def __str__(self) -> str:
        return f"{self.flagger}: {self.rule}"


class SeenQuerySet(models.QuerySet["Seen"]):
    def before_an_appeal(self) -> "SeenQuerySet":
        """Who looked into it before it was appealed, and so does not decide that appeal."""
        return self.filter(matter__rulings__appeal__at__gte=F("at"))


class Seen(models.Model):
    """A steward has looked into a matter, so that an appeal in it goes to another."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="seen")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = SeenQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["matter", "person"], name="seen_once"),)

    def __str__(self) -> str:
        return f"{self.person} saw {self.matter}"
