"""Guidance from the older tools comes in without its marks, and says what it lost."""

from __future__ import annotations

from apps.pages.markup.govspeak import to_markdown


def test_habits_of_kramdown_and_liquid_are_mended() -> None:
    text = (
        "##Apply\n{: id=\"apply-now\"}\n\nUse the API. {:.intro}\n\n[Back](#apply-now) <a href='/x'>x</a>\n\n"
        "{% include menu.html %}\n\n$CTA\n\n*[API]: interface\n\n```\n##not\n{:.kept}\n```\n"
    )
    assert to_markdown(text) == (
        "## Apply\n\n\nUse the API.\n\n[Back](#apply) [x](/x)\n\n\n\n\n\n```\n##not\n{:.kept}\n```\n"
        "\n## Abbreviations\n\n- API: interface\n",
        [
            "Line 4: left out the style mark {:.intro}.",
            "Line 8: left out {% include menu.html %}, which a program filled in.",
            "Line 10: left out the Govspeak mark $CTA.",
            "Line 12: what API stands for is kept in a list at the end of the page.",
        ],
    )


def test_html_says_the_same_in_markdown() -> None:
    text = (
        '<div class="a">\n  <h2 id="s1">One</h2>\n  <ul>\n    <li>a <strong>b</strong></li>\n'
        '    <li>c\n      <ol><li>d</li></ol></li>\n  </ul>\n  <img src="/i.png" alt="I">\n</div>\n\n[One](#s1)\n'
    )
    markdown, losses = to_markdown(text)
    assert markdown.strip() == "## One\n\n- a **b**\n- c\n  1. d\n\n![I](/i.png)\n\n\n[One](#one)"
    assert losses == []


def test_a_cell_over_several_rows_is_written_in_each() -> None:
    text = "<table><tr><th>A</th><th>B</th></tr><tr><td rowspan=2>x</td><td>1</td></tr><tr><td>2|3</td></tr></table>\n"
    markdown, losses = to_markdown(text)
    assert markdown.strip() == "| A | B |\n|---|---|\n| x | 1 |\n| x | 2\\|3 |"
    assert losses == ["Line 1: a table cell over several rows or columns is written in each of them."]
