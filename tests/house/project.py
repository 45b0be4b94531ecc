"""Where the project's own files are, and what they hold: what the tests of the house walk over."""

import os
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


IGNORED = {line for line in (ROOT / ".gitignore").read_text().split() if line.endswith("/")} | {".git/"}


def files(*suffixes: str) -> list[Path]:
    """Every file in a folder that git would keep, with one of these endings."""
    found: list[Path] = []
    for folder, inner, names in os.walk(ROOT):
        at = Path(folder)
        inner[:] = [one for one in inner if not {f"{one}/", f"/{(at / one).relative_to(ROOT)}/"} & IGNORED]
        found += [at / one for one in names if not suffixes or Path(one).suffix in suffixes]
    return sorted(found)


def name(path: Path) -> str:
    """A file's path from the root of the project, for messages."""
    return path.relative_to(ROOT).as_posix()


def floors() -> dict[str, int]:
    """Each app's floor, counted from the ground, as the import contract in pyproject.toml tells."""
    contracts = PYPROJECT["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "floors")
    return {app.strip(" ()"): floor for floor, layer in enumerate(reversed(layers)) for app in layer.split("|")}
