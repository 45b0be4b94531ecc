"""A text as somebody reads it who looks for faults: its passages in order, with where each stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from markdown_it.token import Token

from apps.pages.markup.page import read
from apps.pages.markup.words import words

HEADING, PARAGRAPH, ITEM, CELL, HEAD_CELL, QUOTED, NOTE = (
    "heading", "paragraph", "item", "cell", "head cell", "quoted", "note"
)  # fmt: skip
_BLANK_HEADING = re.compile(r" {0,3}#{1,6}[ \t]*#*[ \t]*$")
_FENCE = re.compile(r" {0,3}(?:`{3,}|~{3,})")


class Link(NamedTuple):
    """Its words and its address."""

    text: str
    address: str


class Image(NamedTuple):
    """The name of its file, and what the text says it shows."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """Line of the text (from 1), words and anchor of the heading above, empty before the first."""

    line: int
    heading: str = ""
    anchor: str = ""


@dataclass(slots=True)
class Passage:
    """One heading, paragraph, list item or cell: the words a reader sees, and what stands among them.

    `level` is a heading's as it was typed. `table` and `column` count from 0 and are -1 outside tables.
    """

    kind: str
    text: str
    place: Place
    level: int = 0
    table: int = -1
    column: int = -1
    is_bold: bool = False
    links: list[Link] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)


def passages(text: str) -> list[Passage]:
    """All of them in order; code is left out. Raises Unrenderable as `render` does."""
    tokens, _, _ = read(text)
    return list(_passages(tokens))


def blank_headings(text: str) -> Iterator[int]:
    """The lines (from 1) of headings that have no words."""
    in_code = False
    for number, line in enumerate(text.split("\n"), 1):
        if _FENCE.match(line):
            in_code = not in_code
        elif not in_code and _BLANK_HEADING.match(line):
            yield number


def _passages(tokens: Sequence[Token]) -> Iterator[Passage]:
    inside: list[str] = []
    place, table, column = Place(1), -1, -1
    for index, token in enumerate(tokens):
        if token.map:
            place = Place(token.map[0] + 1, place.heading, place.anchor)
        if token.nesting == 1:
            inside.append(token.type)
            table += token.type == "table_open"
            column = -1 if token.type == "tr_open" else column + (token.type in ("th_open", "td_open"))
        elif token.nesting == -1 and inside:
            inside.pop()
        elif token.type == "inline":
            passage = _passage(token, inside, place)
            if passage.kind == HEADING:
                opening = tokens[index - 1]
                passage.level = len(opening.markup) if opening.markup.startswith("#") else 1 + (opening.markup == "-")
                passage.place = place = Place(place.line, passage.text, str(opening.attrs.get("id", "")))
            if passage.kind in (CELL, HEAD_CELL):
                passage.table, passage.column = table, column
            yield passage


def _passage(token: Token, inside: Sequence[str], place: Place) -> Passage:
    children = token.children or []
    said = Passage(_kind(inside), " ".join(words(children).split()), place)
    said.is_bold = _is_bold(children)
    address, begin = "", 0
    for index, child in enumerate(children):
        if child.type == "link_open":
            address, begin = str(child.attrs.get("href", "")), index
        elif child.type == "link_close":
            said.links.append(Link(words(children[begin:index]).strip(), address))
        elif child.type == "image":
            said.images.append(Image(str(child.attrs.get("data-file", "")), str(child.attrs.get("alt", ""))))
    return said


def _kind(inside: Sequence[str]) -> str:
    last = inside[-1] if inside else ""
    if "footnote_block_open" in inside or "footnote_open" in inside:
        return NOTE
    if "blockquote_open" in inside:
        return QUOTED
    if last == "heading_open":
        return HEADING
    if "table_open" in inside:
        return HEAD_CELL if "thead_open" in inside else CELL
    return ITEM if "list_item_open" in inside else PARAGRAPH


def _is_bold(children: Sequence[Token]) -> bool:
    """Whether the whole passage is one stretch of bold."""
    seen = [child for child in children if child.type != "text" or child.content.strip()]
    if len(seen) < 3 or seen[0].type != "strong_open" or seen[-1].type != "strong_close":
        return False
    return sum(child.type == "strong_open" for child in seen) == 1
