"""Every check but the tests, one to a processor at a time: all are run, and any that fails is shown whole."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HERE = [sys.executable, "-m"]
# Djade is a program, not a module.
DJADE = [str(Path(sys.executable).parent / "djade"), "--target-version", "5.2"]
MANAGE = [sys.executable, "-W", "error::DeprecationWarning:apps", "manage.py"]
# Checks must not depend on the .env of whoever runs them, and they write to no database.
PRODUCTION = {
    "SECRET_KEY": "only-for-checks-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "ALLOWED_HOSTS": "greenpaper.example",
    "CSRF_TRUSTED_ORIGINS": "https://greenpaper.example",
    "PUBLIC_ADDRESS": "https://greenpaper.example",
    "DATABASE_URL": "sqlite:///:memory:",
    "CACHE_URL": "dbcache://greenpaper_cache",
    "LOCAL": "false",
    "DEBUG": "false",
}


def templates() -> list[str]:
    """Return every template of ours, as paths from the root of the project."""
    return sorted(str(path.relative_to(ROOT)) for path in (ROOT / "templates").rglob("*.html"))


def checks() -> dict[str, list[str]]:
    """Return each check's name and command."""
    return {
        "types": [*HERE, "mypy"],  # First, as it takes longest.
        "format": [*HERE, "ruff", "format", "--check", "--quiet", "."],
        "lint": [*HERE, "ruff", "check", "--quiet", "."],
        "template tags": [*DJADE, "--check", *templates()],
        "template indents": [*HERE, "djhtml", "--check", "--tabwidth", "2", *templates()],
        "template lint": [*HERE, "djlint", "--lint", "--quiet", "templates"],
        "floors": [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        "migrations": [*MANAGE, "makemigrations", "--check", "--dry-run"],
        "state diagram": [*MANAGE, "draw_states", "--check"],
        "deployment": [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"],
    }


def passes(name: str, command: list[str]) -> bool:
    """Run one check, say how it went, and show everything it said if it failed."""
    began = time.monotonic()
    done = subprocess.run(
        command, check=False, cwd=ROOT, env={**os.environ, **PRODUCTION}, capture_output=True, text=True
    )
    verdict = "ok" if done.returncode == 0 else "FAILED"
    print(f"{name:18} {verdict:7} {time.monotonic() - began:5.1f} s", flush=True)
    if done.returncode != 0:
        print(f"{name}:\n{done.stdout}{done.stderr}", flush=True)
    return done.returncode == 0


def main() -> None:
    """Run every check, or those named on the command line; stop with the names of those that failed."""
    wanted = {name: command for name, command in checks().items() if not sys.argv[1:] or name in sys.argv[1:]}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        verdicts = list(pool.map(passes, wanted, wanted.values()))
    failed = [name for name, is_fine in zip(wanted, verdicts, strict=True) if not is_fine]
    if failed:
        sys.exit(f"Failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
