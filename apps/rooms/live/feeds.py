"""The rooms that are open in this process, and who goes on reading in them."""

from __future__ import annotations

import asyncio
import logging

from apps.core.clock import now
from apps.core.hub import hub
from apps.rooms.live.feed import Feed, threads
from apps.rooms.live.reader import Reader
from apps.rooms.queries.staying import still_there

log = logging.getLogger(__name__)

# Whoever may read no longer is cut off within a second of it.
LOOK_SECONDS = 0.5


class Feeds:
    """Feeds by the number of their room. They belong to one event loop."""

    def __init__(self) -> None:
        self._open: dict[int, asyncio.Task[Feed]] = {}
        self._looking: asyncio.Task[None] | None = None

    async def enter(self, reader: Reader) -> Feed:
        """Let somebody read their room. Raises TooFarBehind."""
        room_id = reader.guest.room
        opening = self._open.get(room_id)
        if opening is None:
            opening = self._open[room_id] = asyncio.get_running_loop().create_task(Feed.open(room_id))
            if self._looking is None or self._looking.done():
                self._looking = asyncio.get_running_loop().create_task(self._look())
        try:
            feed = await asyncio.shield(opening)
        except BaseException:
            if opening.done():
                self._open.pop(room_id, None)
            raise
        await feed.enter(reader)
        return feed

    def let_go(self) -> None:
        """Cut off everybody, as the server stops: they come back to another process."""
        for feed in self._feeds():
            for reader in list(feed.readers):
                reader.cut()

    async def stop(self) -> None:
        """Close every room, and give back the connections to the database."""
        if self._looking is not None:
            self._looking.cancel()
        for feed in self._feeds():
            feed.close()
        self._open.clear()
        await hub.stop()
        await threads.stop()

    def _feeds(self) -> list[Feed]:
        return [opening.result() for opening in self._open.values() if opening.done() and not opening.exception()]

    async def _look(self) -> None:
        while self._open:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                await self._see_who_may_stay()
            except Exception:  # Without a database nothing reaches them either; the next look is soon.
                log.exception("Who may go on reading could not be asked")
            for feed in self._feeds():
                if feed.is_forgotten:
                    del self._open[feed.room_id]
                    feed.close()

    async def _see_who_may_stay(self) -> None:
        readers = [reader for feed in self._feeds() for reader in feed.readers]
        if not readers:
            return
        staying = await threads.run(still_there, {reader.guest for reader in readers}, at=now())
        for reader in readers:
            if reader.guest in staying:
                reader.reach = staying[reader.guest]
                reader.ping()
            else:
                reader.cut()


feeds = Feeds()
