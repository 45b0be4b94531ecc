"""How gunicorn serves Greenpaper. Each number can be set by the environment or `.env`: see .env.example."""

import os
import subprocess
import sys
from pathlib import Path

import environ

environ.Env.read_env(Path(__file__).resolve().parent / ".env")

port = os.environ.get("PORT", "8000")
bind = os.environ.get("BIND", f"127.0.0.1:{port}")
worker_class = "wiki_site.worker.Worker"
# SQLite has one writer at a time, so more processes than one only wait for each other.
workers = int(os.environ.get("WEB_CONCURRENCY", "2" if os.environ.get("DATABASE_URL") else "1"))

# A worker whose event loop has not stirred for so many seconds is replaced.
timeout = int(os.environ.get("TIMEOUT", "60"))
# What is being answered when the server is told to stop has so many seconds to end.
graceful_timeout = int(os.environ.get("GRACEFUL_TIMEOUT", "20"))
# Longer than load balancers keep a connection (60 s), so that they never send a request into a closing one.
keepalive = int(os.environ.get("KEEPALIVE", "75"))

# Only from these addresses are X-Forwarded-For and X-Forwarded-Proto believed.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1")
# The control socket lives in the home folder, where two servers, or a read-only home, would collide.
control_socket_disable = True
accesslog = os.environ.get("ACCESS_LOG") or None
loglevel = os.environ.get("GUNICORN_LOG_LEVEL", "warning")
# Every so many seconds `manage.py do_what_is_due` is run beside the server; 0 leaves that to cron or systemd.
due_every = int(os.environ.get("DO_WHAT_IS_DUE_EVERY", "0"))
beside: list[subprocess.Popen[bytes]] = []


def when_ready(_server: object) -> None:
    """Say where Greenpaper is, once it answers there, and start what runs beside it."""
    if due_every:
        manage = [sys.executable, str(Path(__file__).resolve().parent / "manage.py")]
        command = [*manage, "do_what_is_due", "--every", str(due_every), "--until-parent-ends"]
        # In a session of its own, so that Ctrl-C reaches gunicorn alone, which then ends it.
        beside.append(subprocess.Popen(command, start_new_session=True))  # noqa: S603 - nothing in it comes from outside
    print(f"\nGreenpaper is at http://{bind}/ (Ctrl-C stops it)\n", flush=True)


def on_exit(_server: object) -> None:
    """End what runs beside the server; what it was about to do is undone, and done the next time."""
    for process in beside:
        process.terminate()
