"""The gunicorn worker that serves `wiki_site.asgi`."""

from __future__ import annotations

import socket
import sys
from typing import Any

from gunicorn.arbiter import Arbiter
from uvicorn import Server
from uvicorn_worker import UvicornWorker

# A text is 200 KB at most; Uvicorn would take sixteen megabytes.
MOST_BYTES_OF_A_FRAME = 1024 * 1024


class LettingGo(Server):
    """Uvicorn, which ends what goes on by itself for ever before it waits for what is being answered."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more requests, end the streams, wait for the rest, and stop."""
        from wiki_site.asgi import streams  # noqa: PLC0415 - gunicorn reads this module before a worker has settings

        streams.let_go()
        await super().shutdown(sockets)


class Worker(UvicornWorker):
    """Uvicorn under gunicorn, told to let go of open streams when gunicorn asks it to stop.

    Uvicorn-worker passes on every time limit but this one, and without it a reload waits for each open stream.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.config.timeout_graceful_shutdown = self.cfg.graceful_timeout
        self.config.ws_max_size = MOST_BYTES_OF_A_FRAME
        self.config.server_header = False

    async def _serve(self) -> None:
        self.config.app = self.wsgi
        server = LettingGo(config=self.config)
        self._install_sigquit_handler()
        await server.serve(sockets=self.sockets)
        if not server.started:
            sys.exit(Arbiter.WORKER_BOOT_ERROR)
