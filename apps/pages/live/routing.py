"""Which web socket is where."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from channels.security.websocket import AllowedHostsOriginValidator
from channels.sessions import CookieMiddleware

from apps.core.origins import is_our_page
from apps.pages.live.consumer import DraftConsumer
from apps.pages.live.rooms import rooms

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

DRAFT = re.compile(r"/ws/drafts/(\d{1,18})/")


class _OwnPages:
    """Passes on what comes from a page of ours."""

    def __init__(self, inner: Callable[[Any, Any, Any], Awaitable[None]]) -> None:
        self._inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        if not is_our_page(headers.get(b"origin", ""), headers.get(b"host", "")):
            await send({"type": "websocket.close", "code": 1000})
            return
        await self._inner(scope, receive, send)


class Sockets:
    """An ASGI application that answers web sockets, from our own pages alone.

    A page of another site may open a socket here, and the browser would send the cookie with it.
    """

    def __init__(self) -> None:
        self._draft = DraftConsumer.as_asgi()
        self._checked = AllowedHostsOriginValidator(_OwnPages(CookieMiddleware(self._answer)))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection, to its end."""
        await self._checked(scope, receive, send)

    async def stop(self) -> None:
        """Settle what was typed, as the server stops."""
        await rooms.stop()

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = DRAFT.fullmatch(scope["path"])
        if found is None:
            # Refused before it is open, as an address where nothing is answers 404.
            await send({"type": "websocket.close", "code": 1000})
            return
        await self._draft({**scope, "draft_id": int(found[1])}, receive, send)


application = Sockets()
