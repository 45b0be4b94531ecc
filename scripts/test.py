"""Everything a submission must pass: the checks, then the tests on SQLite, then the tests on PostgreSQL.

The first that fails ends the run. TEST_PROCESSES (2) tells how many tests run side by side; WITHOUT leaves out
what the machine lacks (see scripts/machine.py); arguments go to pytest.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys

from scripts import check
from scripts.machine import WITHOUT
from scripts.postgres import cluster


def run(title: str, command: list[str], **environment: str) -> None:
    """Run one step; stop with its exit code if it fails."""
    print(f"\n== {title}", flush=True)
    code = subprocess.run(command, check=False, cwd=check.ROOT, env={**os.environ, **environment}).returncode
    if code != 0:
        sys.exit(code)


def tests(database: str, address: str, **environment: str) -> None:
    """Run pytest against one database; an empty address is SQLite."""
    side_by_side = ["-n", os.environ.get("TEST_PROCESSES", "2"), "--dist", "worksteal"]
    command = [*check.HERE, "pytest", *side_by_side, *sys.argv[1:]]
    if "chromium" in WITHOUT:
        command.append("--ignore=tests/journeys")
    run(f"Tests on {database}", command, DATABASE_URL=address, **environment)


def main() -> None:
    """Run every step in order."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    run("Checks", [*check.HERE, "scripts.check"])
    tests("SQLite", "")
    if "postgres" not in WITHOUT:
        with cluster() as address:
            # What touches no database has just run.
            tests("PostgreSQL", address, DATABASE_TESTS_ONLY="1")


if __name__ == "__main__":
    main()
