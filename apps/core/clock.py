"""The one place that asks what time it is; everything below a view is told."""

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """The present moment, aware of its time zone."""
    return timezone.now()
