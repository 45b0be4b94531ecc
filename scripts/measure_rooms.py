"""Measure a busy room: how long what is said takes to reach those who look, and what breaks when something dies.

    python -m scripts.postgres python -m scripts.measure_rooms

So many people as READERS says (200,500) have one room open, each by a stream of their own, and RATE (20) messages a
second are said for SECONDS (30) through gunicorn with WORKERS (2), as in production. A message's time is from the
beginning of its being sent until somebody has it. Each reader must have every change once and in order. Then the same
with KILL_READERS (200) while a worker is killed outright, and while PostgreSQL is restarted. Beside it, an ordinary
page is read again and again, before and while the room is busy.
"""

from __future__ import annotations

import asyncio
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import IO, Any
from urllib.parse import parse_qs, urlsplit

from scripts.crowd import Heard, World, ask, read, say
from scripts.machine import postgres_binaries
from scripts.production import Server, django_is_ready

READERS = [int(number) for number in os.environ.get("READERS", "200,500").split(",")]
KILL_READERS = int(os.environ.get("KILL_READERS", "200"))
SECONDS = float(os.environ.get("SECONDS", "30"))
RATE = float(os.environ.get("RATE", "20"))
WORKERS = int(os.environ.get("WORKERS", "2"))
# One person may say so much only: FLOOD_MESSAGES in FLOOD_SECONDS.
AUTHORS = 60
SETTLE_SECONDS = 15


def prepare() -> World:
    """Fill the empty database."""
    django_is_ready()
    from apps.core.clock import now
    from apps.moderation.actions import guidelines
    from apps.people.models import Person, Posting
    from tests import cast, stories
    from tests.rooms import talking
    from tests.served import session_of

    unit, started = cast.build_government().rural_transport, now() - cast.IN_POST_FOR
    number = range(max(*READERS, KILL_READERS, AUTHORS))
    people = Person.objects.bulk_create([Person(email=f"{n}@greenpaper.example", name=f"Reader {n}") for n in number])
    grades = [cast.grade("G7" if n == 1 else "HEO") for n in number]
    Posting.objects.bulk_create(
        [
            Posting(person=one, unit=unit, grade=rung, title="Adviser", starts_at=started)
            for one, rung in zip(people, grades, strict=True)
        ]
    )
    for person in people[:AUTHORS]:
        guidelines.accept(by=person, at=now())
    page = stories.publish(
        stories.front(stories.open_space(people[0])), people[0], people[1], body="Fares are capped.\n\n" * 50
    )
    room = talking.open_room(people[0])
    return World(room.pk, talking.general(room).pk, page.get_absolute_url(), [session_of(person) for person in people])


async def look(world: World, until: asyncio.Event) -> list[float]:
    """Read a page again and again; how long each reading took, in milliseconds."""
    took = []
    lines = [f"GET {world.page} HTTP/1.1", f"Cookie: sessionid={world.sessions[-1]}"]
    while not until.is_set():
        began = time.monotonic()
        try:
            status, _ = await ask(lines)
        except (OSError, TimeoutError, IndexError):
            status = 0
        if status == 200:
            took.append(1000 * (time.monotonic() - began))
        await asyncio.sleep(0.1)
    return took


async def quiet(world: World, seconds: float) -> list[float]:
    """Read a page while nothing else happens."""
    until = asyncio.Event()
    asyncio.get_running_loop().call_later(seconds, until.set)
    return await look(world, until)


async def talk(
    world: World, readers: int, server: Server, harm: Callable[[Server], Coroutine[Any, Any, None]] | None = None
) -> dict[str, Any]:
    """Have so many people listen while others talk, and something be harmed in the middle; what came of it."""
    everybody = [Heard() for _ in range(readers)]
    memory = server.memory()
    ears = [asyncio.create_task(read(world, *both)) for both in zip(world.sessions, everybody, strict=False)]
    await asyncio.sleep(max(3, readers / 60))
    per_connection = (server.memory() - memory) / readers
    # What was said in an earlier round.
    known = max((heard.changes[-1] for heard in everybody if heard.changes), default=0)
    until, before = asyncio.Event(), server.cpu_seconds()
    pages = asyncio.create_task(look(world, until))
    posts, began = [], time.monotonic()
    harming = asyncio.create_task(harm(server)) if harm else None
    for number in range(int(RATE * SECONDS)):
        posts.append(asyncio.create_task(say(world, world.sessions[number % AUTHORS], number)))
        await asyncio.sleep(max(0, began + (number + 1) / RATE - time.monotonic()))
    cpu = 0.0 if harm else 100 * (server.cpu_seconds() - before) / SECONDS
    said = await asyncio.gather(*posts)
    if harming:
        await harming
    until.set()
    await until_heard(everybody, max(change for change, _, _ in said))
    for ear in ears:
        ear.cancel()
    await asyncio.gather(*ears, return_exceptions=True)
    return {
        "said": said,
        "everybody": everybody,
        "known": known,
        "pages": await pages,
        "cpu": cpu,
        "kb": per_connection,
    }


