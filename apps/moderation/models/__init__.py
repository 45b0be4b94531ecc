"""Flags, the stewards' queue, rulings and appeals."""

from apps.moderation.models.flags import Flag, Matter, Seen
from apps.moderation.models.people import Acceptance, Pause
from apps.moderation.models.rulings import Appeal, Restriction, Ruling

__all__ = ["Acceptance", "Appeal", "Flag", "Matter", "Pause", "Restriction", "Ruling", "Seen"]
