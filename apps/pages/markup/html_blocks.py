"""HTML written in the middle of Markdown, as the Markdown that says the same."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
_BLOCKS = frozenset({"p", "div", "figure", "figcaption", "nav", "section", "article", "table"})
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "code": "`", "br": "<br>"}
_IGNORED = frozenset({"span", "thead", "tbody", "tfoot", "abbr"})
_HIDDEN = frozenset({"script", "style"})
_SPACES = re.compile(r"\s+")
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})

Attributes = dict[str, str]


class HtmlBlock(HTMLParser):
    """Reads one piece of HTML; `markdown()` is what it says, `losses` what could not be kept, with line numbers."""

    def __init__(self, first_line: int) -> None:
        super().__init__(convert_charrefs=True)
        self.losses: list[tuple[int, str]] = []
        self.headings: dict[str, str] = {}
        self._first_line = first_line
        self._out: list[str] = []
        self._lists: list[str] = []
        self._links: list[str] = []
        self._hidden = 0
        self._heading_id = ""
        self._heading_at = 0
        self._table: list[list[_Cell]] | None = None
        self._cell_at = 0

    def markdown(self) -> str:
        """The Markdown so far."""
        return re.sub(r"\n{3,}", "\n\n", "".join(self._out)).strip("\n")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _HIDDEN:
            self._lose(f"left out a {tag}")
            self._hidden += 1
        elif tag in _HEADINGS:
            self._break()
            self._out.append(_HEADINGS[tag] + " ")
            self._heading_id, self._heading_at = given.get("id", ""), len(self._out)
        elif tag in ("ul", "ol"):
            self._break(blank=not self._lists)
            self._lists.append(tag)
        elif tag in ("tr", "td", "th", "table"):
            self._start_table_part(tag, given)
        else:
            self._start_other(tag, given)
        if "id" in given and tag not in _HEADINGS:
            self._lose(f"links to #{given['id']} will lead nowhere")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in ("td", "th", "table"):
            self._end_table_part(tag)
        elif tag == "a" and self._links:
            self._end_link(self._links.pop())
        elif tag in _MARKS and tag not in _VOID:
            self._out.append(_MARKS[tag])
        else:
            self._end_block(tag)

    def _end_block(self, tag: str) -> None:
        if tag in _HEADINGS:
            if self._heading_id:
                self.headings[self._heading_id] = "".join(self._out[self._heading_at :])
            self._break()
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()
            self._break(blank=not self._lists)
        elif tag in _BLOCKS:
            self._break()

    def _end_table_part(self, tag: str) -> None:
        if tag == "table":
            self._end_table()
        else:
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        text = _SPACES.sub(" ", data)
        if not self._out or self._out[-1].endswith(("\n", " ")):
            text = text.lstrip()
        self._out.append(text)

    def _start_other(self, tag: str, given: Attributes) -> None:
        if tag == "li":
            self._break(blank=False, item=True)
            self._out.append("1. " if self._lists[-1:] == ["ol"] else "- ")
        elif tag == "a":
            self._links.append(given.get("href", ""))
            self._out.append("[")
        elif tag == "img":
            self._out.append(f"![{given.get('alt', '')}]({given.get('src', '')})")
        elif tag == "hr":
            self._break()
            self._out.append("---")
            self._break()
        elif tag in _MARKS:
            self._out.append(_MARKS[tag])
        elif tag in _BLOCKS:
            self._break()
        elif tag not in _IGNORED:
            self._lose(f"left out <{tag}> and kept what it held")

    def _end_link(self, address: str) -> None:
        if not address and self._out[-1] == "[":
            self._out.pop()
        else:
            self._out.append(f"]({address})")

    def _break(self, *, blank: bool = True, item: bool = False) -> None:
        """Start a new line, or a new paragraph, at the depth of the list we are in, or for an item of that list."""
        if self._table is not None:
            return
        while self._out and not self._out[-1].strip(" \n"):
            blank = self._out.pop() == "\n\n" or blank
        if self._out and re.fullmatch(r"(-|1\.) ", self._out[-1]):
            return
        if self._out:
            self._out[-1] = self._out[-1].rstrip(" ")
            self._out.append("\n\n" if blank else "\n")
        within = self._lists[:-1] if item else self._lists
        indent = "".join("   " if kind == "ol" else "  " for kind in within)
        if indent:
            self._out.append(indent)

    def _start_table_part(self, tag: str, given: Attributes) -> None:
        if tag == "table":
            self._break()
            self._table, self._cell_at = [], len(self._out)
        elif self._table is None:
            self._lose(f"left out <{tag}> outside a table")
        elif tag == "tr":
            self._table.append([])
        elif self._table:
            if int(given.get("rowspan") or 1) > 1 or int(given.get("colspan") or 1) > 1:
                self._lose("a table cell over several rows or columns is written in each of them")
            self._table[-1].append(_Cell(_span(given, "rowspan"), _span(given, "colspan")))
            self._cell_at = len(self._out)

    def _end_cell(self) -> None:
        if self._table and self._table[-1]:
            self._table[-1][-1].text = _SPACES.sub(" ", "".join(self._out[self._cell_at :])).strip().replace("|", "\\|")
            del self._out[self._cell_at :]

    def _end_table(self) -> None:
        if self._table is None:
            return
        rows = _grid(self._table)
        del self._out[self._cell_at :]
        self._table = None
        if rows:
            width = max(map(len, rows))
            lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows]
            self._break()
            self._out.append("\n".join([lines[0], "|---" * width + "|", *lines[1:]]))
        self._break()

    def _lose(self, what: str) -> None:
        self.losses.append((self._first_line + self.getpos()[0] - 1, what))


class _Cell:
    def __init__(self, rows: int, columns: int) -> None:
        self.rows, self.columns, self.text = rows, columns, ""


def _span(given: Attributes, name: str) -> int:
    value = given.get(name, "1")
    return min(int(value), 100) if value.isdecimal() else 1


def _grid(table: list[list[_Cell]]) -> list[list[str]]:
    """Rows of texts, a cell that spans several places written in each."""
    filled: dict[tuple[int, int], str] = {}
    for row, cells in enumerate(table):
        column = 0
        for cell in cells:
            while (row, column) in filled:
                column += 1
            for down in range(cell.rows):
                for across in range(cell.columns):
                    filled[row + down, column + across] = cell.text
            column += cell.columns
    rows = [
        [filled.get((row, column), "") for column in range(1 + max((c for r, c in filled if r == row), default=-1))]
        for row in range(len(table))
    ]
    return [row for row in rows if row]


def depth_change(line: str) -> int:
    """How many elements the line opens less how many it closes."""
    opened = sum(tag.lower() not in _VOID for tag in re.findall(r"<([a-zA-Z][a-zA-Z0-9]*)\b[^>]*(?<!/)>", line))
    return opened - len(re.findall(r"</[a-zA-Z][a-zA-Z0-9]*\s*>", line))
