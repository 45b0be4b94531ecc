"""The folder as a tree of pages, before any file is opened."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from apps.pages.importing.losses import Loss

SUFFIXES = (".md", ".markdown")
INDEX = "index"


@dataclass(frozen=True, slots=True)
class Source:
    """A page to be: `names` are its folders and its own name from the top, none for the folder itself.

    `key` is what the page remembers of where it came from, a folder's own page by the folder with a slash. `file` is
    None for a folder without an index file.
    """

    key: str
    names: tuple[str, ...]
    file: Path | None
    is_folder: bool

    @property
    def where(self) -> str:
        """How a report names it, from the top of the folder."""
        if self.file is None:
            return "/".join(self.names) or "."
        above = self.names if self.is_folder else self.names[:-1]
        return "/".join((*above, self.file.name))

    @property
    def folder(self) -> tuple[str, ...]:
        """The names of the folder that links in this file start from."""
        return self.names if self.is_folder else self.names[:-1]


def walk(folder: Path) -> tuple[list[Source], list[Loss]]:
    """Every page the folder holds, parents first, and what in it is no page. Links are not followed out of it."""
    files: list[Path] = []
    losses: list[Loss] = []
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            entries = sorted(here.iterdir())
        except OSError as error:
            losses.append(Loss(_shown(here, folder), 0, f"the folder cannot be opened: {error.strerror}."))
            continue
        for entry in entries:
            reason = _why_left_out(entry)
            if reason:
                losses.append(Loss(_shown(entry, folder), 0, reason))
            elif entry.is_dir():
                waiting.append(entry)
            else:
                files.append(entry)
    return _sources(folder, files), sorted(losses, key=lambda loss: loss.where)


def _why_left_out(entry: Path) -> str:
    if not entry.name.isprintable():
        return "left out, because its name holds characters that cannot be shown."
    if entry.is_symlink():
        return "left out, because it is a link to another place, and links between files are not followed."
    if entry.name.startswith("."):
        return "left out, because it is hidden."
    if entry.is_dir():
        return ""
    if entry.suffix.lower() not in SUFFIXES:
        return "left out, because it is not a Markdown file."
    return "" if entry.is_file() else "left out, because it is not a regular file."


def _sources(folder: Path, files: list[Path]) -> list[Source]:
    found: dict[str, Source] = {}
    for file in sorted(files):
        parts = file.relative_to(folder).parts
        for depth in range(len(parts)):
            names = parts[:depth]
            key = "/".join((folder.name, *names, ""))
            found.setdefault(key, Source(key, names, None, is_folder=True))
        names = parts[:-1]
        key = "/".join((folder.name, *names, ""))
        if file.stem.lower() == INDEX and found[key].file is None:
            found[key] = Source(key, names, file, is_folder=True)
        else:
            key = "/".join((folder.name, *parts))
            found[key] = Source(key, (*names, file.stem), file, is_folder=False)
    return sorted(found.values(), key=lambda source: (source.names, not source.is_folder, source.key))


def _shown(path: Path, folder: Path) -> str:
    shown = str(PurePosixPath(*path.relative_to(folder).parts))
    return shown if shown.isprintable() else ascii(shown)[1:-1]
