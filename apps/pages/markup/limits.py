"""How much one page may hold, so that any text is laid out or refused within a second.

The limits are counts, never a clock: the same text is laid out or refused on every machine, busy or idle.
"""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.blockquote import blockquote
from markdown_it.rules_block.table import table as gfm_table
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

MAX_BYTES = 200 * 1024
MAX_LINES = 10_000
MAX_NESTING = 24
MAX_BLOCKS = 12_000
MAX_MARKS = 50_000
MAX_COLUMNS = 100
MAX_CELLS = 15_000
MAX_QUOTED_LINES = 150_000
MAX_FOOTNOTE_CALLS = 5_000
MAX_LINKS = 8_000
MAX_ADDRESS_CHARACTERS = 600_000

# The parser counts a list as one level and its item as another; a reader counts one.
_LEVELS_PER_LIST = 2


class Unrenderable(ValueError):
    """The text cannot be laid out as a page. `reason` is a sentence for the person who wrote it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Work:
    """What has been spent of the limits that can only be counted while the text is read."""

    __slots__ = ("blocks", "cells", "marks", "quoted")

    def __init__(self) -> None:
        self.blocks = 0
        self.cells = 0
        self.marks = 0
        self.quoted = 0


def check_size(text: str) -> None:
    """Refuse a text of more bytes (UTF-8) than a page may have. Raises Unrenderable."""
    size = len(text) if len(text) > MAX_BYTES else len(text.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        raise Unrenderable(
            f"The text is {-(-size // 1024):,} KB long. A page can be at most {MAX_BYTES // 1024} KB. "
            "Split it into more than one page."
        )


def check_lines(text: str) -> None:
    """Refuse a text of more lines than a page may have. Raises Unrenderable."""
    lines = text.count("\n") + 1
    if lines > MAX_LINES:
        raise Unrenderable(
            f"The text has {lines:,} lines. A page can have at most {MAX_LINES:,}. Split it into more than one page."
        )


def install(md: MarkdownIt) -> None:
    """Make the parser count its work, and stop with Unrenderable at a limit."""
    md.inline.ruler.before("text", "count_marks", _count_marks)
    md.block.ruler.before("table", "count_blocks", _count_blocks)
    alternatives = ["paragraph", "reference", "blockquote", "list"]
    md.block.ruler.at("blockquote", _counted_quote, {"alt": alternatives})
    md.block.ruler.at("table", _counted_table, {"alt": ["paragraph", "reference"]})


def install_short(md: MarkdownIt) -> None:
    """The same for the short form, which has no tables."""
    md.inline.ruler.before("text", "count_marks", _count_marks)
    md.block.ruler.before("fence", "count_blocks", _count_blocks)
    md.block.ruler.at("blockquote", _counted_quote, {"alt": ["paragraph", "blockquote", "list"]})


def _count_marks(state: StateInline, silent: bool) -> bool:
    work: Work = state.env["work"]
    work.marks += 1
    if work.marks > MAX_MARKS:
        raise Unrenderable(
            "The text has too many formatting marks, such as brackets, stars and backticks. "
            "Take some out, or split it into more than one page."
        )
    return False


def _count_blocks(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    if state.level >= MAX_NESTING:
        raise Unrenderable(
            f"Lists or quotations are more than {MAX_NESTING // _LEVELS_PER_LIST} deep inside one another. "
            "Use fewer levels."
        )
    work: Work = state.env["work"]
    work.blocks += 1
    if work.blocks > MAX_BLOCKS:
        raise Unrenderable(
            f"The text has more than {MAX_BLOCKS:,} paragraphs, list items and headings. "
            "Split it into more than one page."
        )
    return False


def _counted_quote(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """A quotation looks ahead to the next blank line, however soon it ends: lines it may look at are counted."""
    if silent or state.is_code_block(line) or not state.src.startswith(">", state.bMarks[line] + state.tShift[line]):
        return blockquote(state, line, end, silent)
    ahead = line + 1
    while ahead < end and not state.isEmpty(ahead):
        ahead += 1
    work: Work = state.env["work"]
    work.quoted += ahead - line
    if work.quoted > MAX_QUOTED_LINES:
        raise Unrenderable("Quotations run into other lines too often. Put a blank line after each quotation.")
    return blockquote(state, line, end, silent)


def _counted_table(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    if not gfm_table(state, line, end, True):
        return False
    if silent:
        return True
    columns = state.src.count("|", state.bMarks[line + 1], state.eMarks[line + 1]) + 1
    if columns > MAX_COLUMNS + 2:
        raise Unrenderable(f"A table has more than {MAX_COLUMNS} columns. Split it into narrower tables.")
    rows = 1
    while line + 1 + rows < end and not state.isEmpty(line + 1 + rows):
        rows += 1
    work: Work = state.env["work"]
    work.cells += rows * columns
    if work.cells > MAX_CELLS:
        raise Unrenderable(
            f"The tables have more than {MAX_CELLS:,} cells together. Split them over more than one page."
        )
    return gfm_table(state, line, end, False)


def check_calls(tokens: Sequence[Token]) -> None:
    """Refuse more footnote references than a page may have. Raises Unrenderable."""
    calls = sum(token.type == "footnote_anchor" for token in tokens)
    if calls > MAX_FOOTNOTE_CALLS:
        raise Unrenderable(f"The text refers to footnotes more than {MAX_FOOTNOTE_CALLS:,} times. Use fewer.")
