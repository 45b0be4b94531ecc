"""Who is in a room: those in this process, and those whom other processes tell of."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from apps.core.hub import Message, hub

COLOURS = 8
# Other processes say again who is there; one that was killed says nothing more.
FORGET_SECONDS = 25.0
# Cursors that move meanwhile are told together.
CURSOR_SECONDS = 0.04
MOST_IN_ONE_MESSAGE = 8
MOST_OF_A_CURSOR = 200
THIS_PROCESS = secrets.token_hex(8)


def read_position(said: object) -> str | None:
    """Where a browser says that a cursor is; None where it is nowhere. Raises ValueError when that is no position."""
    if said is not None and (not isinstance(said, str) or len(said) > MOST_OF_A_CURSOR or not said.isascii()):
        raise ValueError("That is no position.")
    return said


class Socket(Protocol):
    """What a room needs of a connection."""

    def put(self, frame: dict[str, Any] | bytes) -> None:
        """Send something, in order, without waiting."""

    def end(self, code: int) -> None:
        """Close it, once what was put before has gone."""


@dataclass(slots=True)
class Guest:
    """Somebody with the draft open: which connection, who, since when, and where their cursor is."""

    conn: int
    person: int
    name: str
    since: int
    cursor: tuple[str | None, str | None] = (None, None)

    def packed(self) -> list[Any]:
        return [self.conn, self.person, self.name, self.since]


@dataclass(slots=True)
class Seat(Guest):
    """A guest of this process."""

    client: int = field(kw_only=True)
    session: str = field(kw_only=True)
    socket: Socket = field(kw_only=True)
    unanswered: int = 0

    def refuse(self, because: str, *, n: int | None = None, code: int) -> None:
        """Say why it does not go on, and close."""
        self.socket.put({"kind": "refused", "n": n, "because": because, "final": True})
        self.socket.end(code)


class Seats:
    """Those in one room, and where their cursors are."""

    def __init__(self, topic: str) -> None:
        self.topic = topic
        self.here: dict[int, Seat] = {}
        self._elsewhere: dict[int, tuple[Guest, str, float]] = {}
        self._moved: set[int] = set()
        self._errands: set[asyncio.Task[None]] = set()

    def everybody(self) -> list[Guest]:
        """Whoever came first, first."""
        guests = [*self.here.values(), *(guest for guest, _, _ in self._elsewhere.values())]
        return sorted(guests, key=lambda guest: (guest.since, guest.conn))

    def add(self, seat: Seat) -> None:
        """Let somebody in, and tell the others."""
        self.here[seat.conn] = seat
        self.tell_people(but=seat)
        self._say(kind="here", who=[seat.packed()])

    def remove(self, seat: Seat) -> None:
        """Tell the others at once that somebody has left."""
        if self.here.pop(seat.conn, None) is not None:
            self.tell_people()
            self._say(kind="left", conn=seat.conn)

    def people_for(self, seat: Seat) -> list[dict[str, Any]]:
        """Who is here, as one of them is told."""
        guests = self.everybody()
        colours = colours_of(guest.person for guest in guests)
        return [
            {
                "conn": guest.conn,
                "name": guest.name,
                "colour": colours[guest.person],
                "you": guest.conn == seat.conn,
            }
            for guest in guests
        ]

    def tell_people(self, *, but: Seat | None = None) -> None:
        """Tell everybody in this process who is here."""
        for seat in self.here.values():
            if seat is not but:
                seat.socket.put({"kind": "people", "people": self.people_for(seat)})

    def send(self, frame: dict[str, Any] | bytes, *, but: Seat | None = None) -> None:
        """Send the same to everybody in this process."""
        for seat in self.here.values():
            if seat is not but:
                seat.socket.put(frame)

    def move(self, seat: Seat, anchor: str | None, head: str | None) -> None:
        """Somebody's cursor is elsewhere: the others are told within a moment."""
        seat.cursor = (anchor, head)
        if not self._moved:
            asyncio.get_running_loop().call_later(CURSOR_SECONDS, self._tell_moved)
        self._moved.add(seat.conn)

    def show_cursors(self, seat: Seat) -> None:
        """Tell whoever has just come where the others are."""
        for guest in self.everybody():
            if guest.conn != seat.conn and guest.cursor[1] is not None:
                seat.socket.put(_cursor(guest))

    def say_who_is_here(self) -> None:
        """Tell other processes, and forget whom they no longer tell of."""
        packed = [seat.packed() for seat in self.here.values()]
        for start in range(0, len(packed), MOST_IN_ONE_MESSAGE):
            self._say(kind="here", who=packed[start : start + MOST_IN_ONE_MESSAGE])
        old = time.monotonic() - FORGET_SECONDS
        gone = [conn for conn, (_, _, heard) in self._elsewhere.items() if heard < old]
        for conn in gone:
            del self._elsewhere[conn]
        if gone:
            self.tell_people()

    def ask_who_is_here(self) -> None:
        """Have other processes tell at once."""
        self._say(kind="who")

    def hear(self, message: Message) -> None:
        """What another process tells of those it has."""
        if message["from"] == THIS_PROCESS:
            return
        match message["kind"]:
            case "who":
                self.say_who_is_here()
            case "here":
                self._hear_here(message["who"], message["from"])
            case "left":
                if self._elsewhere.pop(message["conn"], None) is not None:
                    self.tell_people()
            case "cursors":
                self._hear_cursors(message["at"])

    def _hear_here(self, packed: Iterable[list[Any]], whence: str) -> None:
        news = False
        for conn, person, name, since in packed:
            known = self._elsewhere.get(conn)
            news = news or known is None
            guest = known[0] if known else Guest(conn, person, name, since)
            self._elsewhere[conn] = guest, whence, time.monotonic()
        if news:
            self.tell_people()

    def _hear_cursors(self, at: Iterable[list[Any]]) -> None:
        for conn, anchor, head in at:
            if conn in self._elsewhere:
                guest = self._elsewhere[conn][0]
                guest.cursor = (anchor, head)
                self.send(_cursor(guest))

    def _tell_moved(self) -> None:
        moved = [self.here[conn] for conn in self._moved if conn in self.here]
        self._moved.clear()
        for seat in moved:
            self.send(_cursor(seat), but=seat)
        if self._elsewhere:
            for start in range(0, len(moved), MOST_IN_ONE_MESSAGE):
                some = moved[start : start + MOST_IN_ONE_MESSAGE]
                self._say(kind="cursors", at=[[seat.conn, *seat.cursor] for seat in some])

    def _say(self, **message: Any) -> None:
        errand = asyncio.get_running_loop().create_task(hub.say(self.topic, **{"from": THIS_PROCESS}, **message))
        self._errands.add(errand)
        errand.add_done_callback(self._errands.discard)


def new_conn() -> int:
    """A number for a connection that no other process gives."""
    return secrets.randbelow(2**31 - 1) + 1


def _cursor(guest: Guest) -> dict[str, Any]:
    return {"kind": "cursor", "conn": guest.conn, "anchor": guest.cursor[0], "head": guest.cursor[1]}


def colours_of(people: Iterable[int]) -> dict[int, int]:
    """A colour for each person: their own one if it is free when they come, else the next that is."""
    colours: dict[int, int] = {}
    for person in people:
        if person not in colours:
            taken = set(colours.values())
            wanted = ((person + step) % COLOURS for step in range(COLOURS))
            colours[person] = next((colour for colour in wanted if colour not in taken), person % COLOURS)
    return colours
