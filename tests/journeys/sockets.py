"""A server with web sockets, as in production, on the tests' own database and with the static files as built."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections

from wiki_site import asgi
from wiki_site.bridge import Bridge
from wiki_site.wsgi import application as pages

PATIENCE = 20


@contextmanager
def serving() -> Iterator[str]:
    """Serve from a thread until the end of the block; gives the address."""
    bridge = Bridge(StaticFilesHandler(pages), threads=4, max_body=10_000_000)
    server = uvicorn.Server(uvicorn.Config(asgi.application, port=0, log_level="error", timeout_graceful_shutdown=2))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asgi, "bridge", bridge)
        # A connection that outlived its thread would stand in the way of emptying the database.
        patch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
        running = threading.Thread(target=server.run)
        running.start()
        try:
            yield f"http://127.0.0.1:{_port_of(server, running)}"
        finally:
            server.should_exit = True
            running.join(PATIENCE)
            bridge.pool.shutdown()


def _port_of(server: uvicorn.Server, running: threading.Thread) -> int:
    while not server.started:
        assert running.is_alive(), "The server did not start."
        running.join(0.02)
    port: int = server.servers[0].sockets[0].getsockname()[1]
    return port
