"""The rooms of this process, one for each draft that somebody has open live here."""

from __future__ import annotations

import asyncio

from apps.core.clock import now
from apps.core.hub import hub
from apps.pages.actions import live
from apps.pages.live.admission import Admitted
from apps.pages.live.room import Room, threads
from apps.pages.queries.live import Opening, opening_of


class Rooms:
    """Rooms by the number of their draft. They belong to one event loop."""

    def __init__(self) -> None:
        self._open: dict[int, asyncio.Task[Room]] = {}

    async def room_for(self, admitted: Admitted) -> Room:
        """The draft's room, opened when it is not. Raises Refused when they may not write there any more."""
        draft_id = admitted.draft.pk
        while True:
            opening = self._open.get(draft_id)
            if opening is None:
                opening = self._open[draft_id] = asyncio.get_running_loop().create_task(self._open_room(admitted))
            try:
                room = await asyncio.shield(opening)
            except BaseException:
                if opening.done():
                    self._forget(draft_id, opening)
                raise
            if not room.is_closed:
                return room

    async def stop(self) -> None:
        """Settle what was typed in every room, and give back the connections to the database."""
        for opening in list(self._open.values()):
            room = await opening
            await room.finish()
        await hub.stop()
        await threads.stop()

    async def _open_room(self, admitted: Admitted) -> Room:
        opening = await threads.run(_read, admitted)
        room = Room(admitted.draft, opening, on_close=self._close)
        room.open()
        return room

    def _close(self, room: Room) -> None:
        self._open.pop(room.draft_id, None)

    def _forget(self, draft_id: int, opening: asyncio.Task[Room]) -> None:
        if self._open.get(draft_id) is opening:
            del self._open[draft_id]


def _read(admitted: Admitted) -> Opening:
    return opening_of(live.join(admitted.draft, by=admitted.person, at=now()))


rooms = Rooms()
