"""The words for flags, the queue, rulings and appeals."""

from collections.abc import Mapping

from django.db.models import TextChoices

# How what bears no marking of its own is marked: Government Security Classifications Policy, August 2024.
OFFICIAL = "OFFICIAL"


class Why(TextChoices):
    """What brought something into the queue."""

    FLAGGED = "FLAGGED", "Flagged"
    SAMPLED = "SAMPLED", "Picked to be looked at"


class MatterState(TextChoices):
    OPEN = "OPEN", "Waiting for a steward"
    RULED = "RULED", "Ruled on"
    APPEALED = "APPEALED", "Waiting for another steward, on appeal"
    CLOSED = "CLOSED", "Settled on appeal"
    GONE = "GONE", "No longer there"


M = MatterState
MATTER_MOVES: Mapping[MatterState, frozenset[MatterState]] = {
    M.OPEN: frozenset({M.RULED, M.GONE}),
    # Whoever flags it again opens a matter of its own.
    M.RULED: frozenset({M.APPEALED}),
    M.APPEALED: frozenset({M.CLOSED}),
    M.CLOSED: frozenset(),
    M.GONE: frozenset(),
}
WAITING = (M.OPEN, M.APPEALED)


class FlagOutcome(TextChoices):
    WAITING = "WAITING", "Waiting"
    UPHELD = "UPHELD", "A steward agreed"
    REFUSED = "REFUSED", "A steward did not agree"


class Measure(TextChoices):
    """What a ruling does, from the mildest to the hardest."""

    NONE = "NONE", "Nothing: it may stay as it is"
    WARN = "WARN", "Warn whoever wrote it"
    RESTRICT = "RESTRICT", "Let only contributors and stewards change it, for a time"
    HIDE = "HIDE", "Hide it from readers"
    REDACT = "REDACT", "Take some words out for good"
    PAUSE = "PAUSE", "Hide it, and pause whoever wrote it in this space"


# What takes something from readers or from whoever wrote it, so that it can be appealed.
AGAINST_AUTHOR = (Measure.WARN, Measure.RESTRICT, Measure.HIDE, Measure.REDACT, Measure.PAUSE)
HIDES = (Measure.HIDE, Measure.PAUSE)
FOR_A_TIME = (Measure.RESTRICT, Measure.PAUSE)
# What counts against whoever wrote it: that only some may change a page for a time is about all who did.
COUNTS_AGAINST_AUTHOR = (Measure.WARN, Measure.HIDE, Measure.REDACT, Measure.PAUSE)


class AppealOutcome(TextChoices):
    WAITING = "WAITING", "Waiting for another steward"
    STANDS = "STANDS", "The ruling stands"
    OVERTURNED = "OVERTURNED", "The ruling was overturned"


class Voice(TextChoices):
    """In which voice somebody writes, as the 2008 principles ask civil servants to disclose."""

    OFFICIAL = "OFFICIAL", "Officially, for my team"
    PERSONAL = "PERSONAL", "Personally"


# How long a claim on something in the queue lasts.
CLAIM_MINUTES = 30
# What flags must weigh together before something is hidden until a steward has ruled.
WEIGHT_THAT_HIDES = 6.0
DAYS_TO_APPEAL = 28
DAYS_OF_PAUSE = (1, 7, 28)
DAYS_OF_RESTRICTION = (7, 28, 90)
