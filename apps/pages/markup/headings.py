"""Headings: their level on the page, their anchors, and the list of contents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from apps.pages.markup.characters import clean, is_blank
from apps.pages.markup.words import words

# No id of our own pages may start so, and no id on a page starts otherwise: what an author writes cannot take the
# name of something a form or a script looks for.
PREFIX = "h-"
# The page's title is the one first-level heading.
_TOP, _DEEPEST = 2, 6
_LONGEST_ANCHOR = 60
_NOT_IN_ANCHOR = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the contents list: level 2 to 6, the heading's words, and the id to link to (without `#`)."""

    level: int
    text: str
    anchor: str


def arrange(tokens: list[Token]) -> tuple[list[Token], tuple[Heading, ...]]:
    """The tokens with every heading in its place and named, and the contents list.

    The highest heading becomes level 2 and none skips a level, so that a screen reader's list of headings is a
    tree (WCAG 1.3.1). Headings inside quotations, lists and footnotes are left out of the contents. A heading
    nobody could see is left out of the page.
    """
    tokens = list(_without_blank(tokens))
    above: list[int] = []
    taken: dict[str, int] = {}
    contents: list[Heading] = []
    for index, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        level = _place(above, int(token.tag[1]))
        text = clean(words(tokens[index + 1].children or ())).strip()
        anchor = _anchor(text, taken)
        token.tag = tokens[index + 2].tag = f"h{level}"
        token.attrs["id"] = anchor
        if token.level == 0:
            contents.append(Heading(level, text, anchor))
    return tokens, tuple(contents)


def anchors(tokens: Sequence[Token]) -> dict[str, str]:
    """What authors write after `#` in a link, mapped to the id of that heading."""
    ids = [str(token.attrs["id"]) for token in tokens if token.type == "heading_open"]
    return {id_.removeprefix(PREFIX): id_ for id_ in ids} | {id_: id_ for id_ in ids}


def slug(text: str) -> str:
    """What an author writes after `#` to link to the first heading with these words."""
    found = _NOT_IN_ANCHOR.sub("-", unicodedata.normalize("NFKC", text[: 4 * _LONGEST_ANCHOR]).casefold())
    return found[:_LONGEST_ANCHOR].strip("-") or "section"


def _place(above: list[int], written: int) -> int:
    while above and above[-1] >= written:
        above.pop()
    above.append(written)
    return min(_TOP + len(above) - 1, _DEEPEST)


def _anchor(text: str, taken: dict[str, int]) -> str:
    name = slug(text)
    taken[name] = taken.get(name, 0) + 1
    # A slug never holds two hyphens together, so a numbered anchor is never another heading's own.
    return f"{PREFIX}{name}" if taken[name] == 1 else f"{PREFIX}{name}--{taken[name]}"


def _without_blank(tokens: Sequence[Token]) -> Iterator[Token]:
    skip = 0
    for index, token in enumerate(tokens):
        if token.type == "heading_open" and is_blank(words(tokens[index + 1].children or ())):
            skip = 3
            if any(child.type == "image" for child in tokens[index + 1].children or ()):
                token.type, token.tag = "paragraph_open", "p"
                tokens[index + 2].type, tokens[index + 2].tag = "paragraph_close", "p"
                skip = 0
        if skip:
            skip -= 1
            continue
        yield token
