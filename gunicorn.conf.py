"""How gunicorn serves Greenpaper. Each number can be set by the environment or `.env`: see .env.example."""

import os
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


def when_ready(_server: object) -> None:
    """Say where Greenpaper is, once it answers there."""
    print(f"\nGreenpaper is at http://{bind}/ (Ctrl-C stops it)\n", flush=True)
