"""What is on its way to one browser."""

import asyncio

import pytest

from apps.rooms.live import reader as readers
from apps.rooms.live.admission import Admitted
from apps.rooms.live.frames import Frame
from apps.rooms.live.reader import Reader
from apps.rooms.queries.staying import Guest
from tests.loops import in_a_loop_of_its_own


def frame(change):
    return Frame(change=change, number=change, id=change, topic=1, html="<li>Said</li>", is_for_all=True)


def somebody(at=0):
    return Reader(Admitted(Guest("session", 1, "hash", 1), frozenset()), at=at)


def words(_reader, frame):
    return frame.event


def test_what_waits_goes_out_in_order_and_each_change_once():
    async def story():
        reader, sent, done = somebody(at=2), [], asyncio.Event()

        async def send(part):
            sent.append(part)
            done.set()

        for change in (1, 2, 3, 4, 4, 3):
            reader.put(frame(change))
        writing = asyncio.create_task(reader.write(send, words))
        await done.wait()
        reader.cut()
        await writing
        return sent

    assert in_a_loop_of_its_own(story()) == [
        b'id: 3\ndata: {"change":3,"number":3,"id":3,"topic":1,"html":"<li>Said</li>"}\n\n'
        b'id: 4\ndata: {"change":4,"number":4,"id":4,"topic":1,"html":"<li>Said</li>"}\n\n'
    ]


def test_whoever_takes_nothing_is_cut_off_and_holds_nothing(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(readers, "MOST_WAITING", 3)

    async def story():
        reader, stuck = somebody(), asyncio.Event()

        async def send(_part):
            stuck.set()
            await asyncio.Event().wait()

        writing = asyncio.create_task(reader.write(send, words))
        reader.put(frame(1))
        await stuck.wait()
        for change in range(2, 7):
            reader.put(frame(change))
        # It ends, though what it sends never arrives.
        await writing
        return reader.is_over, len(reader._waiting)

    assert in_a_loop_of_its_own(story()) == (True, 0)


def test_a_quiet_stream_shows_that_it_lives(monkeypatch: pytest.MonkeyPatch):
    async def story():
        reader = somebody()
        reader.ping()
        quiet = len(reader._waiting)
        monkeypatch.setattr(readers, "PING_SECONDS", 0)
        reader.ping()
        reader.ping()
        return quiet, list(reader._waiting)

    assert in_a_loop_of_its_own(story()) == (0, [b"event: ping\ndata: {}\n\n"])
