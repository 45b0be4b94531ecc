"""What people say to one another: the short form, which is as safe as the long one and quicker to refuse."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.pages.markup import Short, Unrenderable, outside_code, parts, render_short
from apps.pages.markup.short import MAX_SHORT
from tests.pages.markup.allowed import faults
from tests.pages.markup.hostile import SHAPES
from tests.pages.markup.test_hostile import PIECES

NAMES = st.sampled_from(["@[", "@[Amina Osei]", "[[page:12]]", "[[page:12|", "[[page:", "@"])


def test_what_people_say_is_laid_out_and_what_it_names_is_told():
    said = render_short("Ask @[Amina Osei] and **not** @[Bus Services]: [[page:12]] or [[page:7|the cap]]?\nSoon.")
    assert said == Short(
        html='<p>Ask <span class="app-named">@Amina Osei</span> and <strong>not</strong> '
        '<span class="app-named">@Bus Services</span>: <span data-page="page:12"></span> or '
        '<span data-page="page:7">the cap</span>?<br>\nSoon.</p>\n',
        names=("Amina Osei", "Bus Services"),
        pages=(12, 7),
        plain="Ask @Amina Osei and not @Bus Services:  or the cap? Soon.",
    )
    assert [(part.title, part.text) for part in parts(said.html) if part.is_link] == [
        ("page:12", ""),
        ("page:7", "the cap"),
    ]


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("# Not a heading", "<p># Not a heading</p>\n"),
        ("Nor\n===", "<p>Nor<br>\n===</p>\n"),
        ("| a |\n|---|", "<p>| a |<br>\n|---|</p>\n"),
        ("![a](http://b.example/c.png)", '<p>!<a href="http://b.example/c.png" rel="noopener noreferrer">a</a></p>\n'),
        ("![a](file:c.png)", "<p>![a](file:c.png)</p>\n"),
        ("    four spaces in", "<p>four spaces in</p>\n"),
        ("`@[Ben Hughes] [[page:1]]`", "<p><code>@[Ben Hughes] [[page:1]]</code></p>\n"),
        ("ben@[here] [[Fares]]", "<p>ben@[here] [[Fares]]</p>\n"),
        (
            "[see [[page:1]]](/b)",
            '<p>[see <span data-page="page:1"></span>](/b)</p>\n',
        ),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"),
    ],
)
def test_what_belongs_on_pages_is_only_text(typed: str, html: str):
    assert render_short(typed) == render_short(typed)
    assert render_short(typed).html == html


# Those of them that cost the short form the most.
WORST = [
    "list marks changing",
    "references unclosed",
    "emphasis, stars and lines",
    "list items, spaced",
    "quotes, lazy",
    "brackets, half closed",
    "images off site",
    "wiki links in brackets",
    "backtick ladder, with text",
]


@pytest.mark.parametrize("name", WORST)
def test_a_hostile_message_is_laid_out_or_refused_in_time(name: str):
    text = SHAPES[name](10_000)
    started = time.thread_time()
    outside_code(text, str)
    render_short(text)
    assert time.thread_time() - started < 0.6


def test_no_hostile_message_puts_anything_else_on_the_page():
    for shape in SHAPES.values():
        try:
            html = render_short(shape(1_000)).html
        except Unrenderable:
            html = ""
        assert faults(html) == []


@settings(max_examples=100)
@given(st.lists(PIECES | NAMES, max_size=40).map("".join))
def test_any_message_is_laid_out_safely(text: str):
    try:
        assert faults(render_short(text).html) == []
    except Unrenderable:
        return
    assert outside_code(text, str) == text


def test_a_message_that_is_too_long_is_refused():
    with pytest.raises(Unrenderable, match=r"12,001 characters long\. It can be at most 12,000"):
        render_short("a" * (MAX_SHORT + 1))


def test_what_stands_in_code_is_left_alone():
    typed = "@a `@b` ``@c ` `` @d\n```\n@e\n```\n@f `@g\n~~~\n@h"
    assert outside_code(typed, str.upper) == "@A `@b` ``@c ` `` @D\n```\n@e\n```\n@F `@G\n~~~\n@h"
