"""Measure what a reader waits for: a signed-in page read beside a bare signed-in Django view of the same bytes.

    make bench

Both run under gunicorn as in production, on PostgreSQL, taking turns in rounds so that a drifting machine slows both
alike. CPU is what the server's processes used, as the kernel counts it, per request. ROUNDS (5), SECONDS (3) a turn
and CONNECTIONS (4) can be set.
"""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = int(os.environ.get("ROUNDS", "5"))
SECONDS = float(os.environ.get("SECONDS", "3"))
CONNECTIONS = int(os.environ.get("CONNECTIONS", "4"))
TICK = os.sysconf("SC_CLK_TCK")
BODY_BYTES = 20_000


@dataclass(frozen=True)
class Place:
    """A page to read: where, as whom, and how many queries it makes."""

    path: str
    session: str
    bare_session: str
    queries: int
    content: bytes


@dataclass(frozen=True)
class Turn:
    """What one turn came to."""

    requests_a_second: float
    cpu_ms: float
    p95_ms: float


class Server:
    """Gunicorn with the production entry, under settings of one's choice."""

    def __init__(self, settings: str, bare_bytes: Path, port: int) -> None:
        self.port = port
        self.is_bare = "bare" in settings
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": settings,
            "BARE_BYTES": str(bare_bytes),
            "PORT": str(port),
        }
        command = [sys.executable, "-m", "gunicorn", "wiki_site.asgi:application", "-c", "gunicorn.conf.py"]
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        for _ in range(200):
            with socket.socket() as trial:
                if trial.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.1)
        sys.exit("Gunicorn did not start.")

    def cpu_seconds(self) -> float:
        """User and system time of the server's processes so far."""
        children = subprocess.run(
            ["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True, check=False
        ).stdout.split()
        total = 0
        for pid in children:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
        return total / TICK

    def stop(self) -> None:
        """End the server and wait for it."""
        self.process.terminate()
        self.process.wait(30)


def read_page(connection: socket.socket, request: bytes) -> int:
    """Send a request and read the answer whole; return its status."""
    connection.sendall(request)
    received = b""
    while b"\r\n\r\n" not in received:
        received += connection.recv(65536)
    head, _, body = received.partition(b"\r\n\r\n")
    length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
    while len(body) < length:
        body += connection.recv(65536)
    return int(head[9:12])


def drive(port: int, session: str, place: Place, until: float, took: list[float]) -> None:
    """Read the page over one connection until the moment, noting how long each read took."""
    request = f"GET {place.path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: sessionid={session}\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", port)) as connection:
        while time.monotonic() < until:
            began = time.monotonic()
            status = read_page(connection, request)
            if status != 200:
                sys.exit(f"{place.path} answered {status}.")
            took.append(time.monotonic() - began)


def turn(server: Server, place: Place, seconds: float) -> Turn:
    """Read the page over some connections at once for so many seconds."""
    took: list[float] = []
    session = place.bare_session if server.is_bare else place.session
    before, began = server.cpu_seconds(), time.monotonic()
    readers = [
        threading.Thread(target=drive, args=(server.port, session, place, began + seconds, took))
        for _ in range(CONNECTIONS)
    ]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    elapsed, used = time.monotonic() - began, server.cpu_seconds() - before
    return Turn(len(took) / elapsed, 1000 * used / len(took), 1000 * statistics.quantiles(took, n=20)[-1])


def prepare() -> list[tuple[str, Place]]:
    """Fill the empty database with a department and pages of 20 KB at depth 1 and 6; return the pages to read."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "wiki_site.settings"
    os.environ["LOCAL"] = "true"
    os.environ["EMAIL_URL"] = "dummymail://"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    return list(places())


def places() -> Iterator[tuple[str, Place]]:
    """Publish the pages, sign their reader in, and count the queries of each read."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from tests import cast, stories

    government = cast.build_government()
    author = cast.post(cast.person("Amina Osei"), government.rural_transport, "HEO", "Policy adviser")
    clearer = cast.post(cast.person("Ben Hughes"), government.rural_transport, "G7", "Head of rural transport")
    paragraph = "Rural buses carry people to work, to school and to the doctor, and fares are **capped**. " * 12
    section = "## What the fare cap does\n\n" + paragraph + "\n\n- one\n- two\n- three\n\n" + paragraph + "\n\n"
    body = section * (BODY_BYTES // len(section) + 1)
    page = stories.front(stories.open_space(author))
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(author)
    bare = Client()
    bare.force_login(author, backend="django.contrib.auth.backends.ModelBackend")
    for depth in range(1, 7):
        page = stories.publish(page, author, clearer, f"Level {depth}", body)
        if depth in {1, 6}:
            client.get(page.get_absolute_url())
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(page.get_absolute_url())
            session, bare_session = client.cookies["sessionid"].value, bare.cookies["sessionid"].value
            url = page.get_absolute_url()
            yield f"depth {depth}", Place(url, session, bare_session, len(queries), answer.content)


def compare(name: str, place: Place, folder: Path, port: int) -> None:
    """Read the page and the bare view in turns, and say how they compare."""
    content = folder / "page.html"
    content.write_bytes(place.content)
    ours, bare = Server("wiki_site.settings", content, port), Server("scripts.bare.settings", content, port + 1)
    try:
        for server in (ours, bare):
            turn(server, place, 1)
        pairs = [(turn(ours, place, SECONDS), turn(bare, place, SECONDS)) for _ in range(ROUNDS)]
    finally:
        ours.stop()
        bare.stop()
    print(f"\nRead at {name}, {len(place.content):,} bytes, {place.queries} queries")
    for label, turns in (("Greenpaper", [pair[0] for pair in pairs]), ("bare view", [pair[1] for pair in pairs])):
        speeds, cpu = [one.requests_a_second for one in turns], [one.cpu_ms for one in turns]
        slow = statistics.median(one.p95_ms for one in turns)
        print(
            f"  {label:11} {statistics.median(speeds):7.0f} requests/s ({min(speeds):.0f} to {max(speeds):.0f}), "
            f"{statistics.median(cpu):.2f} ms CPU a request, p95 {slow:.1f} ms"
        )
    ratios = [mine.requests_a_second / theirs.requests_a_second for mine, theirs in pairs]
    print(f"  ratio       {statistics.median(ratios):7.2f} ({min(ratios):.2f} to {max(ratios):.2f})", flush=True)


def main() -> None:
    """Measure at depth 1 and at depth 6."""
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        sys.exit("Run it as `make bench`, which starts a PostgreSQL of its own.")
    with tempfile.TemporaryDirectory() as folder:
        for name, place in prepare():
            compare(name, place, Path(folder), 8190)


if __name__ == "__main__":
    main()
