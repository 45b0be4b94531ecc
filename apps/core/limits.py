"""Keeping somebody who tries again and again from trying for ever."""

from datetime import datetime

from django.core.cache import cache


def tries(what: str, who: str, *, seconds: int, at: datetime) -> int:
    """How often somebody has tried something in the present stretch of so many seconds."""
    return int(cache.get(_key(what, who, seconds, at), 0))


def count_try(what: str, who: str, *, seconds: int, at: datetime) -> None:
    """Count one more. Two at the same instant may count as one: it is a brake, not a ledger."""
    key = _key(what, who, seconds, at)
    cache.set(key, int(cache.get(key, 0)) + 1, seconds)


def _key(what: str, who: str, seconds: int, at: datetime) -> str:
    stretch = int(at.timestamp()) // seconds
    return f"tries:{what}:{stretch}:{who}"
