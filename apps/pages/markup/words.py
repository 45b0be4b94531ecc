"""The words of a page without their markup, for search and for names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

_SPOKEN = frozenset({"text", "code_inline", "wiki_link", "named", "text_special"})
_BREAKS = frozenset({"softbreak", "hardbreak", "line_break"})


def words(children: Sequence[Token]) -> str:
    """What a reader would read aloud of one line of text."""
    return "".join(_spoken(children))


def plain(tokens: Sequence[Token]) -> str:
    """The words of the whole page, a line for every paragraph, heading, list item and table cell."""
    return "\n".join(line for line in map(str.strip, _lines(tokens)) if line)


def _spoken(children: Sequence[Token]) -> Iterator[str]:
    for token in children:
        if token.type in _SPOKEN:
            yield token.content
        elif token.type in _BREAKS:
            yield " "
        elif token.type == "image":
            yield words(token.children) if token.children else str(token.attrs.get("alt", ""))


def _lines(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield words(token.children or ())
        elif token.type in ("fence", "code_block", "code"):
            yield token.content
