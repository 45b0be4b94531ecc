"""Run a command with DATABASE_URL naming a throw-away PostgreSQL cluster, removed when the command ends.

    python -m scripts.postgres pytest tests/pages

The cluster listens on a socket in a folder of its own and on no port, so any number can run side by side.
PostgreSQL refuses to run as root, so as root it is run as an unprivileged user of the machine.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scripts.machine import postgres_binaries

if TYPE_CHECKING:
    from collections.abc import Iterator

START_SECONDS = 60
# Nothing here outlives the run, so nothing is flushed to disk.
FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=320"]


def unprivileged() -> dict[str, Any]:
    """Return the `user`, `group` and `extra_groups` for a subprocess: none unless this is root."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = known.get("postgres") or known["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


@contextmanager
def cluster() -> Iterator[str]:
    """Start a cluster; yield the address of its database `greenpaper`; stop and remove it."""
    binaries = postgres_binaries()
    if binaries is None:
        sys.exit("There is no PostgreSQL server on this machine. On Debian or Ubuntu: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="greenpaper-pg-", dir="/tmp"))  # a socket's path must be short
    who = unprivileged()
    if who:
        os.chown(folder, who["user"], who["group"])
    server = None
    try:
        initdb = [str(binaries / "initdb"), "-D", str(folder / "data"), "-U", "greenpaper", "-A", "trust"]
        options = ["-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        subprocess.run([*initdb, *options], check=True, cwd=folder, stdout=subprocess.DEVNULL, **who)
        settings = [part for setting in [*FAST, "listen_addresses="] for part in ("-c", setting)]
        command = [str(binaries / "postgres"), "-D", str(folder / "data"), "-k", str(folder), *settings]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, start_new_session=True, **who)
        make_database(binaries, folder, server)
        yield f"postgres://greenpaper@/greenpaper?host={folder}"
    finally:
        if server is not None:
            server.send_signal(signal.SIGQUIT)
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def make_database(binaries: Path, folder: Path, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers, then make the database; stop with the server's own words if it fails."""
    createdb = [str(binaries / "createdb"), "-h", str(folder), "-U", "greenpaper", "greenpaper"]
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        if subprocess.run(createdb, check=False, stderr=subprocess.DEVNULL).returncode == 0:
            return
        time.sleep(0.2)
    sys.exit("PostgreSQL did not start:\n" + (folder / "log").read_text())


def main() -> None:
    """Run the command named on the command line against a fresh cluster; end with its exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with cluster() as address:
        command = sys.argv[1:] or ["sh"]
        code = subprocess.run(command, check=False, env={**os.environ, "DATABASE_URL": address}).returncode
    sys.exit(code)


if __name__ == "__main__":
    main()
