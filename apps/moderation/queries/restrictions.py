"""What only contributors and stewards may change for a time."""

from datetime import datetime

from apps.moderation.models import Restriction


def restriction_of(about_kind: str, about_id: str, *, at: datetime) -> Restriction | None:
    """What restricts who may change this thing at that moment, the one that ends last."""
    there = Restriction.objects.filter(about_kind=about_kind, about_id=about_id, lifted_at=None, until__gt=at)
    return there.select_related("community__audience_unit").order_by("-until").first()
