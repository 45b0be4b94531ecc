"""What is on its way to a browser that takes it too slowly, or cannot take it at all."""

import asyncio

from apps.pages.live.outbox import MOST_BYTES, SLOW, Outbox
from tests.loops import in_a_loop_of_its_own


def test_whoever_is_sent_more_than_they_can_take_is_cut_off_at_once():
    """They wait for a first frame that is too large: the end has to reach them, or they would wait for good."""
    sent = []

    async def tell() -> None:
        async def send(message: dict[str, object]) -> None:
            sent.append(message)

        outbox = Outbox(send)
        outbox.start()
        await asyncio.sleep(0)
        outbox.put(bytes(MOST_BYTES + 1))
        outbox.put({"kind": "pong"})
        for _ in range(3):
            await asyncio.sleep(0)
        outbox.stop()

    in_a_loop_of_its_own(tell())
    assert sent == [{"type": "websocket.close", "code": SLOW}]
