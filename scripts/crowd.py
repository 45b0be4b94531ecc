"""People in a room, for measuring: those who have it open, each by a stream, and those who talk."""

from __future__ import annotations

import asyncio
import random
import re
import sys
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import uuid4

from scripts.production import PORT

CHANGE = re.compile(rb"^id: (\d+)\n", re.MULTILINE)


@dataclass
class World:
    """What is measured: a room, its topic, a page beside it, and the sessions of those who read."""

    room: int
    topic: int
    page: str
    sessions: list[str]


@dataclass
class Heard:
    """What one reader was sent: the changes, in order, and when the last piece of each came."""

    changes: list[int] = field(default_factory=list)
    at: list[float] = field(default_factory=list)
    connections: int = 0


class Stream(asyncio.Protocol):
    """One connection of one reader."""

    def __init__(self, heard: Heard, ended: asyncio.Event) -> None:
        self.heard, self.ended = heard, ended
        self.rest = b""

    def data_received(self, data: bytes) -> None:
        """Note each change whose event has begun; what is not whole is looked at with the next piece."""
        at = time.monotonic()
        data = self.rest + data
        whole = data.rfind(b"\n") + 1
        self.rest = data[whole:]
        for found in CHANGE.finditer(data, 0, whole):
            self.heard.changes.append(int(found[1]))
            self.heard.at.append(at)
        if b"\r\n0\r\n" in data[-8:]:
            self.ended.set()

    def connection_lost(self, _problem: Exception | None) -> None:
        """The reader comes back."""
        self.ended.set()


async def read(world: World, session: str, heard: Heard) -> None:
    """Have the room open until cancelled, and come back with what is known whenever the stream ends."""
    loop = asyncio.get_running_loop()
    while True:
        ended = asyncio.Event()
        after = heard.changes[-1] if heard.changes else 0
        try:
            transport, _ = await loop.create_connection(lambda: Stream(heard, ended), "127.0.0.1", PORT)  # noqa: B023 - called at once
        except OSError:
            await asyncio.sleep(random.uniform(0.2, 0.6))  # noqa: S311 - a jitter
            continue
        heard.connections += 1
        lines = [
            f"GET /rooms/{world.room}/stream/?after={after} HTTP/1.1",
            f"Host: 127.0.0.1:{PORT}",
            f"Cookie: sessionid={session}",
            "Sec-Fetch-Site: same-origin",
        ]
        transport.write("\r\n".join([*lines, "", ""]).encode())
        try:
            await ended.wait()
        finally:
            transport.close()
        await asyncio.sleep(random.uniform(0.2, 0.6))  # noqa: S311 - a jitter


async def ask(lines: list[str], body: str = "") -> tuple[int, bytes]:
    """One request on a connection of its own; its status and what was answered."""
    reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
    head = [*lines, f"Host: 127.0.0.1:{PORT}", "Connection: close", f"Content-Length: {len(body)}"]
    writer.write("\r\n".join([*head, "", body]).encode())
    try:
        async with asyncio.timeout(20):
            answer = await reader.read()
    finally:
        writer.close()
    head_of, _, said = answer.partition(b"\r\n\r\n")
    return int(head_of.split(b" ", 2)[1]), said


async def say(world: World, session: str, number: int) -> tuple[int, float, int]:
    """Say one thing until it is stored: which change it is, when it was first sent, and how often it was sent."""
    token = "x" * 32
    body = urlencode({"body": f"Message {number} of **many**.", "key": uuid4(), "csrfmiddlewaretoken": token})
    lines = [
        f"POST /rooms/topics/{world.topic}/say/ HTTP/1.1",
        f"Cookie: sessionid={session}; csrftoken={token}",
        "Content-Type: application/x-www-form-urlencoded",
        "Accept: application/json",
    ]
    began, tries = time.monotonic(), 0
    while True:
        tries += 1
        try:
            status, said = await ask(lines, body)
        except (OSError, TimeoutError, IndexError):
            status, said = 0, b""
        if status == 200:
            return int(re.search(rb'"change": (\d+)', said)[1]), began, tries  # type: ignore[index]  # it always is there
        if 400 <= status < 500:
            sys.exit(f"A message was refused with {status}: {said.decode()[:500]}")
        await asyncio.sleep(random.uniform(0.1, 0.4))  # noqa: S311 - a jitter
