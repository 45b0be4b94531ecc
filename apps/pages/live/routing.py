"""Which web socket is where."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from channels.routing import URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from channels.sessions import CookieMiddleware
from django.urls import path

from apps.pages.live.consumer import DraftConsumer
from apps.pages.live.rooms import rooms

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class Sockets:
    """An ASGI application that answers web sockets, from our own pages alone.

    A page of another site may open a socket here, and the browser would send the cookie with it.
    """

    def __init__(self) -> None:
        places = [
            path("ws/drafts/<int:draft_id>/", DraftConsumer.as_asgi()),
            path("<path:anywhere>", nothing_there),
            path("", nothing_there),
        ]
        self._answer = AllowedHostsOriginValidator(CookieMiddleware(URLRouter(places)))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection, to its end."""
        await self._answer(scope, receive, send)

    async def stop(self) -> None:
        """Settle what was typed, as the server stops."""
        await rooms.stop()


async def nothing_there(_scope: Scope, _receive: Receive, send: Send) -> None:
    """Refuse the connection, as a page that is not there answers 404."""
    await send({"type": "websocket.close", "code": 1000})


application = Sockets()
