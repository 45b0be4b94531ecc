"""What the ledger tells of something in a room."""

from django.db import models

from apps.records.models import Event


def acts_on(subject: models.Model) -> list[Event]:
    """Every act on it, oldest first."""
    return list(Event.objects.about(subject).order_by("sequence"))
