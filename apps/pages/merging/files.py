"""The files that go with a text, put together by name when two people changed which there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# Name, digest and words, as `Attached` has them.
File = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FileConflict:
    """A file that both changed differently: what each made of it, and None where it is not there."""

    name: str
    base: File | None
    ours: File | None
    theirs: File | None


@dataclass(frozen=True, slots=True)
class MergedFiles:
    """The files that are settled, by name, and those of which a person must say which one is wanted."""

    settled: tuple[File, ...] = ()
    conflicts: tuple[FileConflict, ...] = ()

    def files(self, chosen: Sequence[File | None] = ()) -> list[dict[str, Any]]:
        """All files, by name, each conflict in turn replaced by what was chosen for it.

        Raises ValueError when so many conflicts were not settled.
        """
        if len(chosen) != len(self.conflicts):
            raise ValueError(f"{len(self.conflicts)} files to choose, but {len(chosen)} were chosen")
        every = [*self.settled, *(file for file in chosen if file is not None)]
        return [dict(file) for file in sorted(every, key=_name)]


def merge_files(base: Iterable[File], ours: Iterable[File], theirs: Iterable[File]) -> MergedFiles:
    """Merge two changes of a list of files, name by name: where only one side changed a file, its change stands."""
    before, here, there = ({_name(file): file for file in files} for files in (base, ours, theirs))
    settled: list[File] = []
    conflicts: list[FileConflict] = []
    for name in sorted({*before, *here, *there}):
        was, mine, other = before.get(name), here.get(name), there.get(name)
        if mine not in (was, other) and other != was:
            conflicts.append(FileConflict(name, was, mine, other))
            continue
        kept = mine if other == was else other
        if kept is not None:
            settled.append(kept)
    return MergedFiles(tuple(settled), tuple(conflicts))


def _name(file: File) -> str:
    name: str = file["name"]
    return name
