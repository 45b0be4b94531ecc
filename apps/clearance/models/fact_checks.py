"""Asking somebody outside, who has no account, whether the facts of one frozen draft are right."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.pages.models import Draft
from apps.pages.models.drafts import Wording


class FactCheck(Wording):
    """A draft's words frozen for one outsider, behind a dated link. Only a digest of the link's key is kept."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="fact_checks")
    version = models.PositiveIntegerField()
    key_digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=150)
    email = models.EmailField()
    question = models.TextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="revoked_fact_check_has_person_and_time",
                condition=Q(revoked_at=None, revoked_by=None) | Q(revoked_at__isnull=False, revoked_by__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.title}, checked by {self.name}"


class FactRemark(models.Model):
    """What the outsider says of one paragraph, counted from 1, or of the whole (0). `quote` is that paragraph."""

    fact_check = models.ForeignKey(FactCheck, on_delete=models.PROTECT, related_name="remarks")
    paragraph = models.PositiveIntegerField(default=0)
    quote = models.TextField(blank=True)
    body = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("paragraph", "at", "pk")

    def __str__(self) -> str:
        return f"{self.fact_check}: {self.body[:40]}"
