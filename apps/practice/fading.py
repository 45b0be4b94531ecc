"""When a practice fades, and when it is out of date: by the last sign that it holds, and by doubts nobody answered."""

from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.timezone import localdate

from apps.core.months import months_after
from apps.practice.choices import DAYS_TO_ANSWER_DOUBT, MONTHS_UNTIL_FADING, MONTHS_UNTIL_STALE, Freshness


def freshness_of(alive_at: datetime, doubted_at: datetime | None = None, *, today: date) -> Freshness:
    """How a practice stands today: `alive_at` was the last sign, `doubted_at` the oldest doubt still to be answered."""
    last = localdate(alive_at)
    if last <= months_after(today, -MONTHS_UNTIL_STALE):
        return Freshness.STALE
    is_doubted = doubted_at is not None and localdate(doubted_at) <= _too_long_ago(today)
    return Freshness.FADING if is_doubted or last <= months_after(today, -MONTHS_UNTIL_FADING) else Freshness.FRESH


def stands_as(freshness: str, *, today: date) -> Q:
    """A condition on practices: this is how they stand today."""
    doubted = Q(doubted_at__isnull=False, doubted_at__date__lte=_too_long_ago(today))
    fading = Q(alive_at__date__lte=months_after(today, -MONTHS_UNTIL_FADING)) | doubted
    stale = Q(alive_at__date__lte=months_after(today, -MONTHS_UNTIL_STALE))
    return {Freshness.FRESH: ~fading, Freshness.FADING: fading & ~stale, Freshness.STALE: stale}[Freshness(freshness)]


def fading_since(alive_at: datetime, doubted_at: datetime | None) -> date:
    """The day on which it fades, or faded, as things stand."""
    old = months_after(localdate(alive_at), MONTHS_UNTIL_FADING)
    return min(old, localdate(doubted_at) + timedelta(days=DAYS_TO_ANSWER_DOUBT)) if doubted_at else old


def stale_since(alive_at: datetime) -> date:
    """The day on which it is out of date, as things stand."""
    return months_after(localdate(alive_at), MONTHS_UNTIL_STALE)


def _too_long_ago(today: date) -> date:
    return today - timedelta(days=DAYS_TO_ANSWER_DOUBT)
