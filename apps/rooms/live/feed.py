"""A room that somebody has open in this process: each change is read and laid out once, for all who read here.

The database is what happened; the hub only says that there is something to read. Nobody misses a change, because what
was read lately is kept here: whoever comes is given all of it that they do not have, and in the same moment becomes
one of those who are given the next.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections import deque
from collections.abc import Awaitable, Coroutine
from typing import Any

from apps.core.hub import Message, hub
from apps.core.threads import DatabaseThreads
from apps.rooms.live.frames import MOST_AT_ONCE, Frame, frame_for, frames_after, is_far_behind, nobody
from apps.rooms.live.reader import Reader
from apps.rooms.models import Room

log = logging.getLogger(__name__)

MOST_KEPT = 500
AGAIN_SECONDS = (0.1, 0.4)
# For so long a message that names pages is not laid out again for people who read the same.
SAME_SECONDS = 2.0
# A room that nobody reads here is remembered a little, for those whose connection broke.
FORGET_SECONDS = 20.0

threads = DatabaseThreads(4)


class TooFarBehind(Exception):
    """More has changed since than is sent; they load the page again."""


class Feed:
    """One room in one process. All changes after `since` and up to `at` are kept here."""

    def __init__(self, room_id: int, at: int) -> None:
        self.room_id = room_id
        self.since = self.at = at
        self.readers: set[Reader] = set()
        self._kept: deque[Frame] = deque()
        self._is_news = self._is_reading = False
        self._reaching_back = asyncio.Lock()
        self._laid_out: dict[tuple[int, int, frozenset[int]], tuple[float, asyncio.Future[bytes]]] = {}
        self._left_at = time.monotonic()
        self._tasks: set[asyncio.Task[None]] = set()

    @classmethod
    async def open(cls, room_id: int) -> Feed:
        """Begin to hear of a room, and from where."""
        # What is told while it is asked is found by the first look.
        feed = cls(room_id, await threads.run(_last_change, room_id))
        hub.listen(feed.topic, feed._hear)
        feed._look()
        return feed

    @property
    def topic(self) -> str:
        """Of the hub."""
        return Room(pk=self.room_id).hub_topic

    @property
    def is_forgotten(self) -> bool:
        """Whether nobody reads here, and nobody did for a while."""
        return not self.readers and time.monotonic() > self._left_at + FORGET_SECONDS

    async def enter(self, reader: Reader) -> None:
        """Give a reader all that changed since what they have, and whatever changes from now on: each once, in order.

        Raises TooFarBehind.
        """
        self._left_at = time.monotonic()
        if reader.at is None:
            reader.at = self.at
        await self._reach_back(reader.at)
        for frame in self._kept:
            reader.put(frame)
        self.readers.add(reader)

    def leave(self, reader: Reader) -> None:
        """Give them nothing more."""
        self.readers.discard(reader)
        self._left_at = time.monotonic()

    def words(self, reader: Reader, frame: Frame) -> bytes | Awaitable[bytes]:
        """The event for this reader: the same for all, or for all who read the same pages."""
        return frame.event if frame.is_for_all else self._words_for(reader, frame)

    def close(self) -> None:
        """Hear no more, and cut off whoever still reads."""
        hub.leave(self.topic, self._hear)
        for reader in list(self.readers):
            reader.cut()
        for task in self._tasks:
            task.cancel()

    async def _words_for(self, reader: Reader, frame: Frame) -> bytes:
        key, at = (frame.id, frame.change, reader.reach), time.monotonic()
        made, words = self._laid_out.get(key, (0.0, None))
        if words is None or made < at - SAME_SECONDS:
            self._laid_out = {one: two for one, two in self._laid_out.items() if two[0] >= at - SAME_SECONDS}
            words = asyncio.ensure_future(self._lay_out(reader, frame))
            self._laid_out[key] = at, words
        return await asyncio.shield(words)

    async def _lay_out(self, reader: Reader, frame: Frame) -> bytes:
        found = await threads.run(frame_for, frame.id, reader.guest.person)
        # What changed meanwhile comes once more, with its own number.
        return found.event if found and found.change == frame.change else b""

    def _hear(self, message: Message | None) -> None:
        if message is None or message.get("change", 0) > self.at:
            self._look()

    def _look(self) -> None:
        self._is_news = True
        if not self._is_reading:
            self._is_reading = True
            self._begin(self._read())

    async def _read(self) -> None:
        """Read what is new until nothing is, whatever becomes of the database meanwhile."""
        try:
            while self._is_news:
                self._is_news = False
                try:
                    frames = await threads.run(frames_after, self.room_id, self.at, nobody())
                    last = await self._too_far() if len(frames) == MOST_AT_ONCE else None
                except Exception:  # It is read again: nobody is told less for it.
                    log.exception("What is new in room %s could not be read", self.room_id)
                    self._is_news = True
                    await asyncio.sleep(random.uniform(*AGAIN_SECONDS))  # noqa: S311 - so that processes do not come at once
                else:
                    if last is None:
                        self._pass_on(frames)
                    else:
                        self._leave_out(last)
                    self._is_news = self._is_news or len(frames) == MOST_AT_ONCE
        finally:
            self._is_reading = False

    def _pass_on(self, frames: list[Frame]) -> None:
        newer = {frame.id for frame in frames}
        # What a message said before it was changed, or taken out, is shown to nobody any more.
        self._kept = deque(frame for frame in self._kept if frame.id not in newer)
        for frame in frames:
            self.at = frame.change
            self._kept.append(frame)
            for reader in self.readers:
                reader.put(frame)
        while len(self._kept) > MOST_KEPT:
            self.since = self._kept.popleft().change

    async def _too_far(self) -> int | None:
        """The last change, where so much changed at once that nobody is sent it."""
        last = await threads.run(_last_change, self.room_id)
        return last if await threads.run(is_far_behind, self.room_id, self.at, last) else None

    def _leave_out(self, last: int) -> None:
        """Go on from there: whoever reads comes back, and is told to load the page again."""
        self.since = self.at = last
        self._kept.clear()
        for reader in list(self.readers):
            reader.cut()

    async def _reach_back(self, after: int) -> None:
        """Keep everything that changed after this too: read once, for all who come back at the same time."""
        async with self._reaching_back:
            while after < self.since:
                upto = self.since
                if await threads.run(is_far_behind, self.room_id, after, upto):
                    raise TooFarBehind
                earlier = await threads.run(_frames_between, self.room_id, after, upto)
                # Unless so much came meanwhile that the first of it is kept no longer.
                if self.since == upto:
                    newer = {frame.id for frame in self._kept}
                    self._kept.extendleft(frame for frame in reversed(earlier) if frame.id not in newer)
                    self.since = after

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _last_change(room_id: int) -> int:
    return Room.objects.values_list("last_change", flat=True).get(pk=room_id)


def _frames_between(room_id: int, after: int, upto: int) -> list[Frame]:
    frames: list[Frame] = []
    while True:
        some = frames_after(room_id, frames[-1].change if frames else after, nobody(), upto=upto)
        frames += some
        if len(some) < MOST_AT_ONCE:
            return frames
