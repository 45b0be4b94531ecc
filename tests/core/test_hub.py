"""Telling other processes, and asking the database from an event loop."""

import asyncio
import threading

import pytest
from django.db import connection, transaction

from apps.core import hub as hubs
from apps.core import threads
from apps.core.hub import Hub, tell
from apps.core.threads import DatabaseThreads
from tests.loops import in_a_loop_of_its_own
from tests.together import PATIENCE


@pytest.fixture
def hub(monkeypatch) -> Hub:
    hub = Hub()
    monkeypatch.setattr(hubs, "hub", hub)
    return hub


def in_a_thread(act) -> None:
    """What a view does, in a thread of its own."""

    def run() -> None:
        try:
            act()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


async def until(heard: list, count: int) -> None:
    """Wait until so much was told; what was only told to look is left out."""
    async with asyncio.timeout(PATIENCE):
        while len([one for one in heard if one is not None]) < count:
            await asyncio.sleep(0.01)


def told(*numbers: int) -> None:
    with transaction.atomic():
        for number in numbers:
            tell("draft 1", last=number)
        tell("draft 2", last=99)


def undone() -> None:
    with transaction.atomic():
        tell("draft 1", last=13)
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_what_is_committed_is_told_once_and_in_order(hub):
    heard: list = []

    async def story() -> None:
        hub.listen("draft 1", heard.append)
        while connection.vendor == "postgresql" and None not in heard:
            await asyncio.sleep(0.01)
        await asyncio.to_thread(in_a_thread, lambda: told(1, 2))
        await asyncio.to_thread(in_a_thread, undone)
        await asyncio.to_thread(in_a_thread, lambda: told(3))
        await hub.say("draft 1", cursor="x")
        await until(heard, 4)
        await hub.stop()

    in_a_loop_of_its_own(story())
    said = [one for one in heard if one is not None]
    assert [one["last"] for one in said if "last" in one] == [1, 2, 3]
    assert {"cursor": "x"} in said


@pytest.mark.django_db(transaction=True)
def test_whoever_may_have_missed_something_looks(hub, monkeypatch):
    """The listening connection is cut, or on SQLite a second has passed."""
    heard: list = []
    monkeypatch.setattr(hubs, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(hubs, "AGAIN_SECONDS", (0.0, 0.1))
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%%' AND datname = current_database()"

    def break_it() -> None:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(cut)

    async def story() -> None:
        hub.listen("draft 1", heard.append)
        async with asyncio.timeout(PATIENCE):
            while heard.count(None) < 1:
                await asyncio.sleep(0.01)
            await asyncio.to_thread(in_a_thread, break_it)
            while heard.count(None) < 2:
                await asyncio.sleep(0.01)
        await asyncio.to_thread(in_a_thread, lambda: told(4))
        await until(heard, 1)
        await hub.stop()

    in_a_loop_of_its_own(story())
    assert [one for one in heard if one is not None] == [{"last": 4}]


def test_what_is_too_long_for_notify_is_refused():
    with pytest.raises(ValueError, match="by its number"):
        hubs._packed("draft 1", {"text": "é" * 4_000})


def test_threads_come_when_they_are_needed_and_go(monkeypatch):
    monkeypatch.setattr(threads, "IDLE_SECONDS", 0.05)
    pool = DatabaseThreads(2)
    together = threading.Barrier(2)

    async def story() -> None:
        assert await asyncio.gather(pool.run(together.wait), pool.run(together.wait)) in ([0, 1], [1, 0])
        with pytest.raises(ZeroDivisionError):
            await pool.run(divmod, 1, 0)
        async with asyncio.timeout(PATIENCE):
            while pool._threads:
                await asyncio.sleep(0.01)
        assert await pool.run(max, 1, 2) == 2
        assert await asyncio.gather(*(pool.run(max, 0, number) for number in range(50))) == list(range(50))
        await pool.stop()

    in_a_loop_of_its_own(story())
    assert not pool._threads
