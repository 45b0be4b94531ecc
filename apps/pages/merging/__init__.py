"""Two changes of one text put together: by line, then by sentence where both changed the same lines, never by word."""

from __future__ import annotations

from apps.pages.merging.facts import Facts, Settled, merge_facts
from apps.pages.merging.files import FileConflict, MergedFiles, merge_files
from apps.pages.merging.texts import Kind, Merge, Piece, both, merge_texts
from apps.pages.merging.wordings import Together, merge_words

__all__ = [
    "Facts",
    "FileConflict",
    "Kind",
    "Merge",
    "MergedFiles",
    "Piece",
    "Settled",
    "Together",
    "both",
    "merge_facts",
    "merge_files",
    "merge_texts",
    "merge_words",
]
