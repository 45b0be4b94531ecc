"""All that is written in a draft, put together when two people changed it: text, title, readers, marking and files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apps.pages.merging.facts import Settled, merge_facts
from apps.pages.merging.files import File, MergedFiles, merge_files
from apps.pages.merging.texts import Merge, merge_texts

# What `Wording.words` says: everything that is written, by the names of the fields.
Written = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Together:
    """Two changes of everything that is written, put together. `titles` are the one before, ours and theirs."""

    text: Merge
    titles: tuple[str, str, str]
    facts: Settled
    files: MergedFiles

    @property
    def asks_title(self) -> bool:
        """Whether both changed the title differently, so that only a person can choose."""
        return len(set(self.titles)) == 3

    @property
    def title(self) -> str:
        """The title where nobody need be asked; otherwise ours."""
        base, ours, theirs = self.titles
        return theirs if ours == base else ours

    @property
    def is_clean(self) -> bool:
        """Whether it could be put together without asking anybody."""
        return self.text.is_clean and not (self.asks_title or self.facts.asked or self.files.conflicts)

    def asking_at_most(self, number: int) -> Together:
        """The same, with no more conflicts of the text than so many."""
        return Together(self.text.asking_at_most(number), self.titles, self.facts, self.files)

    def words(
        self,
        settled: Sequence[str] = (),
        *,
        title: str = "",
        facts: dict[str, Any] | None = None,
        files: Sequence[File | None] = (),
    ) -> dict[str, Any]:
        """Everything as it is to be written, by the names of the fields, once all that was asked is settled.

        `facts` are those that stand in place of the merged ones. Raises ValueError where something was not settled.
        """
        body = self.text.text(settled)
        written = {"title": title or self.title, "body": body, "files": self.files.files(files)}
        return written | self.facts.facts | (facts or {})


def merge_words(base: Written, ours: Written, theirs: Written) -> Together:
    """Merge two changes of everything that is written. Each is what `Wording.words` says."""
    return Together(
        merge_texts(base["body"], ours["body"], theirs["body"]),
        (base["title"], ours["title"], theirs["title"]),
        merge_facts(base, ours, theirs),
        merge_files(base["files"], ours["files"], theirs["files"]),
    )
