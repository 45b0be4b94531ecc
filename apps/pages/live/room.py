"""A draft that is open live in this process: its document, what arrives for it, and whom it goes to.

What somebody types is checked and put in a queue; what is in the queue is stored together, and only once that is
committed does it reach the others and is it acknowledged. What other processes stored is told by the hub, by number,
and read from the database. The documents belong to the event loop; the database is asked in other threads.
"""

from __future__ import annotations

import asyncio
import logging
import time
from base64 import b64encode
from collections.abc import Callable, Iterable
from typing import Any

from apps.core.clock import now
from apps.core.hub import Message, hub
from apps.core.rules import Refused
from apps.core.threads import DatabaseThreads
from apps.pages.actions import live, presence
from apps.pages.actions.carrying import topic_of
from apps.pages.actions.live import Arrived
from apps.pages.choices import WRITABLE_STATES, DraftState
from apps.pages.live.admission import REFUSED, TurnedAway, admit
from apps.pages.live.changes import MalformedChange, read_vector
from apps.pages.live.document import LiveDocument
from apps.pages.live.pending import Pending
from apps.pages.live.rules import UNREADABLE, may_be_typed
from apps.pages.live.seats import THIS_PROCESS, Seat, Seats
from apps.pages.models import Draft
from apps.pages.queries.live import Opening, changes_between, standing_of
from apps.pages.rules import WHY_NOT_WRITABLE
from apps.people.models import Person

log = logging.getLogger(__name__)

UNREADABLE_CODE, TRY_AGAIN = 4400, 1013
MOST_AT_ONCE = 64
# A version is made of what was typed when everybody pauses so long, and so often while they do not.
PAUSE_SECONDS, OFTEN_SECONDS = 5.0, 60.0
# What another process stored, it settles itself, unless it has died.
NOT_OURS_SECONDS = 10.0
LOOK_SECONDS = 10.0
TICK_SECONDS = 0.5

threads = DatabaseThreads(4)