async def until_heard(everybody: list[Heard], last: int) -> None:
    """Give everybody a while to be sent the last."""
    for _ in range(int(SETTLE_SECONDS / 0.1)):
        if all(heard.changes and heard.changes[-1] >= last for heard in everybody):
            return
        await asyncio.sleep(0.1)


def report(name: str, found: dict[str, Any], idle: list[float]) -> None:
    """Say what came of one round."""
    sent = {change: began for change, began, _ in found["said"]}
    everybody: list[Heard] = found["everybody"]
    took, lost, doubled, disordered = [], 0, 0, 0
    for heard in everybody:
        lost += len(sent.keys() - set(heard.changes))
        doubled += len(heard.changes) - len(set(heard.changes))
        disordered += heard.changes != sorted(heard.changes)
        pairs = zip(heard.changes, heard.at, strict=True)
        took += [1000 * (at - sent[change]) for change, at in pairs if change in sent]
    p50, p99 = statistics.median(took), part(took, 0.99)
    again = sum(tries - 1 for _, _, tries in found["said"])
    print(
        f"{name}: p50 {p50:.0f} ms, p99 {p99:.0f} ms, longest {max(took):.0f} ms; {len(took)} deliveries of "
        f"{len(sent)} messages, {lost} lost, {doubled} doubled, {disordered} readers out of order; "
        f"{sum(heard.connections for heard in everybody) - len(everybody)} comebacks, {again} messages sent again; "
        f"workers' CPU {found['cpu']:.0f} %, {found['kb']:.0f} KB a connection; "
        f"a page's p50 {statistics.median(found['pages']):.0f}, p95 {part(found['pages'], 0.95):.0f} ms "
        f"(quiet: {statistics.median(idle):.0f}, {part(idle, 0.95):.0f})",
        flush=True,
    )


def part(took: list[float], share: float) -> float:
    """The value below which such a share of them is."""
    return sorted(took)[int(len(took) * share)]


async def kill_a_worker(server: Server) -> None:
    """Kill the one with most streams outright in the middle."""
    await asyncio.sleep(SECONDS / 2)
    os.kill(max(server.workers(), key=server.sockets), signal.SIGKILL)


async def restart_postgres(_server: Server) -> None:
    """Restart the throw-away cluster in the middle, as an administrator would."""
    await asyncio.sleep(SECONDS / 2)
    await asyncio.to_thread(postgres, "restart", "-m", "fast")


def postgres(*command: str) -> None:
    """Tell the cluster that DATABASE_URL names to do something."""
    from scripts.postgres import unprivileged

    binaries = postgres_binaries()
    assert binaries is not None
    folder = Path(parse_qs(urlsplit(os.environ["DATABASE_URL"]).query)["host"][0])
    data = folder / "data"
    control = [str(binaries / "pg_ctl"), "-D", str(data), "-l", str(data / "log"), "-w", "-s", *command]
    subprocess.run(control, check=True, cwd=folder, **unprivileged())


def measure(errors: IO[bytes]) -> None:
    """Everything, one after the other."""
    world = prepare()
    server = Server(WORKERS, errors=errors)
    try:
        asyncio.run(quiet(world, 3))
        idle = asyncio.run(quiet(world, 15))
        for readers in READERS:
            report(f"{readers} readers", asyncio.run(talk(world, readers, server)), idle)
        for name, harm in (("a worker killed", kill_a_worker), ("PostgreSQL restarted", restart_postgres)):
            found = asyncio.run(talk(world, KILL_READERS, server, harm))
            report(f"{KILL_READERS} readers, {name}", found, idle)
    finally:
        server.stop()
        # The one that was begun anew is nobody's child.
        postgres("stop", "-m", "immediate")


if __name__ == "__main__":
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        sys.exit(__doc__)
    # What is harmed complains, at length.
    with tempfile.TemporaryFile() as complaints:
        measure(complaints)
