"""Texts written to hurt a Markdown renderer, each grown to any size.

A shape is a function of one number, the size wanted in bytes, so the same attack can be measured at several sizes
and a cost that grows faster than the text shows itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

Shape = Callable[[int], str]


def repeat(piece: str, *, before: str = "", after: str = "") -> Shape:
    """The piece, over and over."""

    def shape(size: int) -> str:
        room = size - len(before.encode()) - len(after.encode())
        return before + piece * (room // len(piece.encode())) + after

    return shape


def numbered(pattern: str, *, joined: str = "\n", before: str = "", after: str = "") -> Shape:
    """The pattern with a new number each time."""

    def shape(size: int) -> str:
        return before + joined.join(_until(size - len(before) - len(after), pattern, joined)) + after

    return shape


def mirrored(opening: str, middle: str, closing: str) -> Shape:
    """As many closings as openings."""

    def shape(size: int) -> str:
        count = (size - len(middle)) // (len(opening) + len(closing))
        return opening * count + middle + closing * count

    return shape


def _until(size: int, pattern: str, joined: str) -> Iterator[str]:
    used, number = 0, 0
    while True:
        piece = pattern.format(n=number)
        used += len(piece.encode()) + len(joined)
        if used > size:
            return
        yield piece
        number += 1


def ladder(mark: str, *, rungs: str = " ") -> Shape:
    """Runs of one mark, each longer than the last."""

    def shape(size: int) -> str:
        rows: list[str] = []
        used = 0
        while used + len(rows) + 2 <= size:
            rows.append(mark * (len(rows) + 1))
            used += len(rows) + len(rungs)
        return rungs.join(rows)

    return shape


def staircase(mark: str, *, step: int = 2, deepest: int | None = None) -> Shape:
    """One list item a line, each deeper than the last."""

    def shape(size: int) -> str:
        rows: list[str] = []
        used = 0
        while used < size:
            depth = len(rows) if deepest is None else len(rows) % deepest
            row = " " * (depth * step) + mark + " a"
            used += len(row) + 1
            rows.append(row)
        return "\n".join(rows)[:size]

    return shape


def table(columns: int, cell: str = "a") -> Shape:
    """A table so many columns wide, as long as there is room."""
    row = ("|" + cell) * columns + "|\n"
    rule = "|-" * columns + "|\n"
    return repeat(row, before=row + rule)


def widest_table(size: int) -> str:
    """A heading row and a rule, all the width there is."""
    columns = size // 4 - 2
    return "|a" * columns + "|\n" + "|-" * columns + "|\n"


def short_rows(size: int) -> str:
    """Few marks that ask for many empty cells."""
    columns = 256
    head = "|a" * columns + "|\n" + "|-" * columns + "|\n"
    return head + "|a\n" * ((size - len(head)) // 3)


def many_narrow_tables(size: int) -> str:
    return "|a|\n|-|\n|b|\n\n" * (size // 14)


def footnotes_chained(size: int) -> str:
    """Each footnote calls the next."""
    return "[^0]\n\n" + "\n\n".join(_until(size - 8, "[^{n}]: see [^{n}] and [^1{n}]", "\n\n"))


def footnotes_inside_one_another(size: int) -> str:
    rows, used = ["[^0]\n"], 5
    while used < size:
        row = "    " * (len(rows) - 1) + f"[^{len(rows)}]: note\n"
        used += len(row) + 1
        rows.append(row)
    return "\n".join(rows)[:size]


SHAPES: dict[str, Shape] = {
    "prose": repeat("The quick brown fox jumps over the lazy dog and then it rests. "),
    "prose in paragraphs": repeat("The *quick* brown **fox** jumps over [the dog](/wiki/dog/).\n\n"),
    "brackets unclosed": repeat("["),
    "brackets unclosed, with text": repeat("[a "),
    "brackets closed": mirrored("[", "a", "]"),
    "brackets closing": repeat("]"),
    "brackets empty": repeat("[]"),
    "brackets, half closed": repeat("[[a]"),
    "links in brackets": mirrored("[", "a", "](b)"),
    "links unclosed": repeat("[a](b"),
    "links unclosed, with pointed brackets": repeat("[a](<b"),
    "links with long unclosed titles": repeat('[a](b "c '),
    "links, short": repeat("[a](b)"),
    "links off site, short": repeat("[a](//b)"),
    "links with round brackets": mirrored("[a](", "b", ")"),
    "links of percent signs": repeat("%", before="[a](", after=")"),
    "link to a long host": repeat("é", before="[a](http://", after=")"),
    "links to hosts of accents": repeat("[a](//é) "),
    "link of accents": repeat("é", before="[a](/", after=")"),
    "images unclosed": repeat("!["),
    "images in images": mirrored("![", "a", "](b)"),
    "images, short": repeat("![](file:a.png)"),
    "images off site": repeat("![](//a)"),
    "wiki links": repeat("[[a]]"),
    "wiki links, all different": numbered("[[{n}]]", joined=""),
    "wiki links unclosed": repeat("[[a"),
    "wiki links unclosed, with bars": repeat("[[a|b"),
    "wiki links in brackets": repeat("[[[[a]] "),
    "backtick ladder": ladder("`"),
    "backtick ladder, with text": ladder("`", rungs="a"),
    "backticks single": repeat("`a"),
    "backticks in pairs": repeat("`a`"),
    "backticks and brackets": repeat("[`"),
    "fence unclosed": repeat("a\n", before="```\n"),
    "fences of every length": ladder("`", rungs="\n"),
    "fences of tildes": repeat("~~~\n"),
    "headings equal": repeat("# a\n"),
    "headings different": numbered("# a {n}"),
    "headings already numbered": numbered("# a-{n}", after="\n# a" * 500),
    "headings of every level": repeat("###### a\n# b\n"),
    "headings empty": repeat("#\n"),
    "headings underlined": repeat("a\n=\n"),
    "heading, one long": repeat("a ", before="# "),
    "hash signs": repeat("#"),
    "footnotes": numbered("[^{n}]\n\n[^{n}]: a\n"),
    "footnotes, one called often": repeat("[^a]", after="\n\n[^a]: b\n"),
    "footnotes never called": numbered("[^{n}]: a"),
    "footnotes with equal names": repeat("[^a]: a\n", before="[^a]\n\n"),
    "footnotes chained": footnotes_chained,
    "footnotes inside one another": footnotes_inside_one_another,
    "footnotes calling themselves": repeat("[^a]", before="[^a]\n\n[^a]: "),
    "footnote marks unclosed": repeat("[^", before="[^a]: a\n\n"),
    "footnote marks unclosed, long": repeat("[^a", before="[^a]: a\n\n"),
    "footnotes in line": repeat("^[a]"),
    "footnotes in line, unclosed": repeat("^["),
    "footnotes in footnotes": mirrored("^[", "a", "]"),
    "footnotes on one line": repeat("[^a]:"),
    "quotes deep": repeat(">"),
    "quotes deep, spaced": repeat("> "),
    "quotes at the limit": repeat("> " * 10 + "a\n"),
    "quotes, lazy": repeat("a\n", before="> " * 10),
    "quotes ended by headings": repeat("a\n> # a\n"),
    "quotes ended by headings, in a quote": repeat("> a\n> > # a\n"),
    "tables ended by headings": repeat("|a|\n|-|\n# a\n"),
    "footnotes ended by headings": repeat("[^a]: a\n# a\n"),
    "quotes, many": repeat("> a\n\n"),
    "lists deep, on one line": repeat("- "),
    "lists deep": staircase("-"),
    "lists at the limit": staircase("-", deepest=8),
    "lists numbered, deep": staircase("1.", step=3, deepest=8),
    "lists with blank lines": repeat("-\n\n"),
    "list items": repeat("- a\n"),
    "list items, spaced": repeat("- a\n\n"),
    "list marks changing": repeat("- a\n+ a\n* a\n"),
    "list numbers": numbered("{n}. a"),
    "list in quote in list": repeat("- > "),
    "task list": repeat("- [ ] a\n"),
    "task marks": repeat("[ ] "),
    "table, widest": widest_table,
    "table, 10,000 columns": table(10_000),
    "table, 100 columns": table(100),
    "table, 3 columns": table(3),
    "table, one column": table(1),
    "table, empty cells": table(20, ""),
    "table, short rows": short_rows,
    "table, escaped bars": table(3, "\\|"),
    "tables, many": many_narrow_tables,
    "table rules": repeat("|-"),
    "table rules, line by line": repeat("|-|\n"),
    "table almost": repeat("a|b\n-|\n"),
    "bars": repeat("|"),
    "emphasis unclosed": repeat("*a **b "),
    "emphasis inside words": repeat("a**b"),
    "emphasis closed": repeat("*a*"),
    "emphasis, stars and lines": repeat("*_"),
    "emphasis, mixed": repeat("*a_ "),
    "emphasis deep": mirrored("*a ", "b", " a*"),
    "emphasis double deep": mirrored("**a ", "b", " a**"),
    "emphasis, closers only": repeat("a* "),
    "emphasis, openers only": repeat(" *a"),
    "stars": repeat("*"),
    "stars after text": repeat("*", before="a"),
    "lines": repeat("_", before="a"),
    "strikes": repeat("~~a"),
    "strikes unclosed": repeat("~~a ~b "),
    "tildes": repeat("~", before="a"),
    "references": numbered("[{n}]: /a"),
    "references used": numbered("[{n}]: /a\n\n[{n}]\n"),
    "references, one used often": repeat("[a]", before="[a]: /b\n\n"),
    "references with equal names": repeat("[a]: /b\n"),
    "references with open titles": repeat('[a]: /b "c\n'),
    "references with long open titles": repeat("a\n", before='[a]: /b "c\n'),
    "references unclosed": repeat("[a\n"),
    "references of long names": repeat("a", before="[", after="]: /b"),
    "references and long addresses": repeat("[x]", before="[x]: /" + "a" * 4_000 + "\n\n"),
    "entities": repeat("&amp;"),
    "entities numbered": repeat("&#65;"),
    "entities unclosed": repeat("&a"),
    "ampersands": repeat("&"),
    "backslashes": repeat("\\"),
    "backslashes and brackets": repeat("\\["),
    "backslashes at line ends": repeat("a\\\n"),
    "pointed brackets": repeat("<"),
    "pointed brackets, letters": repeat("<a "),
    "pointed brackets, closed": repeat("<a>"),
    "comments unclosed": repeat("<!--"),
    "comments": repeat("<!---->"),
    "cdata unclosed": repeat("<![CDATA["),
    "instructions unclosed": repeat("<?"),
    "declarations unclosed": repeat("<!A "),
    "tags with open attributes": repeat('<a b="'),
    "html blocks": repeat("<div>\n\n"),
    "scripts": repeat("<script>"),
    "line break marks": repeat("<br>"),
    "addresses in pointed brackets": repeat("<http://a>"),
    "addresses unclosed": repeat("<http://a"),
    "mail addresses": repeat("<a@b.c>"),
    "mail address, one long": repeat("a", before="<", after="@b"),
    "mail address of dots": repeat("a.", before="<a@", after="!>"),
    "addresses bare": repeat("http://a.b/c "),
    "addresses bare, run together": repeat("http://"),
    "addresses of www": repeat("www."),
    "address, one long": repeat("a", before="http://a.b/"),
    "address of round brackets": repeat(")", before="http://a.b/("),
    "colons": repeat(":"),
    "at signs": repeat("a@"),
    "line, one long": repeat("a"),
    "lines, short": repeat("a\n"),
    "lines, blank": repeat("\n"),
    "lines of spaces": repeat("    \n"),
    "lines ending in spaces": repeat("a  \n"),
    "tabs": repeat("\t"),
    "tabs and text": repeat("\ta\n"),
    "spaces": repeat(" "),
    "spaces and text": repeat(" ", before="a", after="b"),
    "code by indent": repeat("    a\n\n"),
    "rules": repeat("---\n"),
    "rules of stars": repeat("* * *\n"),
    "rule, one long": repeat("* "),
    "carriage returns": repeat("\r"),
    "carriage returns and lines": repeat("a\r\n"),
    "nul": repeat("\0"),
    "control characters": repeat("\x01\x1b\x7f\x85"),
    "surrogates": lambda size: "\ud800" * (size // 3),
    "right to left": repeat("\u202ea\u202c"),
    "isolates unclosed": repeat("\u2067"),
    "combining": repeat("\u0301", before="a"),
    "zero width": repeat("\u200b\u200d\ufeff"),
    "not characters": repeat("\ufdd0\ufffe"),
    "emoji": repeat("👩‍👩‍👧"),
    "emphasis round emoji": repeat("*👩*"),
    "placeholders forged": repeat('<span data-page="a">b</span>'),
    "everything once": repeat("[a](<b `c` *d ![e] ~f~ <g &h; \\i\n> - 1. # | |-|\n"),
    "govspeak": repeat("$CTA\n##a\n{:.b}\n*[API]: c\n"),
}
