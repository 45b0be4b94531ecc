"""What stands in the way of somebody who finds their way by headings, links and tables."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby, zip_longest

from apps.pages.hints.kinds import Kind
from apps.pages.hints.reading import CELL, HEAD_CELL, HEADING, PARAGRAPH, Link, Passage, Place, blank_headings

Found = tuple[Kind, Place, str, str]
_LONGEST_BOLD_HEADING = 80
_SAYS_NOTHING = frozenset(
    (
        "click", "click here", "click this link", "click on this link", "download", "details", "document",
        "find out more", "further information", "go here", "here", "information", "learn more", "link", "more",
        "more details", "more information", "page", "read here", "read more", "read this", "report", "see here",
        "see more", "site", "this", "this document", "this link", "this one", "this page", "this report", "this site",
        "this website", "view", "website",
    )
)  # fmt: skip
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_FILE_NAME = re.compile(r"[\w%.~-]+\.(?:png|jpe?g|gif|webp|svg|bmp)", re.IGNORECASE)


def structure(text: str, passages: Sequence[Passage], described: Collection[str]) -> Iterator[Found]:
    """(kind, place, quotation, what exactly) of each fault. `described` names files with words of their own."""
    yield from _headings(text, passages)
    for passage in passages:
        for link in passage.links:
            yield from _link(passage, link)
        for image in passage.images:
            if _FILE_NAME.fullmatch(image.text) or not (image.text or image.name in described):
                yield Kind.IMAGE_WITHOUT_TEXT, passage.place, image.text or image.name, ""
        if _may_be_heading(passage):
            yield Kind.BOLD_AS_HEADING, passage.place, passage.text, ""
    yield from _tables(passages)


def _headings(text: str, passages: Sequence[Passage]) -> Iterator[Found]:
    for line in blank_headings(text):
        yield Kind.EMPTY_SECTION, Place(line), "", "The heading itself has no words, so readers will not see it."
    above = 0
    for passage, following in zip_longest(passages, passages[1:]):
        if passage.kind != HEADING:
            continue
        if passage.level == 1:
            yield Kind.TITLE_IN_TEXT, passage.place, passage.text, ""
        elif above and passage.level > above + 1:
            yield Kind.HEADING_SKIPS, passage.place, passage.text, f"From level {above} to level {passage.level}."
        above = passage.level
        if following is None or (following.kind == HEADING and following.level <= passage.level):
            yield Kind.EMPTY_SECTION, passage.place, passage.text, ""


def _link(passage: Passage, link: Link) -> Iterator[Found]:
    if link.text.casefold().strip(" .:>»→…") in _SAYS_NOTHING:
        yield Kind.LINK_SAYS_NOTHING, passage.place, link.text, f"It leads to {link.address}"
    elif _ADDRESS.fullmatch(link.text):
        yield Kind.LINK_IS_ADDRESS, passage.place, link.text, ""


def _may_be_heading(passage: Passage) -> bool:
    said = passage.text
    return (
        passage.kind == PARAGRAPH
        and passage.is_bold
        and len(said) <= _LONGEST_BOLD_HEADING
        and not said.endswith((".", "!", ";", ","))
    )


def _tables(passages: Sequence[Passage]) -> Iterator[Found]:
    cells = (passage for passage in passages if passage.kind in (HEAD_CELL, CELL))
    for _, of_table in groupby(cells, lambda cell: cell.table):
        table = list(of_table)
        # A row of empty heads is not laid out at all.
        heads = [cell.text for cell in table if cell.kind == HEAD_CELL]
        # The corner above the names of the rows may well be empty.
        if not heads or not all(heads[1:]):
            yield Kind.TABLE_WITHOUT_HEAD, table[0].place, " | ".join(filter(None, heads)), ""
