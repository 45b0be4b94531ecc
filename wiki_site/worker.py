"""The gunicorn worker that serves `wiki_site.asgi`."""

from __future__ import annotations

from typing import Any

from uvicorn_worker import UvicornWorker

# A text is 200 KB at most; Uvicorn would take sixteen megabytes.
MOST_BYTES_OF_A_FRAME = 1024 * 1024


class Worker(UvicornWorker):
    """Uvicorn under gunicorn, told to let go of open streams when gunicorn asks it to stop.

    Uvicorn-worker passes on every time limit but this one, and without it a reload waits for each open stream.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.config.timeout_graceful_shutdown = self.cfg.graceful_timeout
        self.config.ws_max_size = MOST_BYTES_OF_A_FRAME
        self.config.server_header = False
