"""How fresh practices are: whether anything lately said that they still hold."""

from collections.abc import Collection
from datetime import datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate, make_aware

from apps.core.months import months_after
from apps.practice.choices import (
    DAYS_TO_ANSWER_DOUBT,
    MONTHS_UNTIL_FADING,
    MONTHS_UNTIL_STALE,
    DoubtOutcome,
    Freshness,
)
from apps.practice.models import Doubt, Practice


def is_fading(at: datetime) -> Q:
    """The practices that are fading or stale at that moment, as a filter."""
    doubted = old_doubts(at).filter(page=OuterRef("page"))
    return Q(alive_at__lt=_months_before(at, MONTHS_UNTIL_FADING)) | Q(Exists(doubted))


def old_doubts(at: datetime) -> QuerySet[Doubt]:
    """Doubts that nobody has answered for 30 days."""
    return Doubt.objects.filter(outcome=DoubtOutcome.WAITING, at__lte=at - timedelta(days=DAYS_TO_ANSWER_DOUBT))


def freshness_of(practices: Collection[Practice], *, at: datetime) -> dict[int, Freshness]:
    """How fresh each practice is, by id, in one query whatever their number."""
    pages = [practice.page_id for practice in practices]
    doubted = set(old_doubts(at).filter(page__in=pages).values_list("page_id", flat=True))
    return {one.pk: _freshness(one, is_doubted=one.page_id in doubted, at=at) for one in practices}


def _freshness(practice: Practice, *, is_doubted: bool, at: datetime) -> Freshness:
    if practice.alive_at < _months_before(at, MONTHS_UNTIL_STALE):
        return Freshness.STALE
    if is_doubted or practice.alive_at < _months_before(at, MONTHS_UNTIL_FADING):
        return Freshness.FADING
    return Freshness.FRESH


def _months_before(at: datetime, months: int) -> datetime:
    """The beginning of the day that many months earlier."""
    return make_aware(datetime.combine(months_after(localdate(at), -months), time()))
