"""A browser's end of a room's event stream."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from tests.served import PATIENCE


class Listener:
    """Hears events one after the other; `status` is what the request was answered with."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self.status = 0

    async def ask(self, path: str, headers: dict[str, str]) -> None:
        lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        self._writer.write("\r\n".join([*lines, "", ""]).encode())
        self.status = int((await self._line()).split()[1])
        while await self._line():
            pass

    async def hear(self) -> dict[str, Any] | None:
        """The next message; None once the stream has ended."""
        while (event := await self.event()) and event["event"] != "message":
            pass
        return json.loads(event["data"]) if event else None

    async def event(self) -> dict[str, str] | None:
        """The next event of whichever name; None once the stream has ended."""
        event = {"event": "message"}
        while line := await self._line(may_end=True):
            name, found, value = line.partition(": ")
            if found:
                event[name] = value
            if name == "data":
                return event
        return None

    async def _line(self, *, may_end: bool = False) -> str:
        """The next line that says something, within an event, as empty ones are between the pieces that it came in."""
        while True:
            try:
                line = await asyncio.wait_for(self._reader.readline(), PATIENCE)
            except ConnectionResetError:
                return ""
            said = line.decode().rstrip("\r\n")
            # The last of the pieces has no length.
            if said == "0":
                return ""
            if said or not line or not may_end:
                return said


@asynccontextmanager
async def listening(
    port: int, room_id: int, session: str, *, after: int | None = None, **headers: str
) -> AsyncIterator[Listener]:
    """Somebody who has the room open; `headers` with underscores for hyphens."""
    connection = await asyncio.open_connection("127.0.0.1", port, limit=1024 * 1024)
    listener = Listener(*connection)
    path = f"/rooms/{room_id}/stream/" + ("" if after is None else f"?after={after}")
    known = {"Host": f"127.0.0.1:{port}", "Cookie": f"sessionid={session}"}
    try:
        await listener.ask(path, known | {name.replace("_", "-"): value for name, value in headers.items()})
        yield listener
    finally:
        connection[1].close()
