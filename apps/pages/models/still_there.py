"""That somebody looked whether what was credited is still there."""

from django.db import models
from django.db.models import Q

from apps.trust.models import Credit


class StillThere(models.Model):
    """How much of what one person was credited for stood when it came to count, in per cent. Looked at once."""

    credit = models.OneToOneField(Credit, primary_key=True, on_delete=models.PROTECT, related_name="+")
    percent = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(name="still_there_is_a_share", condition=Q(percent__lte=100)),)

    def __str__(self) -> str:
        return f"{self.percent} per cent of {self.credit}"
