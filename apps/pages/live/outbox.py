"""What is on its way to one browser."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable
from typing import Any

SLOW = 4408
MOST_FRAMES = 5_000
MOST_BYTES = 4 * 1024 * 1024


class Outbox:
    """Sends frames in order, without anybody waiting; whoever takes them too slowly is cut off."""

    def __init__(self, send: Callable[[dict[str, Any]], Awaitable[None]]) -> None:
        self.is_ended = False
        self._send = send
        self._frames: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._bytes = 0
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to send."""
        self._task = asyncio.get_running_loop().create_task(self._deliver())

    def put(self, frame: dict[str, Any] | bytes) -> None:
        """Send JSON, or bytes, after what was put before."""
        if self.is_ended:
            return
        if isinstance(frame, bytes):
            self._put({"type": "websocket.send", "bytes": frame}, len(frame))
        else:
            text = json.dumps(frame, ensure_ascii=False, separators=(",", ":"))
            self._put({"type": "websocket.send", "text": text}, len(text))

    def end(self, code: int) -> None:
        """Close with this code after what was put before; nothing is sent any more."""
        if not self.is_ended:
            self.is_ended = True
            self._frames.put_nowait({"type": "websocket.close", "code": code})

    def stop(self) -> None:
        """The connection has ended."""
        self.is_ended = True
        if self._task is not None:
            self._task.cancel()

    def _put(self, message: dict[str, Any], size: int) -> None:
        self._bytes += size
        if self._frames.qsize() >= MOST_FRAMES or self._bytes > MOST_BYTES:
            # The same queue, as somebody may wait for what comes next in it.
            while not self._frames.empty():
                self._frames.get_nowait()
            self.end(SLOW)
            return
        self._frames.put_nowait(message)

    async def _deliver(self) -> None:
        # Whoever has gone meanwhile is noticed where their frames come in.
        with contextlib.suppress(OSError, RuntimeError):
            while True:
                message = await self._frames.get()
                self._bytes -= len(message.get("bytes") or message.get("text") or "")
                await self._send(message)
                if message["type"] == "websocket.close":
                    return
