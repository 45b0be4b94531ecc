"""Make `.venv` and install the pinned, hashed requirements named on the command line.

Run by the machine's own Python, so only its standard library is used here, and nothing newer than Python 3.7
is written above the check of its version. A second run that finds nothing changed takes no time.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"


def refuse_unfit_python() -> None:
    """Stop, saying what to install, when this Python cannot make Greenpaper's environment."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this is the check that tells people so
        here = f"{sys.version_info[0]}.{sys.version_info[1]} ({sys.executable})"
        sys.exit(f"Greenpaper needs Python 3.11 or newer; this is {here}. Name another: make run PYTHON=python3.12")
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        sys.exit("Python's venv module is missing. On Debian or Ubuntu: apt-get install python3-venv")


def make_environment() -> None:
    """Make `.venv`, unless one is there whose Python still runs."""
    if VENV_PYTHON.exists() and subprocess.run([VENV_PYTHON, "-c", "import pip"], check=False).returncode == 0:
        return
    print("Making .venv ...", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", VENV], check=True)


def install(requirements: Path) -> None:
    """Install one hashed requirements file, unless `.venv` has exactly that already."""
    stamp = VENV / f"installed-{requirements.name}"
    wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print(f"Installing {requirements.name} ...", flush=True)
    pip = [str(VENV_PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"]
    subprocess.run([*pip, "--require-hashes", "--no-deps", "-r", str(requirements)], check=True)
    stamp.write_text(wanted)


def main() -> None:
    """Prepare `.venv` with each file named on the command line."""
    refuse_unfit_python()
    os.environ.pop("PYTHONPATH", None)
    try:
        make_environment()
        for name in sys.argv[1:]:
            install(ROOT / name)
    except subprocess.CalledProcessError as failure:
        sys.exit(f"Setting up failed: {' '.join(map(str, failure.cmd[:4]))} ... ended with {failure.returncode}.")


if __name__ == "__main__":
    main()
