"""A text is taken apart into paragraphs without any of its words getting lost."""

from hypothesis import given
from hypothesis import strategies as st

from apps.pages.markup import Unrenderable, paragraphs, render

TEXT = """Intro with [[Fares]]
on two lines.

## First

| Year | Cost |
| --- | ---: |
| 2026 | £2m |

- one

- two
> Quoted[^1]

```
code

more
```

[survey]: https://example.gov.uk/survey
[^1]: Where it comes from.

See the [survey]."""


def test_every_kind_of_paragraph_is_one():
    found = paragraphs(TEXT)
    assert [TEXT[one.start : one.end] for one in found] == [
        "Intro with [[Fares]]\non two lines.",
        "## First",
        "| Year | Cost |\n| --- | ---: |\n| 2026 | £2m |",
        "- one\n\n- two",
        "> Quoted[^1]",
        "```\ncode\n\nmore\n```",
        "[survey]: https://example.gov.uk/survey\n[^1]: Where it comes from.",
        "See the [survey].",
    ]
    assert [one.html.partition(">")[0].partition(" ")[0] for one in found] == [
        "<p", "<h2", "<div", "<ul", "<blockquote", "<pre", "", "<p",
    ]  # fmt: skip
    assert found[0].links == ("fares",)


def test_paragraphs_put_together_are_the_page_but_for_its_footnotes():
    together = "".join(one.html for one in paragraphs(TEXT))
    assert together == render(TEXT).html.partition('<section class="footnotes"')[0]


def test_line_endings_make_no_difference():
    windows = TEXT.replace("\n", "\r\n")
    assert [(one.start, one.end) for one in paragraphs(windows)] == [(one.start, one.end) for one in paragraphs(TEXT)]


@given(st.text(alphabet="ab#>-|*`[]^:1. \n\t", max_size=200))
def test_no_word_is_lost_and_none_is_in_two(text):
    try:
        found = paragraphs(text)
    except Unrenderable:
        return
    done = 0
    for one in found:
        assert done <= one.start < one.end <= len(text)
        assert not text[done : one.start].strip()
        done = one.end
    assert not text[done:].strip()
