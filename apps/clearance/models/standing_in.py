"""Who may decide in somebody's stead, and who must not decide at all."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate

from apps.clearance.choices import DelegationStanding
from apps.clearance.models.proposals import Proposal
from apps.pages.models import Draft
from apps.people.models import Person


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def visible_to(self, person: Person) -> "DelegationQuerySet":
        """Those this person gave or holds: nobody else's business."""
        return self.filter(Q(giver=person) | Q(receiver=person))

    def in_force(self, at: datetime) -> "DelegationQuerySet":
        """Delegations in force at that moment, between people who may both sign in."""
        return self.filter(
            Q(ended_at=None) | Q(ended_at__gt=at),
            starts_at__lte=at,
            ends_at__gt=at,
            giver__is_active=True,
            receiver__is_active=True,
        )


class Delegation(models.Model):
    """One person asks another, in writing and between two moments, to decide on their behalf."""

    giver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="delegations_given")
    receiver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="delegations_held")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    because = models.TextField()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(name="nobody_delegates_to_themselves", condition=~Q(giver=F("receiver"))),
            models.CheckConstraint(name="delegation_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))),
        )
        indexes = (models.Index(fields=["receiver", "starts_at", "ends_at"], name="delegation_of_receiver"),)

    def __str__(self) -> str:
        return f"{self.receiver} for {self.giver}"

    @property
    def last_day(self) -> date:
        """The last day on which it is in force, as it was made or as it was ended."""
        return localdate((self.ended_at or self.ends_at) - timedelta(microseconds=1))

    def standing_at(self, at: datetime) -> DelegationStanding:
        """Whether it is in force at that moment, still to come, or over."""
        if self.ends_at <= at or (self.ended_at is not None and self.ended_at <= at):
            return DelegationStanding.OVER
        return DelegationStanding.IN_FORCE if self.starts_at <= at else DelegationStanding.LATER


class Interest(models.Model):
    """A person's declared interest in a draft or a proposal: it bars them from every step of every round, for good."""

    draft = models.ForeignKey(Draft, null=True, blank=True, on_delete=models.PROTECT, related_name="interests")
    proposal = models.ForeignKey(Proposal, null=True, blank=True, on_delete=models.PROTECT, related_name="interests")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    because = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["draft", "person"], name="one_declaration_per_draft"),
            models.UniqueConstraint(fields=["proposal", "person"], name="one_declaration_per_proposal"),
            models.CheckConstraint(
                name="interest_is_in_a_draft_or_a_proposal",
                condition=Q(draft__isnull=False, proposal=None) | Q(draft=None, proposal__isnull=False),
            ),
        )
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.person}: {self.draft or self.proposal}"
