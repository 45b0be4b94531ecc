"""The web socket of somebody who has a draft open live: `/ws/drafts/<draft id>/`.

Text frames are JSON with a `kind`; binary frames are Yjs changes (version 1) of the one text "body".

The browser sends
- {"kind": "hello", "client": clientID of its Y.Doc, "live": the live text's number it knows or null, "vector": base64
  of its state vector, or "" when it has none}, first and within HELLO_SECONDS;
- binary frames: 4 bytes, a number `n` of its own choosing, big-endian, then the change;
- {"kind": "cursor", "anchor": base64 of a relative position, "head": the same}, both null when there is none;
- {"kind": "ping"}, every 10 seconds; whoever says nothing for SILENT_SECONDS is taken to have gone.

The server sends
- {"kind": "welcome", "live", "conn": this connection's number, "vector": base64, "change": base64 of all that the
  browser lacks, "people": as below, "version": the draft's}, and then the cursors of the others;
- {"kind": "stored", "n"}, once it is committed, and binary frames without a number, the changes of others, likewise;
- {"kind": "people", "people": [{"conn", "name", "colour": 0 to 7, "you": bool}]}, in the order they came;
- {"kind": "cursor", "conn", "anchor", "head"};
- {"kind": "saved", "version", "by": name, "at": ISO 8601} when the draft has a newer version;
- {"kind": "refused", "n": the change's or null, "because": a sentence, "final": true}, and closes;
- {"kind": "pong"}.

Close codes: 4400 unreadable, 4401 signed out, 4403 may not write (the sentence says why), 4404 no such draft for them,
4408 too slow or silent, 4409 another live text than the browser knows; after each of these but 4408 it does not come
back by itself. 1012 (the server stops), 1013 (could not be stored) and anything else: connect again, and send what is
not acknowledged.
"""

from __future__ import annotations

import asyncio
import json
import time
from base64 import b64decode
from typing import Any

from channels.exceptions import StopConsumer
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings

from apps.core.rules import Refused
from apps.pages.live.admission import REFUSED, Admitted, TurnedAway, admit
from apps.pages.live.changes import MalformedChange, read_client
from apps.pages.live.outbox import SLOW, Outbox
from apps.pages.live.room import UNREADABLE_CODE, Room, threads
from apps.pages.live.rooms import rooms
from apps.pages.live.rules import ANOTHER_TEXT, UNREADABLE
from apps.pages.live.seats import Seat, new_conn, read_position

ANOTHER = 4409
HELLO_SECONDS, SILENT_SECONDS = 15.0, 40.0
# Whoever has so much on its way waits before they send more.
MOST_UNANSWERED = 100


class DraftConsumer(AsyncWebsocketConsumer):
    """One connection of one person to one draft."""

    seat: Seat | None = None
    room: Room | None = None
    admitted: Admitted

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve the connection to its end, however it ends; nobody stays listed as there who is not."""
        self.outbox = Outbox(send)
        self.heard_at = time.monotonic()
        watch = asyncio.get_running_loop().create_task(self._watch())
        try:
            await super().__call__(scope, receive, send)
        finally:
            if self.room is not None and self.seat is not None:
                self.room.leave(self.seat)
            watch.cancel()
            self.outbox.stop()

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Channels asks the database for nothing here, so it has no connections to close after each frame."""
        match message["type"]:
            case "websocket.connect":
                await self.connect()
            case "websocket.receive":
                self.heard_at = time.monotonic()
                await self._receive(message.get("text"), message.get("bytes"))
            case "websocket.disconnect":
                raise StopConsumer

    async def connect(self) -> None:
        """See who it is; whoever is turned away is told why, which a browser is only once it is connected."""
        await self.accept()
        self.outbox.start()
        session = self.scope["cookies"].get(settings.SESSION_COOKIE_NAME, "")
        draft_id = self.scope["draft_id"]
        try:
            self.admitted = await threads.run(admit, session, draft_id)
        except TurnedAway as refusal:
            self._refuse(refusal.reason, code=refusal.code)
        self.session = session

    async def _receive(self, text: str | None, data: bytes | None) -> None:
        if self.outbox.is_ended:
            return
        try:
            if data is not None:
                await self._take(data)
            else:
                await self._hear(json.loads(text or ""))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            self._refuse(UNREADABLE, code=UNREADABLE_CODE)

    async def _take(self, data: bytes) -> None:
        if self.room is None or self.seat is None or len(data) < 5:
            raise MalformedChange("A change comes after the greeting, and with its number.")
        self.room.take(self.seat, int.from_bytes(data[:4]), data[4:])
        while self.seat.unanswered > MOST_UNANSWERED and not self.outbox.is_ended:
            await asyncio.sleep(0.02)

    async def _hear(self, said: dict[str, Any]) -> None:
        match said["kind"]:
            case "hello" if self.seat is None:
                await self._welcome(said)
            case "cursor" if self.seat is not None and self.room is not None:
                self.room.seats.move(self.seat, read_position(said["anchor"]), read_position(said["head"]))
            case "ping":
                self.outbox.put({"kind": "pong"})

    async def _welcome(self, said: dict[str, Any]) -> None:
        client, vector = read_client(said["client"]), b64decode(said["vector"] or "AA==", validate=True)
        try:
            room = await rooms.room_for(self.admitted)
        except Refused as refusal:
            self._refuse(refusal.reason, code=REFUSED)
            return
        if said["live"] not in {None, room.live_id}:
            self._refuse(ANOTHER_TEXT, code=ANOTHER)
            return
        person = self.admitted.person
        seat = Seat(
            new_conn(),
            person.pk,
            person.name,
            int(time.time() * 1000),
            client=client,
            session=self.session,
            socket=self.outbox,
        )
        room.enter(seat, vector)
        self.room, self.seat = room, seat

    async def _watch(self) -> None:
        """End the connection of whoever does not greet, or has fallen silent."""
        await asyncio.sleep(HELLO_SECONDS)
        while self.seat is not None and time.monotonic() < self.heard_at + SILENT_SECONDS:
            await asyncio.sleep(5.0)
        self.outbox.end(SLOW)

    def _refuse(self, because: str, *, code: int) -> None:
        self.outbox.put({"kind": "refused", "n": None, "because": because, "final": True})
        self.outbox.end(code)
