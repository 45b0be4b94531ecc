"""Amina writes a page; this is what its readers get."""

from __future__ import annotations

import pytest

from apps.pages.markup import MAX_BYTES, Heading, Html, Unrenderable, WikiLink, key, parts, render


def test_headings_make_a_tree_below_the_title() -> None:
    page = render("### Scope\n\n# Who\n\n### Drivers\n\n### Drivers\n\n#\n\n> # Quoted\n")
    assert page.contents == (
        Heading(2, "Scope", "h-scope"),
        Heading(2, "Who", "h-who"),
        Heading(3, "Drivers", "h-drivers"),
        Heading(3, "Drivers", "h-drivers--2"),
    )
    assert '<h2 id="h-quoted">Quoted</h2>' in page.html


def test_a_link_to_a_heading_finds_it() -> None:
    assert 'href="#h-who-pays"' in render("[x](#who-pays)\n\n## Who pays?\n").html


def test_a_link_by_title_waits_for_its_reader() -> None:
    page = render("See [[Rural  bus grant]] and [[rural bus GRANT|the grant]] & [[Fares \\<b>]].")
    assert page.links == ("rural bus grant", "fares \\<b>")
    assert parts(page.html) == [
        Html("<p>See "),
        WikiLink("Rural bus grant", "rural bus grant", "Rural bus grant"),
        Html(" and "),
        WikiLink("rural bus GRANT", "rural bus grant", "the grant"),
        Html(" &amp; "),
        WikiLink("Fares \\<b>", "fares \\<b>", "Fares \\<b>"),
        Html(".</p>\n"),
    ]
    assert key("Rural\u00a0Bus  GRANT ") == "rural bus grant"


def test_a_table_can_be_scrolled_and_named() -> None:
    html = render("| Grade | | Pay |\n|---|:-:|--:|\n| HEO | [[a\\|b]] | 1<br>2 |\n").html
    assert html == (
        '<div class="scroll-region" role="region" tabindex="0" aria-label="Table 1: Grade, Pay">\n'
        "<table>\n<thead>\n<tr>\n"
        '<th scope="col">Grade</th>\n<td class="align-center"></td>\n<th class="align-right" scope="col">Pay</th>\n'
        '</tr>\n</thead>\n<tbody>\n<tr>\n<td>HEO</td>\n<td class="align-center"><span data-page="a">b</span></td>\n'
        '<td class="align-right">1<br>2</td>\n</tr>\n</tbody>\n</table>\n</div>\n'
    )


def test_tasks_are_boxes_with_labels() -> None:
    assert render("- [x] ask *Ben*\n- [ ] send\n").html == (
        '<ul class="tasks">\n<li class="task"><label><input type="checkbox" disabled="" checked=""> '
        "ask <em>Ben</em></label></li>\n"
        '<li class="task"><label><input type="checkbox" disabled=""> send</label></li>\n</ul>\n'
    )


def test_footnotes_lead_there_and_back() -> None:
    html = render("One[^a], two[^a].\n\n[^a]: Note.\n[^unused]: Never called.\n").html
    assert (
        'One<sup class="footnote-call"><a href="#fn-1" id="fnref-1" role="doc-noteref" aria-label="Footnote 1">1</a>'
        in html
    )
    assert '<li id="fn-1"><p>Note. <a href="#fnref-1" ' in html
    assert 'href="#fnref-1-2"' in html
    assert "Never called" not in html


def test_links_off_site_say_nothing_about_us() -> None:
    html = render("[a](https://example.com) [b](//example.com) [c](/wiki/c/) https://example.com/x_(y). [](/d)").html
    assert html == (
        '<p><a href="https://example.com" rel="noopener noreferrer">a</a> '
        '<a href="//example.com" rel="noopener noreferrer">b</a> <a href="/wiki/c/">c</a> '
        '<a href="https://example.com/x_(y)" rel="noopener noreferrer">https://example.com/x_(y)</a>. '
        '<a href="/d">/d</a></p>\n'
    )


def test_an_image_is_shown_only_from_the_files_of_the_text() -> None:
    html = render("![Map](file:map.png) ![Pixel](https://example.com/p.gif) ![Out](/accounts/logout/)").html
    assert html == (
        '<p><img data-file="map.png" alt="Map"> '
        '<a href="https://example.com/p.gif" class="image-link" rel="noopener noreferrer">Pixel</a> '
        '<a href="/accounts/logout/" class="image-link">Out</a></p>\n'
    )


def test_html_is_shown_as_it_was_typed() -> None:
    assert render("a <b>c</b> <!-- d -->").html == "<p>a &lt;b&gt;c&lt;/b&gt; &lt;!-- d --&gt;</p>\n"


def test_words_are_kept_for_search_without_marks() -> None:
    page = render("# Bus *fares*\n\none\ntwo [x](/y) `z`\n\n|a|b|\n|-|-|\n|c|d|\n\n    code\n")
    assert page.plain == "Bus fares\none two x z\na\nb\nc\nd\ncode"


def test_what_cannot_be_seen_is_not_kept() -> None:
    page = render("a\u202eb\0c\ud800d &#x202e;e\r\nf")
    assert page.html == "<p>abcd e\nf</p>\n"
    assert page.plain == "abcd e f"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("é" * (MAX_BYTES // 2 + 1), "The text is 201 KB long. A page can be at most 200 KB."),
        ("a\n" * 10_001, "The text has 10,002 lines."),
        ("> " * 30 + "a", "Lists or quotations are more than 12 deep inside one another."),
        ("[" * 100_000, "The text has too many formatting marks"),
        ("|a" * 101 + "|\n" + "|-" * 101 + "|\n", "A table has more than 100 columns."),
        ("- a\n\n" * 4_000 + "b\n\n" * 8_001, "The text has"),
        ("|a|b|c|\n|-|-|-|\n" + "|1|2|3|\n" * 5_000, "The tables have more than 15,000 cells together."),
        ("a\n> # b\n" * 1_000, "Quotations run into other lines too often."),
        ("[a]: /" + "b" * 1_900 + "\n\n" + "[a] " * 400, "The addresses of the links are too long together."),
        ("[a](b)" * 8_001, "The text has more than 8,000 links."),
    ],
)
def test_too_much_is_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(Unrenderable) as refusal:
        render(text)
    assert refusal.value.reason.startswith(reason)


def test_the_widest_table_there_may_be_is_laid_out() -> None:
    assert render("|a" * 100 + "|\n" + "|-" * 100 + "|\n").html.count("<th ") == 100
