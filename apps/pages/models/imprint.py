"""The number of the latest change to what readers see."""

from django.db import models
from django.db.models import F, Q


class Imprint(models.Model):
    """One row, counted up in the transaction of everything that changes a published page or where it stands.

    Whoever keeps a page as it was laid out for some readers keeps the number with it, and lays it out afresh once
    the number has moved on.
    """

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = (models.CheckConstraint(name="one_imprint", condition=Q(pk=1)),)
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def advance(cls) -> None:
        """Count one more change. The row stays locked until the transaction ends."""
        row = cls.objects.filter(pk=1)
        if not row.update(number=F("number") + 1):
            cls.objects.get_or_create(pk=1)
            row.update(number=F("number") + 1)
