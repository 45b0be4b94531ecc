"""Asking the database from an event loop: a few threads, whose connections are given back once nobody asks."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any, ParamSpec, TypeVar

from django.db import close_old_connections, connections

P = ParamSpec("P")
T = TypeVar("T")

IDLE_SECONDS = 10.0


class DatabaseThreads:
    """So many threads at most, started when they are needed, each with a database connection of its own.

    A thread that nobody has asked for IDLE_SECONDS ends, and its connection with it.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._work: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._lock = threading.Lock()
        self._threads: set[threading.Thread] = set()
        # What is asked and not answered yet.
        self._asked = 0

    async def run(self, ask: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call it in a thread; return what it returns, or raise what it raises.

        What has begun goes on to its end, even when nobody waits for it any more.
        """
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[T] = loop.create_future()

        def work() -> None:
            try:
                result = ask(*args, **kwargs)
            except BaseException as problem:  # noqa: BLE001 - it is raised where somebody waits for it
                _hand_over(loop, answer, answer.set_exception, problem)
            else:
                _hand_over(loop, answer, answer.set_result, result)

        with self._lock:
            self._work.put(work)
            self._asked += 1
            if len(self._threads) < min(self._asked, self._most):
                thread = threading.Thread(target=self._serve, name="live", daemon=True)
                self._threads.add(thread)
                thread.start()
        return await answer

    async def stop(self) -> None:
        """Let every thread finish what it has begun, and end."""
        with self._lock:
            threads = list(self._threads)
            for _ in threads:
                self._work.put(_end)
        for thread in threads:
            await asyncio.to_thread(thread.join)

    def _serve(self) -> None:
        try:
            while work := self._next():
                close_old_connections()
                work()
                with self._lock:
                    self._asked -= 1
        finally:
            connections.close_all()

    def _next(self) -> Callable[[], None] | None:
        """What to do next; None when it is time to end."""
        work: Callable[[], None] | None = None
        with contextlib.suppress(Empty):
            work = self._work.get(timeout=IDLE_SECONDS)
        with self._lock:
            # Somebody may have asked between the end of the wait and here, and counted on this thread.
            if work is None and not self._work.empty():
                work = self._work.get()
            if work in {None, _end}:
                self._threads.discard(threading.current_thread())
                return None
        return work


def _end() -> None:
    """What a thread is given for it to end."""


def _hand_over(
    loop: asyncio.AbstractEventLoop, answer: asyncio.Future[Any], say: Callable[[Any], None], what: object
) -> None:
    """Say what came of it in the event loop, unless that has ended or nobody waits any more."""

    def tell() -> None:
        if not answer.done():
            say(what)

    with contextlib.suppress(RuntimeError):
        loop.call_soon_threadsafe(tell)
