"""Keeping what the list of practices is ordered by up to date."""

from datetime import datetime
from typing import Any

from apps.core.one_by_one import one_by_one
from apps.practice.actions.locking import lock
from apps.practice.models import Practice
from apps.practice.queries.ranking import last_sign_of, oldest_doubt_of, reckonings


def refresh(practice: Practice, *, at: datetime) -> None:
    """This will reckon afresh what a practice is worth, the last sign that it holds, and the oldest doubt about it.

    Part of every act that changes either.
    """
    practice.points = reckonings([practice], at=at)[practice.pk].points
    practice.alive_at, practice.doubted_at = last_sign_of(practice), oldest_doubt_of(practice)
    Practice.objects.filter(pk=practice.pk).update(**_reckoned(practice))


def refresh_all(at: datetime) -> int:
    """This will reckon every practice afresh, as words grow old, and count those whose rank or age changed."""
    return one_by_one(Practice.objects.order_by("pk").values_list("pk", flat=True), lambda pk: _refreshed(pk, at=at))


def _refreshed(pk: int, *, at: datetime) -> int:
    practice = lock(pk)
    before = _reckoned(practice)
    refresh(practice, at=at)
    return int(_reckoned(practice) != before)


def _reckoned(practice: Practice) -> dict[str, Any]:
    return {"points": practice.points, "alive_at": practice.alive_at, "doubted_at": practice.doubted_at}
