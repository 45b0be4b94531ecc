"""What people have agreed to, and who may not write for a while."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.moderation.models.rulings import Ruling
from apps.trust.models import Community


class Acceptance(models.Model):
    """Somebody accepted the guidelines as they read then: `edition` is their digest."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    edition = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "edition"], name="accepted_once"),)

    def __str__(self) -> str:
        return f"{self.person} accepted the guidelines"


class Pause(models.Model):
    """Somebody may not write in a community until then. It touches no policy draft."""

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="pauses")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ruling = models.OneToOneField(Ruling, on_delete=models.PROTECT, related_name="pause")
    since = models.DateTimeField()
    until = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(name="pause_ends_after_it_starts", condition=Q(until__gt=models.F("since"))),
        )
        indexes = (models.Index(fields=["community", "person", "until"], name="pause_of_person"),)

    def __str__(self) -> str:
        return f"{self.person} paused in {self.community}"
