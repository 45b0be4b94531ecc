"""What stands in a change to a live text, read before anything is done with it.

Yjs's encoding (version 1) of an update: blocks by client, then what was deleted. Only what a plain text is made of is
taken: no formats, no embedded things, no second text. https://github.com/yjs/yjs/blob/v13.6.33/INTERNALS.md
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

# The name of the one text in the document.
BODY = "body"
_GONE, _DELETED, _STRING, _SKIP = 0, 1, 4, 10
_HAS_ORIGIN, _HAS_RIGHT_ORIGIN, _HAS_KEY = 0x80, 0x40, 0x20
_KIND = 0x1F
# JavaScript counts exactly up to here.
_MOST = 2**53 - 1
# What people do at once is one block or a few; so many that stand scattered take seconds to put in.
MOST_BLOCKS = 20_000


class MalformedChange(ValueError):
    """The bytes are no change to a plain text."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: its bytes, whose blocks it brings, and what it builds on.

    `clocks` is, by client, from which of its clocks to which the blocks go. `needs` is what has to be there already, as
    the least count of clocks by client.
    """

    data: bytes
    clocks: Mapping[int, tuple[int, int]]
    needs: Mapping[int, int]

    def new_to(self, vector: Mapping[int, int]) -> frozenset[int]:
        """The clients of blocks that a document of this state vector does not have yet."""
        return frozenset(client for client, (_, end) in self.clocks.items() if end > vector.get(client, 0))

    def builds_on(self, vector: Mapping[int, int]) -> bool:
        """Whether all that it needs is in a document of this state vector."""
        return all(vector.get(client, 0) >= clock for client, clock in self.needs.items())


def read_change(data: bytes) -> Change:
    """Read a change. Raises MalformedChange when it is none, or brings anything but text."""
    reader = _Reader(data)
    clocks: dict[int, tuple[int, int]] = {}
    needs: dict[int, int] = {}
    left = MOST_BLOCKS
    try:
        for _ in range(reader.number()):
            blocks, client, clock = reader.number(), reader.number(), reader.number()
            left -= blocks
            if client in clocks or client > _MOST or left < 0:
                raise MalformedChange(f"Client {client} comes twice, is none, or brings more than anybody types.")
            end = clock
            for _ in range(blocks):
                end += _block(reader, needs)
            clocks[client] = clock, end
            needs[client] = max(needs.get(client, 0), clock)
        for client, clock in _deleted(reader):
            needs[client] = max(needs.get(client, 0), clock)
    except (IndexError, UnicodeDecodeError) as broken:
        raise MalformedChange("It ends in the middle, or is no UTF-8.") from broken
    if reader.at != len(data):
        raise MalformedChange("It goes on after its end.")
    # What it brings itself need not be there before.
    for client, (start, end) in clocks.items():
        needs[client] = start if needs[client] <= end else needs[client]
    return Change(data, clocks, needs)


def read_client(said: object) -> int:
    """The number of a Yjs client, from JSON. Raises MalformedChange when it is none."""
    if not isinstance(said, int) or not 0 <= said <= _MOST:
        raise MalformedChange("That is no client.")
    return said


def read_vector(data: bytes) -> dict[int, int]:
    """A state vector: how many clocks are known, by client. Raises MalformedChange."""
    reader = _Reader(data)
    try:
        return {reader.number(): reader.number() for _ in range(reader.number())}
    except IndexError as broken:
        raise MalformedChange("The state vector ends in the middle.") from broken


def _block(reader: _Reader, needs: dict[int, int]) -> int:
    """Read one block, note what it needs, and return how many clocks it takes."""
    info = reader.byte()
    kind = info & _KIND
    if kind == _GONE:
        return reader.number()
    if kind not in {_DELETED, _STRING}:
        raise MalformedChange(f"There is a block of kind {kind} in it.")
    for bit in (_HAS_ORIGIN, _HAS_RIGHT_ORIGIN):
        if info & bit:
            client, clock = reader.number(), reader.number()
            needs[client] = max(needs.get(client, 0), clock + 1)
    is_first = not info & (_HAS_ORIGIN | _HAS_RIGHT_ORIGIN)
    if is_first and (reader.number() != 1 or reader.string() != BODY or info & _HAS_KEY):
        raise MalformedChange("It writes elsewhere than in the text.")
    return reader.number() if kind == _DELETED else len(reader.string().encode("utf-16-le")) // 2


def _deleted(reader: _Reader) -> Iterator[tuple[int, int]]:
    """Read what it deletes, and give the clients and the clocks that must be there."""
    for _ in range(reader.number()):
        client = reader.number()
        for _ in range(reader.number()):
            start, count = reader.number(), reader.number()
            yield client, start + count


class _Reader:
    """Lib0's encoding, from the start to the end."""

    __slots__ = ("at", "data")

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def byte(self) -> int:
        byte = self.data[self.at]
        self.at += 1
        return byte

    def number(self) -> int:
        """Seven bits a byte, the lowest first."""
        number = shift = 0
        while True:
            byte = self.byte()
            number |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return number
            if shift > 63:
                raise MalformedChange("There is a number in it without an end.")

    def string(self) -> str:
        length = self.number()
        if self.at + length > len(self.data):
            raise MalformedChange("It ends in the middle.")
        self.at += length
        return self.data[self.at - length : self.at].decode()
