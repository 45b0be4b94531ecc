"""Greenpaper as in production, for what measures it: gunicorn in front, and Django on the database that is named."""

from __future__ import annotations

import contextlib
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
PORT = int(os.environ.get("PORT", "8120"))
START_SECONDS = 60


class Server:
    """Gunicorn with the production entry; what it complains of goes to `errors`, or to the terminal."""

    def __init__(self, workers: int, *, errors: IO[bytes] | None = None) -> None:
        environment = {**os.environ, "PORT": str(PORT), "WEB_CONCURRENCY": str(workers)}
        command = [sys.executable, "-m", "gunicorn", "wiki_site.asgi:application", "-c", "gunicorn.conf.py"]
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=errors)
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            # The port is open before anybody answers at it.
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", PORT), START_SECONDS) as trial:
                trial.sendall(b"HEAD / HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
                if trial.recv(1):
                    return
            time.sleep(0.1)
        sys.exit("Gunicorn did not start.")

    def workers(self) -> list[int]:
        """The processes that answer."""
        said = subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True, check=False)
        return [int(pid) for pid in said.stdout.split()]

    def sockets(self, pid: int) -> int:
        """How many connections, of whichever kind, a worker has open."""
        count = 0
        for file in Path(f"/proc/{pid}/fd").iterdir():
            # It may be closed at this moment.
            with contextlib.suppress(FileNotFoundError):
                count += str(file.readlink()).startswith("socket:")
        return count

    def cpu_seconds(self) -> float:
        """User and system time of the workers so far."""
        total = 0
        for pid in self.workers():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
        return total / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """What the workers hold, in KB: their own pages and their share of those they have together."""
        said = "".join(Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in self.workers())
        return float(sum(int(kilobytes) for kilobytes in re.findall(r"^Pss: +(\d+) kB", said, re.MULTILINE)))

    def stop(self) -> None:
        """End the server and wait for it."""
        self.process.terminate()
        self.process.wait(60)


def django_is_ready() -> None:
    """Set Django up as in production, on the database that is named, whose tables are made."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "wiki_site.settings"
    os.environ["LOCAL"] = "true"
    os.environ["EMAIL_URL"] = "dummymail://"
    os.environ.setdefault("SECRET_KEY", "for-measuring-only")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
