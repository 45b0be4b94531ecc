"""Greenpaper behind its one entry, as gunicorn serves it, web sockets and all; and people typing in a draft live."""

import asyncio
import base64
import json
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import pytest
import uvicorn
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from pycrdt import Doc, Text
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin

from apps.people.models import Person
from wiki_site import asgi, wsgi
from wiki_site.bridge import Bridge
from wiki_site.worker import MOST_BYTES_OF_A_FRAME, LettingGo

T = TypeVar("T")
PATIENCE = 60.0


class Served:
    """A server in a thread of its own, at `url`."""

    def __init__(self) -> None:
        self.pages = Bridge(StaticFilesHandler(wsgi.application), threads=4, max_body=1024 * 1024)

        async def application(scope: Any, receive: Any, send: Any) -> None:
            is_page = scope["type"] == "http" and not asgi.streams.answers(scope)
            await (self.pages if is_page else asgi.application)(scope, receive, send)

        config = uvicorn.Config(
            application,
            host="127.0.0.1",
            port=0,
            log_level="warning",
            ws_max_size=MOST_BYTES_OF_A_FRAME,
            timeout_graceful_shutdown=5,
        )
        self.server = LettingGo(config)
        self.thread = threading.Thread(target=self.server.run)

    def start(self) -> None:
        self.thread.start()
        while not self.server.started:
            assert self.thread.is_alive(), "It did not start."
            threading.Event().wait(0.01)
        self.port = self.server.servers[0].sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join()
        # Each thread's connection to the database goes with it.
        self.pages.pool.shutdown()


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch, transactional_db: None) -> Iterator[Served]:
    """Greenpaper as it is served, with the test's own database."""
    # Threads that answer pages end with the server, and would leave the connections that they keep.
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
    server = Served()
    server.start()
    yield server
    server.stop()


async def aside(act: Callable[..., T], *args: Any, **options: Any) -> T:
    """Do something that asks the database, in a thread of its own that leaves no connection behind."""

    def run() -> T:
        try:
            return act(*args, **options)
        finally:
            connections.close_all()

    return await asyncio.to_thread(run)


def session_of(person: Person) -> str:
    """The cookie of somebody who is signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return str(session.session_key)


class Typist:
    """Somebody with a draft open live, as the browser has it."""

    def __init__(self, socket: ClientConnection, client: int | None = None) -> None:
        self.socket = socket
        self.doc: Doc[Any] = Doc(client_id=client)
        self.text = self.doc.get("body", type=Text)
        self.live: int | None = None
        self.sent = self.stored = 0
        self.heard: list[dict[str, Any]] = []

    async def say(self, kind: str, **facts: Any) -> None:
        await self.socket.send(json.dumps({"kind": kind} | facts))

    async def greet(self) -> dict[str, Any]:
        """Say hello, take in what is there, and send what is not; return the welcome."""
        vector = base64.b64encode(self.doc.get_state()).decode()
        await self.say("hello", client=self.doc.client_id, live=self.live, vector=vector)
        welcome = await self.until("welcome")
        self.live = welcome["live"]
        self.doc.apply_update(base64.b64decode(welcome["change"]))
        theirs = base64.b64decode(welcome["vector"])
        if self.doc.get_state() != theirs:
            await self.send(self.doc.get_update(theirs))
        return welcome

    async def type(self, at: int, words: str) -> None:
        """Put words at a place, counted in bytes, and send them."""
        before = self.doc.get_state()
        self.text.insert(at, words)
        await self.send(self.doc.get_update(before))

    async def send(self, change: bytes) -> None:
        self.sent += 1
        await self.socket.send(self.sent.to_bytes(4, "big") + change)

    async def hear(self) -> dict[str, Any] | None:
        """Take in one frame; return it when it is JSON."""
        frame = await asyncio.wait_for(self.socket.recv(), PATIENCE)
        if isinstance(frame, bytes):
            self.doc.apply_update(frame)
            return None
        said: dict[str, Any] = json.loads(frame)
        self.heard.append(said)
        if said["kind"] == "stored":
            self.stored = said["n"]
        return said

    async def until(self, kind: str, **facts: Any) -> dict[str, Any]:
        """Take in frames until one of this kind, with these facts."""
        while True:
            said = await self.hear()
            if said and said["kind"] == kind and said.items() >= facts.items():
                return said

    async def until_stored(self) -> None:
        """Take in frames until all that was sent is acknowledged."""
        while self.stored < self.sent:
            await self.hear()

    async def until_says(self, text: str) -> None:
        """Take in frames until the text says this."""
        while str(self.text) != text:
            await self.hear()


@asynccontextmanager
async def at_work(port: int, draft_id: int, session: str, *, client: int | None = None) -> AsyncIterator[Typist]:
    """Somebody connected to a draft, who has not said hello yet."""
    address = f"ws://127.0.0.1:{port}/ws/drafts/{draft_id}/"
    headers = {"Cookie": f"sessionid={session}"}
    origin = Origin(f"http://127.0.0.1:{port}")
    async with connect(address, additional_headers=headers, origin=origin) as socket:
        yield Typist(socket, client)
