"""Measure typing together: how long a letter takes to reach the others, and what a killed server loses.

    python -m scripts.postgres python -m scripts.measure_live
    python -m scripts.measure_live                       (on SQLite, with a database of its own)

Simulated editors type at five keys a second each through gunicorn, as in production, with each number of editors in
EDITORS (2,10,30) and of workers in WORKERS (1,2; on SQLite 1) for SECONDS (15). A letter's time is from its being sent
until another editor has it; each letter says when it was sent. Then KILLS (5) times a worker that serves five editors
is killed outright while they type, and what every one of them ends with is compared: each word that was acknowledged
is there once.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import re
import signal
import statistics
import tempfile
import time
from typing import TYPE_CHECKING, Any

from scripts.production import PORT, Server, django_is_ready

if TYPE_CHECKING:
    from tests.served import Typist

EDITORS = [int(number) for number in os.environ.get("EDITORS", "2,10,30").split(",")]
SECONDS = float(os.environ.get("SECONDS", "15"))
KILLS = int(os.environ.get("KILLS", "5"))
KEY_SECONDS = 0.2
IS_POSTGRES = os.environ.get("DATABASE_URL", "").startswith("postgres")
WORKERS = [int(number) for number in os.environ.get("WORKERS", "1,2" if IS_POSTGRES else "1").split(",")]


def prepare() -> tuple[int, list[str]]:
    """Fill the empty database; return the number of a draft, and the sessions of those who may write in it."""
    django_is_ready()
    from tests import cast, stories
    from tests.served import session_of

    government = cast.build_government()
    people = [
        cast.post(cast.person(f"Editor {number}"), government.rural_transport, "HEO", "Policy adviser")
        for number in range(max(*EDITORS, 5))
    ]
    draft = stories.start(stories.front(stories.open_space(people[0])), people[0], body="Fares are capped.\n" * 50)
    return draft.pk, [session_of(person) for person in people]


async def typing(typist: Typist, until: float, stamps: dict[str, float]) -> None:
    """Type letters at the end, each a name of its own, at an editor's pace."""
    number = 0
    await asyncio.sleep(random.random() * KEY_SECONDS)  # noqa: S311 - so that they do not type in step
    while time.monotonic() < until:
        number += 1
        name = f"{typist.doc.client_id:x}.{number} "
        stamps[name] = time.monotonic()
        await typist.type(len(typist.text), name)
        await asyncio.sleep(KEY_SECONDS)


async def listening(typist: Typist, came: list[tuple[bytes, float]], stored: dict[int, float]) -> None:
    """Note when each change of the others came, and when each of one's own was acknowledged."""
    async for frame in typist.socket:
        at = time.monotonic()
        if isinstance(frame, bytes):
            came.append((frame, at))
            typist.doc.apply_update(frame)
        else:
            said = json.loads(frame)
            if said["kind"] == "stored":
                stored[said["n"]] = at


NAME = re.compile(rb"[0-9a-f]+\.[0-9]+ ")


async def keystrokes(draft: int, sessions: list[str]) -> dict[str, Any]:
    """Have so many editors type together; return how long letters and acknowledgements took, in milliseconds."""
    from contextlib import AsyncExitStack

    from tests.served import at_work

    async with AsyncExitStack() as stack:
        typists = [await stack.enter_async_context(at_work(PORT, draft, session)) for session in sessions]
        for typist in typists:
            await typist.greet()
        stamps: dict[str, float] = {}
        came: list[list[tuple[bytes, float]]] = [[] for _ in typists]
        stored: list[dict[int, float]] = [{} for _ in typists]
        ears = [asyncio.create_task(listening(*three)) for three in zip(typists, came, stored, strict=True)]
        until = time.monotonic() + SECONDS
        await asyncio.gather(*(typing(typist, until, stamps) for typist in typists))
        await asyncio.sleep(2)
        for ear in ears:
            ear.cancel()
        took = [
            1000 * (at - stamps[name.decode()])
            for frames in came
            for frame, at in frames
            for name in NAME.findall(frame)
            if name.decode() in stamps
        ]
        texts = {str(typist.text) for typist in typists}
        sent = sum(typist.sent for typist in typists)
        return {
            "took": took,
            "expected": len(stamps) * (len(typists) - 1),
            "unacknowledged": sent - sum(len(one) for one in stored),
            "converged": len(texts) == 1,
        }


