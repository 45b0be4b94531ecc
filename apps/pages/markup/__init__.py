"""The markup people write pages in: `render` lays a text out, `parts` finds the links by title in what was stored."""

from __future__ import annotations

from apps.pages.markup.files import SCHEME, MissingFile, Placed, names_in, placed, split_at_missing
from apps.pages.markup.headings import Heading
from apps.pages.markup.limits import MAX_BYTES, Unrenderable, check_size
from apps.pages.markup.page import Rendered, render
from apps.pages.markup.paragraphs import Paragraph, paragraphs
from apps.pages.markup.short import Short, outside_code, render_short
from apps.pages.markup.wikilinks import Html, WikiLink, key, parts

__all__ = [
    "MAX_BYTES",
    "SCHEME",
    "Heading",
    "Html",
    "MissingFile",
    "Paragraph",
    "Placed",
    "Rendered",
    "Short",
    "Unrenderable",
    "WikiLink",
    "check_size",
    "key",
    "names_in",
    "outside_code",
    "paragraphs",
    "parts",
    "placed",
    "render",
    "render_short",
    "split_at_missing",
]
