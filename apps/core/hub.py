"""Telling every process that something has happened, without another service to run.

A row in the database is what happened; what goes round by the hub is only a word to go and look, so it holds numbers
and names of things and never what people wrote. On PostgreSQL it goes by NOTIFY, in the order of the commits; on SQLite
to whoever listens in the same process, and the others look for themselves every second.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import random
from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeAlias

import psycopg
from django.conf import settings
from django.db import connection, connections, transaction

log = logging.getLogger(__name__)

CHANNEL = "greenpaper"
# PostgreSQL takes no NOTIFY of 8,000 bytes or more.
MOST_BYTES = 7_500
LOOK_SECONDS = 1.0
AGAIN_SECONDS = (0.2, 1.0)
# Whoever only listens would not hear for hours that the other end has gone without a word.
KEPT_ALIVE: dict[str, Any] = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 2}

Message: TypeAlias = dict[str, Any]
# Called with what was told; with None when something may have been missed, and whoever listens has to look.
Listener: TypeAlias = Callable[[Message | None], None]


def tell(topic: str, **message: Any) -> None:
    """Tell whoever listens to this topic, in every process, once the present transaction is committed."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, _packed(topic, message)])
    else:
        transaction.on_commit(lambda: hub.wake(topic, message))


def _packed(topic: str, message: Message) -> str:
    packed = json.dumps([topic, message], ensure_ascii=False, separators=(",", ":"))
    if len(packed.encode()) > MOST_BYTES:
        raise ValueError("Tell of what happened by its number; this is too long.")
    return packed


class Hub:
    """Who listens in this process: at most one event loop at a time."""

    def __init__(self) -> None:
        self._listeners: dict[str, set[Listener]] = defaultdict(set)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None
        self._mouth: psycopg.AsyncConnection[Any] | None = None
        self._speaking = asyncio.Lock()

    def listen(self, topic: str, listener: Listener) -> None:
        """From now on, call `listener` in this event loop with whatever is told about the topic."""
        if self._task is None or self._task.done():
            self._loop = asyncio.get_running_loop()
            self._speaking = asyncio.Lock()
            hear = self._hear if _vendor() == "postgresql" else self._look
            self._task = self._loop.create_task(hear())
        self._listeners[topic].add(listener)

    def leave(self, topic: str, listener: Listener) -> None:
        """No longer call it."""
        self._listeners[topic].discard(listener)
        if not self._listeners[topic]:
            del self._listeners[topic]

    async def say(self, topic: str, **message: Any) -> None:
        """Tell at once of what passes and is stored nowhere; lost when the database is away."""
        if _vendor() != "postgresql":
            self._dispatch(topic, message)
            return
        packed = _packed(topic, message)
        async with self._speaking:
            try:
                if self._mouth is None or self._mouth.closed:
                    self._mouth = await _connect()
                await self._mouth.execute("SELECT pg_notify(%s, %s)", [CHANNEL, packed])
            except psycopg.OperationalError:
                log.warning("What passes could not be told to other processes")
                self._mouth = None

    def wake(self, topic: str, message: Message) -> None:
        """Pass on, from any thread, what was told in this process."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._dispatch, topic, message)

    async def stop(self) -> None:
        """Listen no longer, and give back the connections."""
        task, self._task, self._loop = self._task, None, None
        if task is not None:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        if self._mouth is not None:
            await self._mouth.close()
            self._mouth = None
        self._listeners.clear()

    def _dispatch(self, topic: str, message: Message | None) -> None:
        for listener in list(self._listeners.get(topic, ())):
            listener(message)

    def _everybody_looks(self) -> None:
        for topic in list(self._listeners):
            self._dispatch(topic, None)

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            self._everybody_looks()

    async def _hear(self) -> None:
        while True:
            try:
                async with await _connect() as ear:
                    await ear.execute(f"LISTEN {CHANNEL}")
                    # What was told while nobody heard is looked up.
                    self._everybody_looks()
                    async for told in ear.notifies():
                        topic, message = json.loads(told.payload)
                        self._dispatch(topic, message)
            except (psycopg.OperationalError, OSError) as problem:
                log.warning("The hub lost the database and tries again: %s", problem)
            await asyncio.sleep(random.uniform(*AGAIN_SECONDS))  # noqa: S311 - so that processes do not come at once


def _vendor() -> str:
    return connections["default"].vendor


async def _connect() -> psycopg.AsyncConnection[Any]:
    """A connection to the database itself: a pooler that shares connections between transactions loses LISTEN."""
    direct = settings.DIRECT_DATABASE_URL
    if direct:
        return await psycopg.AsyncConnection.connect(direct, autocommit=True, **KEPT_ALIVE)
    facts = connections["default"].get_connection_params()
    known = {name: value for name, value in facts.items() if name not in {"context", "cursor_factory"}}
    return await psycopg.AsyncConnection.connect(**(KEPT_ALIVE | known), autocommit=True)


hub = Hub()
