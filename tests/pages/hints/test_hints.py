"""Hints: what an attentive colleague would point out, where, and what they would let pass."""

import time

import pytest

from apps.pages.hints import Kind, hints
from apps.pages.hints.all_hints import MOST_QUOTED
from apps.pages.hints.kinds import ADVICE
from apps.pages.hints.reading import Place
from apps.pages.hints.wording import sentences
from apps.pages.starting_texts import all_starting_texts

LONG = " ".join(["word"] * 26)


def said(text):
    """(kind, line, quotation, detail) of every hint."""
    return [(str(hint.kind), hint.place.line, hint.quote, hint.detail) for group in hints(text) for hint in group.hints]


def test_every_kind_says_what_to_do_why_and_who_says_so():
    assert set(ADVICE) == set(Kind)
    assert all(advice.what_to_do.endswith(".") and advice.why.endswith(".") for advice in ADVICE.values())


def test_a_tidy_text_gets_none():
    text = """We cap fares at £2. The Department for Transport (DfT) pays.

## Why

People asked for it: see [the survey of 2026](https://www.example.gov.uk/survey) and [[Fares]].

| | 2026 |
| --- | --- |
| Cost | £2m |

### In the UK

- short
- also short

> It was felt that utilising [this] was key to the ABCD, as somebody else once wrote.

![A bus](file:bus.png)

```
# [TBC] click here
```
"""
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Title\n\nText.", [("title-in-text", 1, "Title", "")]),
        ("Title\n=====\n\nText.", [("title-in-text", 1, "Title", "")]),
        ("## A\n\nx\n\n#### B\n\ny", [("heading-skips", 5, "B", "From level 2 to level 4.")]),
        ("## A\n\n## B\n\ny", [("empty-section", 1, "A", "")]),
        ("## A\n\n### B\n\ny", []),
        ("Text.\n\n## A\n", [("empty-section", 3, "A", "")]),
        ("a\n\n##\n\nb", [("empty-section", 3, "", "The heading itself has no words, so readers will not see it.")]),
        ("**Costs**\n\nLow.", [("bold-as-heading", 1, "Costs", "")]),
        ("**We ask you to agree.**", []),
        ("**a** and **b**", []),
        ("Read [more](/x).", [("link-says-nothing", 1, "more", "It leads to /x")]),
        ("See [Click here.](/x)", [("link-says-nothing", 1, "Click here.", "It leads to /x")]),
        ("<https://a.example/b>", [("link-is-address", 1, "https://a.example/b", "")]),
        ("Write to <mailto:a@b.example>.", []),
        ("![](file:a.png)", [("image-without-text", 1, "a.png", "")]),
        ("![IMG_12.jpg](file:a.png)", [("image-without-text", 1, "IMG_12.jpg", "")]),
        ("| | |\n| --- | --- |\n| a | b |", [("table-without-head", 3, "", "")]),
        ("| A | |\n| --- | --- |\n| a | b |", [("table-without-head", 1, "A", "")]),
        ("Text.\r\n\r\nAgree by [date].", [("placeholder", 3, "[date]", "")]),
        ("Cost: TBC", [("placeholder", 1, "TBC", "")]),
        ("Smith [2024] EU 1, [sic] and [^x].", []),
        ("It was felt that we should.", [("impersonal", 1, "It was felt", "")]),
        ("Consideration will be given.", [("impersonal", 1, "Consideration will be given", "")]),
        ("We utilise it, and utilise it.", [("word", 1, "utilise", "use")]),
        ("Foster care and a foster family.", []),
        ("Ask the DLUHC. The DLUHC knows.", [("acronym", 1, "DLUHC", "")]),
        ("A unit (DLUHC) knows: DLUHC.", []),
        ("THE WHOLE LINE IS IN CAPITALS", []),
        ("Chapter XIV of the VAT rules", []),
        (f"{LONG}.", [("long-sentence", 1, f"{LONG}.", "26 words.")]),
        ("e.g. Mr. Smith saw No. 10 at 3 p.m. today and i.e. then left it all.", []),
    ],
)
def test_what_is_pointed_out(text, expected):
    assert said(text) == expected


@pytest.mark.parametrize("text", ["", " \n\n", "---", "[^1]: A note to nothing.", "[a]: https://example.org"])
def test_a_text_with_nothing_to_read_in_it_gets_none(text):
    assert hints(text) == []


def test_each_hint_says_under_which_heading_it_stands():
    (group,) = hints("## Timing\n\nIt is thought.\n")
    assert group.hints[0].place == Place(3, "Timing", "h-timing")


def test_an_image_whose_file_has_words_of_its_own_needs_none_in_the_text():
    assert hints("![](file:chart.png)", described=["chart.png"]) == []


def test_sentences_end_where_people_end_them():
    text = "See para. 4 of it. “Really?” Yes, e.g. Here. £2.50 is cheap! 3 went."
    assert sentences(text) == ["See para. 4 of it.", "“Really?”", "Yes, e.g. Here.", "£2.50 is cheap!", "3 went."]


def test_the_longest_sentences_are_quoted_first_and_the_rest_counted():
    body = "\n\n".join(f"{' '.join(['word'] * (26 + number))}." for number in range(MOST_QUOTED + 5))
    (group,) = hints(f"{body}\n\nShort.")
    assert (group.count, group.more, group.out_of) == (MOST_QUOTED + 5, 5, MOST_QUOTED + 6)
    assert [hint.detail for hint in group.hints][:2] == ["40 words.", "39 words."]
    assert all(len(hint.quote) <= 160 for hint in group.hints)


def test_what_a_template_leaves_to_fill_in_is_found():
    for text in all_starting_texts():
        kinds = {group.hints[0].kind for group in hints(text.body)}
        assert kinds <= {Kind.PLACEHOLDER, Kind.EMPTY_SECTION}, text.name
        assert "[" not in text.body or Kind.PLACEHOLDER in kinds


def test_the_longest_text_is_read_within_a_third_of_a_second_or_so():
    paragraph = "We utilise the DfT’s plan (it is considered robust) and [click here](/x) for more. " * 8
    text = f"## Heading\n\n{paragraph}\n\n" * 280
    began = time.process_time()
    groups = hints(text)
    assert time.process_time() - began < 1.5  # a busy machine; it takes 0.3 s alone
    assert {group.hints[0].kind for group in groups} >= {Kind.LINK_SAYS_NOTHING, Kind.WORD, Kind.IMPERSONAL}
