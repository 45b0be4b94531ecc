"""What a tip's form asks becomes headings of a page, and is found again whatever people make of the page."""

import pytest

from apps.practice import heads
from apps.practice.choices import HEAD

ANSWERS = {key: f"About {label.casefold()}.\n\n- one\n- two" for key, label, _ in HEAD}


def test_a_page_made_from_the_head_says_it_all_in_order_and_is_read_back():
    body = heads.body_of(ANSWERS)
    assert [line for line in body.split("\n") if line.startswith("#")] == [f"## {label}" for _, label, _ in HEAD]
    assert heads.head_of(body) == ANSWERS


def test_what_was_not_answered_has_no_heading():
    body = heads.body_of({"problem": "Nobody knew.", "did": "   ", "contact": "Data lead"})
    assert body == "## The problem\n\nNobody knew.\n\n## Contact\n\nData lead\n"
    assert heads.head_of(body) == {"problem": "Nobody knew.", "contact": "Data lead"}


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("# the PROBLEM:\r\nNobody knew.\r\n", {"problem": "Nobody knew."}),
        (
            "The problem\n===\nNobody knew.\n\nContact\n---\nData lead",
            {"problem": "Nobody knew.", "contact": "Data lead"},
        ),
        ("## The *problem*\nA.\n\n### How bad\nB.\n\n## Costs\nC.", {"problem": "A.\n\n### How bad\nB."}),
        ("### The problem\nA.\n## What we did\nB.", {"problem": "A.", "did": "B."}),
        ("## The problem\nFirst.\n## The problem\nSecond.", {"problem": "First."}),
        ("## The problem\n```\n## Contact\n```\nA.", {"problem": "```\n## Contact\n```\nA."}),
        ("> ## The problem\n> Quoted.", {}),
        ("## The problem\n\n## Contact\n", {}),
        ("No headings at all.", {}),
        ("", {}),
    ],
)
def test_a_page_that_people_changed_freely_is_read_as_far_as_it_has_the_headings(body, found):
    assert heads.head_of(body) == found


def test_a_part_is_told_in_plain_words_and_cut_where_there_is_no_room():
    assert heads.in_words("*Nobody* [knew](https://example.gov.uk).\n\n- when\n- why") == "Nobody knew. when why"
    assert heads.in_words("abcdefgh ijkl", 9) == "abcdefgh…"
