"""What somebody typed, until it is stored."""

from __future__ import annotations

from dataclasses import dataclass

from apps.pages.actions.live import Arrived
from apps.pages.live.seats import Seat


@dataclass(frozen=True, slots=True)
class Pending:
    """A change on its way into the database, and who waits to hear that it is there."""

    seat: Seat
    n: int
    arrived: Arrived

    def acknowledge(self) -> None:
        """Say that it is committed."""
        self.seat.unanswered -= 1
        self.seat.socket.put({"kind": "stored", "n": self.n})
