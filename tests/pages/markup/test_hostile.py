"""No text that anybody types holds a worker for long, or puts anything on a page that may not be there."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.pages.markup import MAX_BYTES, Unrenderable, names_in, parts, render
from apps.pages.markup.govspeak import to_markdown
from tests.pages.markup.allowed import faults
from tests.pages.markup.hostile import SHAPES

# The bar is one second of work; a busy test machine is given three times that.
SECONDS = 3.0

PIECES = st.one_of(
    st.sampled_from(
        ["a", "b ", "\n", "\n\n", "> ", "- ", "1. ", "# ", "=\n", "*", "**", "_", "~~", "`", "```\n", "[", "]"]
    ),
    st.sampled_from(["(", ")", "![", "[[", "]]", "[^a]", "[^a]: ", "[a]: /b\n", "<", ">", "<!--", "&", "&amp;", "\\"]),
    st.sampled_from(["    ", "\t", '"', "'", "http://a.b", "é", "[a](", "javascript:", "//", "file:x.png", "- [ ] "]),
    st.sampled_from(["<script>", "onerror=", "\u202e", "\0", "\ufdd0", "\ud800", "&#x202e;", "#a", "|", "|-|\n"]),
)


@pytest.mark.parametrize("name", SHAPES)
def test_a_hostile_text_is_laid_out_or_refused_in_time(name: str) -> None:
    for size in (10_000, 40_000, 200_000):
        text = SHAPES[name](size)
        assert len(text.encode("utf-8", "surrogatepass")) <= MAX_BYTES
        started = time.thread_time()
        try:
            html = render(text).html
        except Unrenderable:
            html = ""
        assert time.thread_time() - started < SECONDS
        assert faults(html) == []


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=200))
def test_any_text_is_laid_out_safely(text: str) -> None:
    try:
        page = render(text)
    except Unrenderable:
        return
    assert faults(page.html) == []
    assert page == render(text)
    for heading in page.contents:
        assert f'id="{heading.anchor}"' in page.html


@settings(max_examples=150)
@given(
    st.lists(
        PIECES | st.sampled_from(["<table>", "<td rowspan=9>", "</li>", "<ul>", "{:.a}", "{% a %}"]),
        max_size=40,
    )
)
def test_any_old_guidance_is_converted(pieces: list[str]) -> None:
    text, losses = to_markdown("".join(pieces))
    assert isinstance(text, str)
    assert all(loss.startswith("Line ") for loss in losses)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](java&#x0A;script:alert(1))",
        "[a](&#x6A;avascript:alert(1))",
        "[a](<java\tscript:alert(1)>)",
        "[a](data:text/html,<script>alert(1)</script>)",
        "[a](vbscript:x)",
        "[a]: javascript:alert(1)\n\n[a]",
        "<javascript:alert(1)>",
        "![a](javascript:alert(1))",
        '![a](file:x"onerror="alert(1))',
        "![a](file:x%22onerror=%22alert(1))",
        "![a](file:../accounts/logout/)",
        "![a](file:%2e%2e%2faccounts%2flogout)",
        "![a](file://evil.example/x)",
        "![a](file:///etc/passwd)",
        "[a](file:///etc/passwd)",
        '[a](file:b.png "<img data-file=forged.png>")',
        '<img data-file="forged.png" alt="">',
        '`<img data-file="forged.png"`',
        "![a](/accounts/logout/)",
        "![a](//evil.example/pixel.gif)",
        "![a](\\\\evil.example/pixel.gif)",
        "![a](data:image/svg+xml;base64,PHN2Zz4=)",
        '[a](/b "onmouseover=alert(1) \\" onfocus=alert(2)")',
        '[[a" onclick="alert(1)]]',
        "[[<script>|<img src=x onerror=alert(1)>]]",
        '<span data-page="Forged">x</span>',
        "[a](/b '<span data-page=\"Forged\">x</span>')",
        '`<span data-page="Forged">x</span>`',
        '# <span data-page="Forged">x</span>',
        "# csrfmiddlewaretoken",
        "```js onclick=alert(1)\nx\n```",
        '|"onclick="|\n|-|\n|x|',
        "[^<script>]\n\n[^<script>]: x",
        "[a](//evil.example)",
        "[a](/\\evil.example)",
        "[a [b](c) [[d]]](e)",
        "[![a](//b)](/c)",
    ],
)
def test_an_attack_is_only_text(text: str) -> None:
    html = render(text).html
    assert faults(html) == []
    assert "Forged" not in [part.title for part in parts(html) if part.is_link]
    assert "forged.png" not in names_in(html)
