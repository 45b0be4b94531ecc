"""Two changes of one text put together: by line, then by sentence where both changed the same lines, never by word."""

from __future__ import annotations

from apps.pages.merging.facts import Facts, Settled, merge_facts
from apps.pages.merging.texts import Kind, Merge, Piece, both, merge_texts

__all__ = ["Facts", "Kind", "Merge", "Piece", "Settled", "both", "merge_facts", "merge_texts"]
