"""Guidance written for GOV.UK's older tools (kramdown, Govspeak, Jekyll) as the Markdown we understand.

For imports only: it mends what such files hold, and says line by line what could not be kept. Looks (classes and
styles) are left out without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from apps.pages.markup.headings import slug
from apps.pages.markup.html_blocks import HtmlBlock, depth_change

_FENCE = re.compile(r"\s{0,3}(```+|~~~+)")
_TIGHT_HEADING = re.compile(r"(#{1,6})(?=[^#\s])")
_MARK = re.compile(r"[ \t]*\{::?[ \t]*([^{}\n]*)\}")
_ID = re.compile(r"id=\"([^\"]+)\"|#([\w-]+)")
_LIQUID = re.compile(r"\{%.*?%\}|\{\{.*?\}\}")
_ABBREVIATION = re.compile(r"\*\[([^\]]+)\]:\s*(.*)")
_CALL_TO_ACTION = re.compile(r"\s*\$(?:CTA|[A-Z]{1,3}|!)\s*")
_HTML_LINE = re.compile(
    r"\s*</?(?:p|div|ul|ol|li|h[1-6]|figure|figcaption|nav|hr|img|table|section|article|br|a|strong|span)\b",
    re.IGNORECASE,
)

_INLINE_LINK = re.compile(r"<a\b[^<>]*\bhref=[\"']([^\"'<>]+)[\"'][^<>]*>([^<>]*)</a>", re.IGNORECASE)
_INLINE_TAG = re.compile(r"</?(?:a|b|i|em|strong|span|sup|sub|small|u|abbr)\b[^<>]*>", re.IGNORECASE)


def to_markdown(text: str) -> tuple[str, list[str]]:
    """The text (without front matter) as our Markdown, and a sentence for each thing that could not be kept."""
    return _Converter().convert(text)


class _Converter:
    def __init__(self) -> None:
        self._losses: list[tuple[int, str]] = []
        self._abbreviations: dict[str, str] = {}
        self._anchors: dict[str, str] = {}
        self._heading = ""

    def convert(self, text: str) -> tuple[str, list[str]]:
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        body = "\n".join(self._converted(lines)).strip("\n") + "\n"
        for old, heading in self._anchors.items():
            body = body.replace(f"](#{old})", f"](#{slug(heading)})")
        return body + self._glossary(), [f"Line {line}: {what}." for line, what in sorted(self._losses)]

    def _converted(self, lines: list[str]) -> Iterator[str]:
        number = 0
        fence = ""
        while number < len(lines):
            line = lines[number]
            number += 1
            mark = _FENCE.match(line)
            if fence or mark:
                fence = self._fence(fence, mark, line)
                yield line
            elif _HTML_LINE.match(line) and not line.startswith("    "):
                end = _end_of_html(lines, number - 1)
                yield from self._html(
                    [self._without_liquid(row, at) for at, row in enumerate(lines[number - 1 : end], number)],
                    number,
                )
                number = end
            else:
                yield from self._line(line, number)

    def _fence(self, fence: str, mark: re.Match[str] | None, line: str) -> str:
        if not fence and mark:
            return mark[1]
        return "" if mark and line.strip() == mark[1] and mark[1].startswith(fence) else fence

    def _line(self, line: str, number: int) -> Iterator[str]:
        abbreviation = _ABBREVIATION.match(line)
        if abbreviation:
            self._abbreviations[abbreviation[1]] = abbreviation[2].strip()
            self._lose(number, f"what {abbreviation[1]} stands for is kept in a list at the end of the page")
            return
        line = self._without_liquid(self._without_marks(line, number), number)
        if _CALL_TO_ACTION.fullmatch(line):
            self._lose(number, f"left out the Govspeak mark {line.strip()}")
            return
        line = self._without_tags(line, number)
        line = _TIGHT_HEADING.sub(r"\1 ", line, count=1) if _TIGHT_HEADING.match(line) else line
        if line.startswith("#"):
            self._heading = line.strip("# ")
        yield line

    def _without_marks(self, line: str, number: int) -> str:
        for found in _MARK.finditer(line):
            named = _ID.search(found[1])
            if named and self._heading:
                self._anchors[named[1] or named[2]] = self._heading
            elif named:
                self._lose(number, f"links to #{named[1] or named[2]} will lead nowhere")
            else:
                self._lose(number, f"left out the style mark {found[0].strip()}")
        return _MARK.sub("", line)

    def _without_tags(self, line: str, number: int) -> str:
        if "`" in line:
            return line
        line = _INLINE_LINK.sub(r"[\2](\1)", line)
        for found in _INLINE_TAG.finditer(line):
            self._lose(number, f"{found[0]} will be shown as it is written")
        return line

    def _without_liquid(self, line: str, number: int) -> str:
        for found in _LIQUID.finditer(line):
            self._lose(number, f"left out {found[0]}, which a program filled in")
        return _LIQUID.sub("", line)

    def _html(self, lines: list[str], number: int) -> Iterator[str]:
        block = HtmlBlock(number)
        block.feed("\n".join(lines))
        block.close()
        self._losses += block.losses
        self._anchors |= block.headings
        yield from ("", block.markdown(), "")

    def _glossary(self) -> str:
        if not self._abbreviations:
            return ""
        rows = "".join(f"- {short}: {long}\n" for short, long in self._abbreviations.items())
        return f"\n## Abbreviations\n\n{rows}"

    def _lose(self, number: int, what: str) -> None:
        self._losses.append((number, what))


def _end_of_html(lines: list[str], start: int) -> int:
    """The line after the last of the HTML that starts here: all it opened is closed, or the text ends."""
    depth = 0
    for at in range(start, len(lines)):
        depth += depth_change(lines[at])
        if depth <= 0:
            return at + 1
    return len(lines)
