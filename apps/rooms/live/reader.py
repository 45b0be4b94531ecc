"""One open stream: what is on its way to one browser."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from apps.rooms.live.admission import Admitted
from apps.rooms.live.frames import Frame
from apps.rooms.queries.staying import Guest

# Whoever takes what they are sent so slowly is cut off; they come back and say what they have. The frames themselves
# are kept once for all.
MOST_WAITING = 2_000
BYTES_AT_ONCE = 64 * 1024
PING_SECONDS = 15.0
PING = b"event: ping\ndata: {}\n\n"

Words: TypeAlias = Callable[["Reader", Frame], "bytes | Awaitable[bytes]"]


class Reader:
    """Takes frames in order, without anybody waiting, and each change once.

    `at` is the last change that it was given; None while it has none and asks for none before now.
    """

    def __init__(self, admitted: Admitted, *, at: int | None) -> None:
        self.guest: Guest = admitted.guest
        self.reach = admitted.reach
        self.at = at
        self.is_over = False
        self._waiting: deque[Frame | bytes] = deque()
        self._news = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._sent_at = time.monotonic()

    def put(self, frame: Frame) -> None:
        """Send it after what was put before, unless it was sent already."""
        if frame.change > (self.at or 0) and not self.is_over:
            self.at = frame.change
            self._put(frame)

    def ping(self) -> None:
        """Show that the stream lives, when nothing else has for a while."""
        if time.monotonic() >= self._sent_at + PING_SECONDS and not self._waiting:
            self._put(PING)

    def cut(self) -> None:
        """End the stream at once, whatever is on its way; a browser that still may comes back for it."""
        self.is_over = True
        self._waiting.clear()
        if self._task is not None:
            self._task.cancel()

    async def write(self, send: Callable[[bytes], Awaitable[None]], words: Words) -> None:
        """Send what is put, until the stream is cut or the connection gone."""
        if self.is_over:
            return
        # A task of its own, as a cut ends this and nothing else.
        self._task = asyncio.create_task(self._write(send, words))
        await asyncio.wait([self._task])
        if not self._task.cancelled():
            self._task.result()

    def _put(self, frame: Frame | bytes) -> None:
        if len(self._waiting) >= MOST_WAITING:
            self.cut()
            return
        self._waiting.append(frame)
        self._news.set()

    async def _write(self, send: Callable[[bytes], Awaitable[None]], words: Words) -> None:
        while True:
            await self._news.wait()
            self._news.clear()
            while self._waiting:
                said = await self._next(words)
                self._sent_at = time.monotonic()
                await send(said)

    async def _next(self, words: Words) -> bytes:
        """The next that waits, as much as is sent at once."""
        said = b""
        while self._waiting and len(said) < BYTES_AT_ONCE:
            part = self._waiting.popleft()
            event = words(self, part) if isinstance(part, Frame) else part
            said += event if isinstance(event, bytes) else await event
        return said
