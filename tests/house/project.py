"""Where the project's own files are, and what they hold: what the tests of the house walk over."""

import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def files(*suffixes: str) -> list[Path]:
    """Every file of ours that git keeps or would keep, with one of these endings."""
    git = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(git, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    paths = (ROOT / name for name in listed.split("\0") if name)
    return sorted(path for path in paths if path.is_file() and (not suffixes or path.suffix in suffixes))


def name(path: Path) -> str:
    """A file's path from the root of the project, for messages."""
    return path.relative_to(ROOT).as_posix()


def floors() -> dict[str, int]:
    """Each app's floor, counted from the ground, as the import contract in pyproject.toml tells."""
    contracts = PYPROJECT["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "floors")
    return {app.strip(" ()"): floor for floor, layer in enumerate(reversed(layers)) for app in layer.split("|")}
