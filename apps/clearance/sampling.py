"""Which of what was published on standing the stewards look at: the more somebody has earned, the fewer."""

from collections.abc import Mapping

from django.utils.crypto import salted_hmac

from apps.trust.choices import Level

# One in so many, by the lowest standing among the writers.
ONE_IN: Mapping[Level, int] = {Level.MEMBER: 2, Level.CONTRIBUTOR: 5, Level.STEWARD: 10}


def is_picked(name: str, level: Level) -> bool:
    """Whether what goes by that name is looked at: always the same answer, and one that no writer can foresee."""
    drawn = int.from_bytes(salted_hmac("apps.clearance.sampling", name, algorithm="sha256").digest()[:8], "big")
    return drawn % ONE_IN[level] == 0