class Editor:
    """One editor, who comes back as a browser does whenever the connection is lost."""

    def __init__(self, draft: int, session: str) -> None:
        from pycrdt import Doc, Text

        self.draft, self.session = draft, session
        self.doc: Doc[Any] = Doc()
        self.text = self.doc.get("body", type=Text)
        self.live: int | None = None
        self.typed = self.comebacks = 0
        self.waiting: dict[int, list[str]] = {}
        self.acknowledged: set[str] = set()

    async def work(self, is_over: asyncio.Event) -> None:
        """Type until it is over, and until all of it is acknowledged."""
        from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage

        from tests.served import at_work

        while True:
            try:
                async with at_work(PORT, self.draft, self.session) as typist:
                    await self.come(typist)
                    while not is_over.is_set() or self.waiting:
                        if not is_over.is_set():
                            await self.type(typist)
                        await self.listen(typist, KEY_SECONDS)
                    # What the others sent last.
                    await self.listen(typist, 5)
                    return
            except (OSError, ConnectionClosed, InvalidHandshake, InvalidMessage, TimeoutError):
                self.comebacks += 1
                await asyncio.sleep(0.3 * random.random())  # noqa: S311 - a jitter

    async def come(self, typist: Typist) -> None:
        """Say hello, and send what was not acknowledged."""
        typist.doc, typist.text, typist.live = self.doc, self.text, self.live
        await typist.greet()
        self.live = typist.live
        unsent = [name for names in self.waiting.values() for name in names]
        self.waiting = {typist.sent: unsent} if typist.sent else {}
        if not typist.sent:
            self.acknowledged.update(unsent)

    async def type(self, typist: Typist) -> None:
        """Type a name of its own; it stays in the document whatever becomes of the connection."""
        self.typed += 1
        name = f"{self.doc.client_id:x}.{self.typed} "
        self.waiting[typist.sent + 1] = [name]
        await typist.type(len(self.text), name)

    async def listen(self, typist: Typist, seconds: float) -> None:
        """Take in what comes for so long."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            try:
                said = await asyncio.wait_for(typist.hear(), left)
            except TimeoutError:
                return
            if said and said["kind"] == "stored":
                self.acknowledged.update(self.waiting.pop(said["n"], []))


async def through_kills(draft: int, sessions: list[str], server: Server) -> dict[str, int]:
    """Have five editors type while workers are killed; count what was lost of what was acknowledged."""
    is_over = asyncio.Event()
    editors = [Editor(draft, session) for session in sessions[:5]]
    work = [asyncio.create_task(editor.work(is_over)) for editor in editors]
    for _ in range(KILLS):
        await asyncio.sleep(3)
        os.kill(random.choice(server.workers()), signal.SIGKILL)  # noqa: S311 - any of them
    await asyncio.sleep(3)
    is_over.set()
    await asyncio.gather(*work)
    names = re.findall(r"[0-9a-f]+\.[0-9]+ ", str(editors[0].text))
    acknowledged = {name for editor in editors for name in editor.acknowledged}
    return {
        "acknowledged": len(acknowledged),
        "lost": len(acknowledged - set(names)),
        "doubled": len(names) - len(set(names)),
        "different texts": len({str(editor.text) for editor in editors}),
        "comebacks": sum(editor.comebacks for editor in editors),
    }


def report(editors: int, workers: int, found: dict[str, Any], cpu: float) -> None:
    """Say what came of one round."""
    took = sorted(found["took"])
    p50, p99 = statistics.median(took), took[int(len(took) * 0.99)]
    state = "converged" if found["converged"] else "DIVERGED"
    print(
        f"{editors:3} editors, {workers} worker(s): p50 {p50:6.1f} ms, p99 {p99:6.1f} ms, "
        f"{len(took)} of {found['expected']} letters came, {found['unacknowledged']} not acknowledged, {state}, "
        f"CPU {cpu:.0f} %",
        flush=True,
    )


def measure() -> None:
    """Everything, one after the other."""
    draft, sessions = prepare()
    for workers in WORKERS:
        server = Server(workers)
        try:
            for editors in EDITORS:
                before = server.cpu_seconds()
                found = asyncio.run(keystrokes(draft, sessions[:editors]))
                report(editors, workers, found, 100 * (server.cpu_seconds() - before) / (SECONDS + 2))
            if KILLS:
                print(f"{KILLS} kills, {workers} worker(s):", asyncio.run(through_kills(draft, sessions, server)))
        finally:
            server.stop()


def main() -> None:
    """Measure on the database that DATABASE_URL names, which is empty, or on SQLite in a folder of its own."""
    if os.environ.get("DATABASE_URL"):
        measure()
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/live.sqlite3"
        measure()


if __name__ == "__main__":
    main()
