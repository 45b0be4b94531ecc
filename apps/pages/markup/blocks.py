"""Tables, code and task lists, made usable by keyboard and by screen reader."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from apps.pages.markup.characters import clean, is_blank
from apps.pages.markup.words import words

_LONGEST_NAME = 100
_TASK = re.compile(r"\[([ xX])\][ \t]+")


def dress(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with tables and code in named regions that can be scrolled by keyboard, and tasks with labels."""
    _label_tasks(tokens)
    return list(_regions(tokens))


def _regions(tokens: Sequence[Token]) -> Iterator[Token]:
    tables = codes = 0
    dropping_head = False
    for index, token in enumerate(tokens):
        if token.type == "table_open":
            tables += 1
            headers = _headers(tokens, index)
            dropping_head = not any(headers)
            yield Token("region_open", "div", 1, attrs=_region(f"Table {tables}", headers), block=True)
        elif token.type in ("fence", "code_block"):
            codes += 1
            # The language an author names is not shown, and would be a class of their choosing.
            token.type, token.info = "code", ""
            token.attrs = _region(f"Code {codes}", [])
        elif token.type in ("th_open", "th_close", "td_open"):
            _finish_cell(tokens, index)
        if not dropping_head or token.type == "table_open":
            yield token
        dropping_head = dropping_head and token.type != "thead_close"
        if token.type == "table_close":
            yield Token("region_close", "div", -1, block=True)


def _region(name: str, headers: list[str]) -> dict[str, str | int | float]:
    named = f"{name}: {', '.join(filter(None, headers))}" if any(headers) else name
    named = named if len(named) <= _LONGEST_NAME else named[: _LONGEST_NAME - 1].rstrip(" ,") + "…"
    return {"class": "scroll-region", "role": "region", "tabindex": "0", "aria-label": named}


def _headers(tokens: Sequence[Token], index: int) -> list[str]:
    found: list[str] = []
    while tokens[index].type != "thead_close":
        if tokens[index].type == "inline":
            text = " ".join(clean(words(tokens[index].children or ())).split())
            found.append("" if is_blank(text) else text)
        index += 1
    return found


def _finish_cell(tokens: Sequence[Token], index: int) -> None:
    token = tokens[index]
    style = token.attrs.pop("style", None)
    if style in ("text-align:right", "text-align:center"):
        token.attrs["class"] = str(style).replace("text-align:", "align-")
    if token.type != "th_open":
        return
    if is_blank(words(tokens[index + 1].children or ())):
        # A header cell that says nothing heads nothing (axe: empty-table-header).
        token.tag = tokens[index + 2].tag = "td"
    else:
        token.attrs["scope"] = "col"


def _label_tasks(tokens: Sequence[Token]) -> None:
    lists: list[Token] = []
    for index, token in enumerate(tokens):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append(token)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "list_item_open" and index + 2 < len(tokens) and _label_task(tokens[index + 2]):
            token.attrs["class"] = "task"
            lists[-1].attrs["class"] = "tasks"


def _label_task(line: Token) -> bool:
    children = line.children or []
    if line.type != "inline" or not children or children[0].type != "text":
        return False
    mark = _TASK.match(children[0].content)
    if mark is None or is_blank(words(children)[mark.end() :]):
        return False
    box = Token("checkbox", "input", 0, attrs={"type": "checkbox", "disabled": ""})
    if mark[1] != " ":
        box.attrs["checked"] = ""
    children[0].content = " " + children[0].content[mark.end() :]
    line.children = [Token("label_open", "label", 1), box, *children, Token("label_close", "label", -1)]
    return True
