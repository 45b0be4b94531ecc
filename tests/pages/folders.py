"""Folders of Markdown for the import command, and what it says of them."""

from pathlib import Path


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def tally(new: int = 0, renewed: int = 0, same: int = 0, left: int = 0, lines: int = 0) -> str:
    return (
        f"{new} pages are new, {renewed} have a new edition, {same} are as they were and {left} were left out. "
        f"{lines} lines above tell of what could not be kept."
    )
