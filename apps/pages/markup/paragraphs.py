"""A text taken apart into what people point at when they talk of it: its paragraphs, headings, lists and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from markdown_it.token import Token

from apps.pages.markup import wikilinks
from apps.pages.markup.characters import is_blank
from apps.pages.markup.page import read, written


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One of them: the characters from `start` up to `end` of the text with line feeds alone.

    What is laid out elsewhere, such as a footnote, has no `html` of its own.
    """

    start: int
    end: int
    tokens: Sequence[Token]
    env: dict[str, Any]

    @property
    def html(self) -> str:
        """It laid out and sanitised, made anew each time it is asked for."""
        return written(self.tokens, self.env) if self.tokens else ""

    @property
    def links(self) -> tuple[str, ...]:
        """The keys of the pages linked by title."""
        return wikilinks.titles(self.tokens)


def paragraphs(text: str) -> list[Paragraph]:
    """All of them in order. Every word of the text is in one. Raises Unrenderable as `render` does."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    tokens, _, env = read(text)
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    found = []
    for first, last, inside in _covering(_groups(tokens), len(starts) - 1):
        start, end = starts[first], min(starts[last], len(text))
        words = text[start:end]
        if not is_blank(words):
            start += len(words) - len(words.lstrip("\n"))
            found.append(Paragraph(start, start + len(words.strip("\n").rstrip()), inside, env))
    return found


def _groups(tokens: Iterable[Token]) -> Iterator[tuple[int, int, list[Token]]]:
    """The outermost parts that stand in the text: (first line, line after the last, tokens)."""
    inside: list[Token] = []
    depth = 0
    for token in tokens:
        inside.append(token)
        depth += token.nesting
        if depth:
            continue
        lines = next((one.map for one in inside if one.map), None)
        if lines and inside[0].type != "footnote_block_open":
            yield lines[0], lines[1], inside
        inside = []


def _covering(groups: Iterable[tuple[int, int, list[Token]]], lines: int) -> Iterator[tuple[int, int, list[Token]]]:
    """The same, and between them what is laid out elsewhere or not at all."""
    done = 0
    for first, last, inside in groups:
        if first > done:
            yield done, first, []
        yield first, last, inside
        done = last
    if done < lines:
        yield done, lines, []
