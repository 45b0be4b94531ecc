"""Where stewards took words out."""

from django.db.models import QuerySet

from apps.moderation.choices import Measure
from apps.moderation.models import Ruling


def taken_out_of(about_kind: str, about_id: str) -> QuerySet[Ruling]:
    """The rulings by which words were taken out of something, the earliest first. The words themselves are nowhere."""
    about = {"matter__about_kind": about_kind, "matter__about_id": str(about_id)}
    return Ruling.objects.filter(**about, measure=Measure.REDACT).order_by("at", "pk")
