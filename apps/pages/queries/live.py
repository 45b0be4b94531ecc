"""Reads of what people type live."""

from dataclasses import dataclass
from datetime import datetime

from apps.pages.models import Draft, LiveChange, LiveText, Presence
from apps.pages.queries.presence import WRITING_NOW


@dataclass(frozen=True, slots=True)
class Opening:
    """A live text to go on with: its number, its document in pieces, and up to which change they go."""

    live: int
    pieces: tuple[bytes, ...]
    last: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How a draft stands: its state, its version, by whom and when that was saved, and the live text's last change."""

    state: str
    version: int
    saved_by: str
    saved_at: datetime
    last: int


def opening_of(live: LiveText) -> Opening:
    """All that was stored of a live text."""
    later = list(live.changes.filter(number__gt=live.packed_to).values_list("number", "change"))
    pieces = (bytes(live.state), *(bytes(change) for _, change in later))
    return Opening(live.pk, pieces, later[-1][0] if later else live.packed_to)


def changes_between(live_id: int, after: int, to: int) -> dict[int, bytes]:
    """The changes with numbers after the one, up to the other."""
    found = LiveChange.objects.filter(live=live_id, number__gt=after, number__lte=to)
    return {number: bytes(change) for number, change in found.values_list("number", "change")}


def standing_of(draft_id: int) -> Standing:
    """How the draft stands now."""
    columns = ("state", "version", "saved_by__name", "saved_at", "live__last")
    return Standing(*Draft.objects.values_list(*columns).get(pk=draft_id))


def typing_live(draft: Draft, *, at: datetime) -> list[tuple[int, str]]:
    """Who types in the draft live, by their numbers and names, whoever came first first."""
    seen = Presence.objects.filter(draft=draft, is_live=True, seen_at__gte=at - WRITING_NOW)
    return list(seen.order_by("opened_at", "pk").values_list("person_id", "person__name"))
