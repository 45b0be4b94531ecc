"""The event stream of a room: `/rooms/<room id>/stream/?after=<change>`, beside the pages in the ASGI entry.

Each event is a message as it is now: `id` is the change of the room that made it so, the data is JSON with `change`,
`number`, `id`, `topic` and `html`, the `<li>` of its topic's page. They come in order, and each once, from the change
after `Last-Event-ID`, or after `after`, or from now. First comes `event: hello`, and `event: ping` when nothing was
sent for fifteen seconds, as scripts do not hear of comments. `event: behind` says that more has changed than is sent:
the page has to be loaded again.

Nothing depends on a stream: the same is read at `/rooms/<room id>/since/`, and whoever comes back misses nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
from collections import Counter
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings

from apps.core.origins import is_our_page
from apps.rooms.live.admission import Admitted, TurnedAway, admit
from apps.rooms.live.feed import TooFarBehind, threads
from apps.rooms.live.feeds import feeds
from apps.rooms.live.reader import Reader

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

log = logging.getLogger(__name__)

STREAM = re.compile(r"/rooms/(\d{1,18})/stream/")
# A browser opens a few at most; this is somebody's script.
MOST_OF_ONE_PERSON = 20
LAST_SECONDS = 1.0

ANOTHER_SITE = "Rooms are read from Greenpaper’s own pages only."
ONLY_READ = "This address is only read."
TOO_MANY = "You have too many rooms open at once. Close some, then try again."
HELLO = b"retry: 2000\nevent: hello\ndata: {}\n\n"
BEHIND = b"event: behind\ndata: {}\n\n"

HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    # Neither kept on the way nor held back by a proxy to be compressed.
    (b"cache-control", b"private, no-store, no-transform"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


class Streams:
    """An ASGI application that answers with streams."""

    def __init__(self) -> None:
        self._of_person: Counter[int] = Counter()

    def answers(self, scope: Scope) -> bool:
        """Whether what is asked for is a stream."""
        return STREAM.fullmatch(scope["path"]) is not None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, to the end of its stream."""
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        try:
            admitted = await self._admit(scope, headers)
        except TurnedAway as refusal:
            await _refuse(send, refusal)
            return
        reader = Reader(admitted, at=_last_seen(scope, headers))
        self._of_person[admitted.guest.person] += 1
        try:
            await _serve(reader, receive, send)
        finally:
            self._of_person[admitted.guest.person] -= 1
            self._of_person += Counter()

    def let_go(self) -> None:
        """End every stream, as the server would wait for each of them before it stops."""
        feeds.let_go()

    async def stop(self) -> None:
        """Give back what streams hold."""
        self.let_go()
        await feeds.stop()

    async def _admit(self, scope: Scope, headers: dict[bytes, str]) -> Admitted:
        if scope["method"] != "GET":
            raise TurnedAway(405, ONLY_READ)
        if not _is_from_here(headers):
            raise TurnedAway(403, ANOTHER_SITE)
        found = STREAM.fullmatch(scope["path"])
        assert found is not None
        admitted = await threads.run(admit, _session_in(headers), int(found[1]))
        if self._of_person[admitted.guest.person] >= MOST_OF_ONE_PERSON:
            raise TurnedAway(429, TOO_MANY)
        return admitted


async def _serve(reader: Reader, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})

    async def say(part: bytes) -> None:
        await send({"type": "http.response.body", "body": part, "more_body": True})

    await say(HELLO)
    gone = asyncio.create_task(_until_gone(reader, receive))
    try:
        feed = await feeds.enter(reader)
        try:
            await reader.write(say, feed.words)
        finally:
            feed.leave(reader)
    except TooFarBehind:
        await say(BEHIND)
    except Exception:  # The browser comes back, and says what it has.
        log.exception("A stream of room %s ended", reader.guest.room)
    finally:
        gone.cancel()
    # Whoever was too slow may be so now as well.
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(LAST_SECONDS):
            await send({"type": "http.response.body", "body": b""})


async def _until_gone(reader: Reader, receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    reader.cut()


async def _refuse(send: Send, refusal: TurnedAway) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
    await send({"type": "http.response.body", "body": f"{refusal.reason}\n".encode()})


def _is_from_here(headers: dict[bytes, str]) -> bool:
    """Browsers say from which site a page asks; those that are old say from which origin, when it is another."""
    if headers.get(b"sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = headers.get(b"origin")
    return origin is None or is_our_page(origin, headers.get(b"host", ""))


def _session_in(headers: dict[bytes, str]) -> str:
    cookies: SimpleCookie = SimpleCookie()
    with contextlib.suppress(CookieError):
        cookies.load(headers.get(b"cookie", ""))
    found = cookies.get(settings.SESSION_COOKIE_NAME)
    return found.value if found else ""


def _last_seen(scope: Scope, headers: dict[bytes, str]) -> int | None:
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("after", [""])[0]
    for said in (headers.get(b"last-event-id", ""), asked):
        if said.isascii() and said.isdigit() and len(said) <= 18:
            return int(said)
    return None


application = Streams()
