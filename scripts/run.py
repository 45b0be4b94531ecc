"""Serve Greenpaper on this machine: migrate, seed, then hand over to gunicorn.

Run it again and it changes nothing that people wrote. DATABASE_URL and PORT come from the environment or `.env`.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import socket
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENV_FILE = ROOT / ".env"
# Django-wiki's pages are not served, so neither are the scripts and styles of theirs.
NOT_SERVED = ["wiki", "mptt", "account"]


def make_env_file() -> None:
    """Write `.env` once, with a secret key of this machine's own, readable by its owner alone."""
    if ENV_FILE.exists():
        return
    key = secrets.token_urlsafe(50)
    text = f"# Written by `make run`; .env.example tells what else can be set.\nLOCAL=true\nSECRET_KEY={key}\n"
    descriptor = os.open(ENV_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)


def refuse_taken_port(port: str) -> None:
    """Stop at once, rather than after the work, when somebody else listens on the port."""
    if not port.isdecimal() or not 0 < int(port) < 65536:
        sys.exit(f"PORT must be a number from 1 to 65535, not {port!r}.")
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", int(port)))
        except OSError:
            sys.exit(f"Port {port} is not free. Choose another: PORT=8001 make run")


def collect_static() -> None:
    """Copy, hash and compress the static files, unless none has changed since the last time."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    digest = hashlib.sha256(str(ROOT).encode())
    for finder in get_finders():
        for name, storage in finder.list(NOT_SERVED):
            digest.update(f"{name} {storage.size(name)} {storage.get_modified_time(name)}\n".encode())
    stamp = settings.VAR_DIR / "static.stamp"
    if (
        (settings.STATIC_ROOT / "staticfiles.json").exists()
        and stamp.exists()
        and stamp.read_text() == digest.hexdigest()
    ):
        return
    print("Collecting static files ...", flush=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0, ignore_patterns=NOT_SERVED)
    stamp.write_text(digest.hexdigest())


def prepare() -> None:
    """Bring the database up to date and put the demonstration department in it, in one process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wiki_site.settings")
    import django
    from django.core.management import call_command

    django.setup()
    print("Preparing the database ...", flush=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    collect_static()
    call_command("seed_demo")


def main() -> None:
    """Do everything, then become gunicorn."""
    import environ

    os.chdir(ROOT)
    make_env_file()
    environ.Env.read_env(ENV_FILE)
    port = os.environ.setdefault("PORT", "8000")
    os.environ.setdefault("PUBLIC_ADDRESS", f"http://127.0.0.1:{port}")
    os.environ.setdefault("DO_WHAT_IS_DUE_EVERY", "60")
    refuse_taken_port(port)
    prepare()
    sys.stdout.flush()
    serve = [sys.executable, "-m", "gunicorn", "wiki_site.asgi:application", "-c", "gunicorn.conf.py"]
    os.execv(sys.executable, serve)  # noqa: S606 - Ctrl-C must reach gunicorn itself


if __name__ == "__main__":
    main()
