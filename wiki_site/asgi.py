"""The one entry to Greenpaper: `gunicorn wiki_site.asgi:application -c gunicorn.conf.py`.

Ordinary pages run through Django's WSGI handler in a bounded pool of threads, which costs a fifth of Django's ASGI
handler on plain views and keeps the number of database connections fixed: docs/adr/0002-one-server.md.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string

from wiki_site.bridge import Bridge
from wiki_site.wsgi import application as pages

if TYPE_CHECKING:
    from wiki_site.bridge import Receive, Scope, Send

bridge = Bridge(
    pages,
    threads=int(os.environ.get("THREADS", "8")),
    max_body=int(os.environ.get("MAX_BODY_BYTES", str(20 * 1024 * 1024))),
)
sockets = import_string(settings.SOCKET_APPLICATION)
streams = import_string(settings.STREAM_APPLICATION)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one request, stream or web socket, or the server's start and stop."""
    match scope["type"]:
        case "http" if streams.answers(scope):
            await streams(scope, receive, send)
        case "http":
            await bridge(scope, receive, send)
        case "lifespan":
            await answer_lifespan(receive, send)
        case "websocket":
            await sockets(scope, receive, send)


async def answer_lifespan(receive: Receive, send: Send) -> None:
    """Tell the server that Greenpaper is ready, and later that it has stopped."""
    while True:
        moment = (await receive())["type"]
        if moment == "lifespan.shutdown":
            await streams.stop()
            await sockets.stop()
        await send({"type": f"{moment}.complete"})
        if moment == "lifespan.shutdown":
            return