class Room:
    """One draft, in one process. `is_closed` once nobody is left in it, or nobody may write in it any more."""

    def __init__(self, draft: Draft, opening: Opening, *, on_close: Callable[[Room], None]) -> None:
        self.draft_id, self.live_id, self.version = draft.pk, opening.live, draft.version
        # What is committed; and the same with what is still in the queue, to check what comes next against.
        self.document, self.ahead = LiveDocument(None, opening.pieces), LiveDocument(None, opening.pieces)
        self.applied_to = opening.last
        self.seats = Seats(topic_of(draft.pk))
        self.is_closed = False
        self._on_close = on_close
        self._queue: list[Pending] = []
        self._on_the_way: list[Pending] = []
        # By number, what is stored and not yet part of the document; and the last number that is known to be stored.
        self._ready: dict[int, tuple[bytes, Pending | None]] = {}
        self._last = opening.last
        self._is_fetching = False
        self._unpacked = len(opening.pieces)
        self._changed_at = self._dirty_since = 0.0
        self._saw_everybody_at = time.monotonic()
        self._tasks: set[asyncio.Task[Any]] = set()

    def open(self) -> None:
        """Begin to hear what other processes do, and to look after what was typed."""
        hub.listen(self.seats.topic, self._hear)
        self.seats.ask_who_is_here()
        self._begin(self._tend())
        self._begin(self._look())

    def enter(self, seat: Seat, vector: bytes) -> None:
        """Let somebody in, with all that they lack. Raises MalformedChange when `vector` is no state vector."""
        change = self.document.since(vector)
        self.seats.add(seat)
        seat.socket.put(self._welcome(seat, change))
        self.seats.show_cursors(seat)
        self._begin(self._note(seat))

    def _welcome(self, seat: Seat, change: bytes) -> dict[str, Any]:
        return {
            "kind": "welcome",
            "live": self.live_id,
            "conn": seat.conn,
            "vector": b64encode(self.document.vector).decode(),
            "change": b64encode(change).decode(),
            "people": self.seats.people_for(seat),
            "version": self.version,
        }

    def leave(self, seat: Seat) -> None:
        """Somebody has gone; what they sent is stored all the same."""
        self.seats.remove(seat)
        if not any(other.person == seat.person for other in self.seats.everybody()):
            self._begin(self._note(seat, is_leaving=True))
        if not self.seats.here:
            self._begin(self._settle_when_empty())

    def take(self, seat: Seat, n: int, data: bytes) -> None:
        """Check a change that somebody sent, and put it in the queue to be stored."""
        known = read_vector(self.ahead.vector)
        try:
            change = self.ahead.read(data)
            splices = self.ahead.apply(data)
        except MalformedChange:
            self._turn_out(seat, UNREADABLE, n=n, code=UNREADABLE_CODE)
            return
        verdict = may_be_typed(self.ahead, splices)
        if not verdict:
            self._turn_out(seat, verdict.reason, n=n, code=REFUSED)
            return
        seat.unanswered += 1
        self._queue.append(Pending(seat, n, Arrived(seat.person, seat.client, data, change.new_to(known))))
        if len(self._queue) == 1 and not self._on_the_way:
            self._begin(self._store())

    def _turn_out(self, seat: Seat, because: str, *, n: int, code: int) -> None:
        """Take nothing more of somebody's; what they sent before is stored."""
        seat.refuse(because, n=n, code=code)
        still = (*self._on_the_way, *self._queue)
        self.ahead = LiveDocument(self.document.state, (pending.arrived.change for pending in still))

    async def _store(self) -> None:
        while self._queue:
            self._on_the_way, self._queue = self._queue[:MOST_AT_ONCE], self._queue[MOST_AT_ONCE:]
            try:
                arrived = [pending.arrived for pending in self._on_the_way]
                outcomes = await threads.run(live.take_in, self.draft_id, arrived, at=now(), told_by=THIS_PROCESS)
            except Exception:  # Whatever it was, nobody is told that it is stored, and they send it again.
                log.exception("What was typed in draft %s could not be stored", self.draft_id)
                self._begin_again()
            else:
                batch, self._on_the_way = self._on_the_way, []
                self._take_outcomes(zip(batch, outcomes, strict=True))

    def _take_outcomes(self, outcomes: Iterable[tuple[Pending, int | Refused]]) -> None:
        for pending, outcome in outcomes:
            if isinstance(outcome, Refused):
                # What they sent after it builds on it.
                self._queue = [later for later in self._queue if later.seat is not pending.seat]
                self._turn_out(pending.seat, outcome.reason, n=pending.n, code=REFUSED)
            elif outcome <= self.applied_to:
                pending.acknowledge()
            else:
                self._ready[outcome] = pending.arrived.change, pending
                self._advance(outcome)

    def _begin_again(self) -> None:
        """Have those whose changes may be lost come back, and forget what of theirs is not stored."""
        for pending in (*self._on_the_way, *self._queue):
            pending.seat.socket.end(TRY_AGAIN)
        self._on_the_way, self._queue = [], []
        self.ahead = LiveDocument(self.document.state)

    def _advance(self, to: int) -> None:
        """Everything up to this number is stored: make it part of the document and pass it on, in order."""
        self._last = max(self._last, to)
        while self.applied_to + 1 in self._ready:
            self.applied_to += 1
            change, pending = self._ready.pop(self.applied_to)
            self.document.apply(change)
            # What this process stored may be missing there: somebody was turned out before it came to its turn.
            self.ahead.apply(change)
            self.seats.send(change, but=pending.seat if pending else None)
            if pending is not None:
                pending.acknowledge()
            self._unpacked += 1
            self._note_change(is_ours=pending is not None)
        if self.applied_to < self._last and not self._is_fetching:
            self._is_fetching = True
            self._begin(self._fetch())

    async def _fetch(self) -> None:
        """Read what other processes have stored."""
        try:
            found = await threads.run(changes_between, self.live_id, self.applied_to, self._last)
        finally:
            self._is_fetching = False
        for number, change in found.items():
            if number > self.applied_to:
                self._ready.setdefault(number, (change, None))
        self._advance(self._last)

    def _note_change(self, *, is_ours: bool) -> None:
        at = time.monotonic() + (0.0 if is_ours else NOT_OURS_SECONDS)
        self._changed_at = max(self._changed_at, at)
        self._dirty_since = self._dirty_since or at

    def _hear(self, message: Message | None) -> None:
        if message is None or "changed" in message:
            self._begin(self._look())
        elif "last" in message:
            # What this process stored itself, it knows already.
            if message["by"] != THIS_PROCESS:
                self._advance(message["last"])
        else:
            self.seats.hear(message)

    async def _look(self) -> None:
        """See how the draft stands: what was missed, a newer version, or that it cannot be written any more."""
        standing = await threads.run(standing_of, self.draft_id)
        self._advance(standing.last)
        if standing.state not in WRITABLE_STATES:
            because = WHY_NOT_WRITABLE[DraftState(standing.state)]
            for seat in list(self.seats.here.values()):
                seat.refuse(because, code=REFUSED)
        if standing.version > self.version:
            self.version = standing.version
            at = standing.saved_at.isoformat()
            self.seats.send({"kind": "saved", "version": standing.version, "by": standing.saved_by, "at": at})

    async def _tend(self) -> None:
        while not self.is_closed:
            await asyncio.sleep(TICK_SECONDS)
            try:
                await self._do_what_is_due()
            except Exception:  # The room goes on; the next tick tries again.
                log.exception("Draft %s, open live, could not be looked after", self.draft_id)

    async def _do_what_is_due(self) -> None:
        at = time.monotonic()
        if self._dirty_since and (at > self._changed_at + PAUSE_SECONDS or at > self._dirty_since + OFTEN_SECONDS):
            await self._settle()
        if self._unpacked > live.MOST_UNPACKED:
            self._unpacked = 0
            await threads.run(live.pack, self.draft_id)
        # Whatever else has the room look how the draft stands, nobody stays longer than this unasked.
        if at > self._saw_everybody_at + LOOK_SECONDS:
            self._saw_everybody_at = at
            await self._look()
            await self._see_who_may_stay()
        if not (self.seats.here or self._queue or self._on_the_way or self._dirty_since):
            self.close()

    async def _settle(self) -> None:
        since, self._dirty_since = self._dirty_since, 0.0
        try:
            await threads.run(live.settle_now, self.draft_id, at=now())
            self._unpacked = 0
        except Exception:
            self._dirty_since = since
            raise

    async def _see_who_may_stay(self) -> None:
        self.seats.say_who_is_here()
        for seat in list(self.seats.here.values()):
            try:
                await threads.run(admit, seat.session, self.draft_id)
                await self._note(seat)
            except TurnedAway as refusal:
                seat.refuse(refusal.reason, code=refusal.code)

    async def _note(self, seat: Seat, *, is_leaving: bool = False) -> None:
        """Have those see who is here, and who not any more, who have the draft open otherwise."""
        draft, person = Draft(pk=self.draft_id), Person(pk=seat.person)
        if is_leaving:
            await threads.run(presence.leave, draft, by=person)
        else:
            await threads.run(presence.note, draft, by=person, at=now(), is_live=True)

    async def _settle_when_empty(self) -> None:
        """Make a version of what was typed at once when the last has left; the room ends soon after."""
        while self._queue or self._on_the_way:
            await asyncio.sleep(0.01)
        if self._dirty_since and not self.seats.here:
            await self._settle()

    async def finish(self) -> None:
        """End as the process does: what was typed becomes a version, if the database lets it."""
        self.close()
        if self._dirty_since:
            await self._settle()
        for task in list(self._tasks):
            task.cancel()

    def close(self) -> None:
        """End: nothing is heard any more."""
        if not self.is_closed:
            self.is_closed = True
            hub.leave(self.seats.topic, self._hear)
            self._on_close(self)

    def _begin(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("Draft %s, open live", self.draft_id, exc_info=task.exception())
