"""Ben reads the page as its readers will, with what changed marked."""

from __future__ import annotations

import time

import pytest

from apps.pages.compare import TooLargeToCompare, compare_rendered
from apps.pages.markup import render
from tests.pages.markup.allowed import faults


def _compared(old: str, new: str) -> str:
    return " ".join(compare_rendered(render(old).html, render(new).html).split())


def test_words_put_in_and_taken_out_are_marked() -> None:
    assert _compared("Fares rise.", "Fares fall.") == "<p>Fares <del>rise.</del> <ins>fall.</ins> </p>"


def test_what_was_taken_out_stands_before_what_took_its_place() -> None:
    html = _compared("the fares of a bus rise by law.", "the tolls of a bus fall by law.")
    assert (
        html
        == "<p> <del>the fares</del> <ins>the tolls</ins> of a bus <del>rise by law.</del> <ins>fall by law.</ins> </p>"
    )


def test_marks_move_with_their_words() -> None:
    html = _compared("a **b c** d", "a *q* d")
    assert html == "<p>a <del><strong>b c</strong></del> <ins><em>q</em></ins> d</p>"


def test_a_link_by_title_and_a_task_are_words() -> None:
    html = _compared("- [ ] ask [[A|us]]", "- [x] ask [[B|us]]")
    assert html == "<ul><li> <del>☐</del> <ins>☑</ins> ask us <ins>[[B]]</ins> </li> <li><del>[[A]]</del> </li></ul>"


def test_a_list_that_was_put_in_holds_items_only() -> None:
    html = _compared("Then.", "Then.\n\n- one\n- two")
    assert html == "<p>Then.</p> <ul><li><ins>one</ins></li><li><ins>two</ins></li></ul>"


def test_nothing_stands_twice_under_one_name() -> None:
    html = _compared("# A\n\n|a|\n|-|\n|b|\n\nx[^1]\n\n[^1]: y", "# B\n\n|c|\n|-|\n|d|\n\nx[^1]\n\n[^1]: z")
    assert faults(html.replace("<h2>", "").replace("</h2>", "")) == []
    assert " id=" not in html
    assert "aria-label" not in html


def test_nothing_from_nothing() -> None:
    assert compare_rendered("", "") == ""


def test_what_is_too_long_is_refused_with_a_reason() -> None:
    with pytest.raises(TooLargeToCompare, match=r"^These versions are too long to compare as they are read\."):
        compare_rendered("<p>" + "a " * 10_000 + "</p>", "<p>" + "b " * 10_000 + "</p>")


def test_the_longest_there_may_be_is_quick() -> None:
    old = " ".join(f"w{number} x{number}" for number in range(3_490))
    new = " ".join(f"w{number} y{number}" for number in range(3_490))
    started = time.thread_time()
    assert "<ins>" in _compared(old, new)
    assert time.thread_time() - started < 4
