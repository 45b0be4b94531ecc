"""What changed between two versions of a page: in the words as written, and on the page as read."""

from __future__ import annotations

from apps.pages.compare.rendered import TooLargeToCompare, compare_rendered
from apps.pages.compare.words import Comparison, Line, Segment, compare_words

__all__ = ["Comparison", "Line", "Segment", "TooLargeToCompare", "compare_rendered", "compare_words"]
