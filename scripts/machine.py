"""See that the machine has what the tests need besides Python: PostgreSQL, Chromium, a font, and venv.

As root on Debian, what is missing is installed. Otherwise this says plainly what is missing and stops, unless
the environment variable WITHOUT names it ("postgres", "chromium"), which leaves out the tests that need it.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

WITHOUT = os.environ.get("WITHOUT", "").replace(",", " ").split()


def postgres_binaries() -> Path | None:
    """Return the folder of the newest PostgreSQL server on this machine, or None."""
    newest = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if newest:
        return newest[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def has_font() -> bool:
    """Tell whether there is a font of Arial's measures: without one the browser tests measure nonsense."""
    return any(Path("/usr/share/fonts").rglob("LiberationSans-Regular.ttf"))


NEEDS: dict[str, tuple[Callable[[], object], list[str]]] = {
    "venv": (lambda: importlib.util.find_spec("ensurepip"), ["python3-venv"]),
    "postgres": (postgres_binaries, ["postgresql"]),
    "chromium": (lambda: shutil.which("chromium"), ["chromium"]),
    "fonts": (has_font, ["fonts-liberation"]),
}


def missing() -> list[str]:
    """Return the names of what is needed, wanted and not here."""
    return [name for name, (is_here, _) in NEEDS.items() if name not in WITHOUT and not is_here()]


def install(names: list[str]) -> None:
    """Install the Debian packages that bring these, as root."""
    packages = [package for name in names for package in NEEDS[name][1]]
    print(f"Installing {' '.join(packages)} ...", flush=True)
    # Debian's postgresql would make and start a cluster of its own; the tests start theirs.
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    for command in ([*apt, "update"], [*apt, "install", "-y", "--no-install-recommends", *packages]):
        subprocess.run(command, check=False, env=quiet, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def main() -> None:
    """Install what is missing, or say what could not be had and stop."""
    wanted = missing()
    if wanted and os.geteuid() == 0 and shutil.which("apt-get"):
        install(wanted)
    still = missing()
    if still:
        packages = " ".join(package for name in still for package in NEEDS[name][1])
        sys.exit(
            f"Not on this machine: {', '.join(still)}. On Debian or Ubuntu, as root: apt-get install {packages}\n"
            f'To leave out the tests that need them: WITHOUT="{" ".join(still)}" make test'
        )


if __name__ == "__main__":
    main()
