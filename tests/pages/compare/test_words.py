"""Ben reads what Amina changed, word by word."""

from __future__ import annotations

import time
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.pages.compare import Line, Segment, compare_words
from apps.pages.compare.words import Comparison

SECONDS = 3.0
LINES = st.lists(st.sampled_from(["", "a", "b", "a b c", "b c d", "The fox", "The red fox"]), max_size=25).map(
    "\n".join
)


def test_a_changed_word_is_shown_in_its_line() -> None:
    old = "1\n2\n3\n4\nFares rise in May.\nend"
    new = "1\r\n2\r\n3\r\n4\r\nFares fall in early May.\r\nend\r\nmore"
    assert compare_words(old, new) == Comparison(
        lines=(
            Line("folded", (), 1, 1, 2),
            Line("same", (Segment("same", "3"),), 3, 3),
            Line("same", (Segment("same", "4"),), 4, 4),
            Line(
                "changed",
                (
                    Segment("same", "Fares "),
                    Segment("removed", "rise"),
                    Segment("added", "fall"),
                    Segment("same", " in"),
                    Segment("added", " early"),
                    Segment("same", " May."),
                ),
                5,
                5,
            ),
            Line("same", (Segment("same", "end"),), 6, 6),
            Line("added", (Segment("added", "more"),), None, 7),
        ),
        coarse=False,
        added=2,
        removed=1,
    )


def test_what_nobody_can_see_is_shown() -> None:
    assert compare_words("pay", "p\u202eay").lines == (
        Line("changed", (Segment("removed", "pay"), Segment("added", "p[U+202E]ay")), 1, 1),
    )


def test_equal_texts_are_the_same_however_lines_end() -> None:
    assert compare_words("a\nb\n", "a\r\nb").is_same
    assert compare_words("", "").lines == ()
    assert not compare_words("", "a").is_same


@given(LINES, LINES)
def test_each_version_can_be_read_back(old: str, new: str) -> None:
    old, new = old + "\nold end", new + "\nnew end"
    compared = compare_words(old, new, context=1_000)
    for text, gone, number in ((old, "added", "old_number"), (new, "removed", "new_number")):
        rows = [line for line in compared.lines if line.kind != gone]
        read = ["".join(part.text for part in line.segments if part.kind != gone) for line in rows]
        assert "\n".join(read) == text
        assert [getattr(line, number) for line in rows] == list(range(1, len(rows) + 1))


def _of(choices: int, lines: int, words: int) -> Callable[[Random], str]:
    return lambda random: "\n".join(
        " ".join(f"w{random.randrange(choices)}" for _ in range(words)) for _ in range(lines)
    )


def _every_second(joined: str, count: int) -> Callable[[Random], str]:
    def text(random: Random) -> str:
        own = random.randrange(10**9)
        return joined.join(f"w{number}{joined}x{own + number}" for number in range(count))

    return text


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(_of(10**9, 3_000, 6), id="all different"),
        pytest.param(_of(2, 8_000, 8), id="two words"),
        pytest.param(_of(2, 100_000, 1), id="two lines"),
        pytest.param(_of(2, 1, 66_000), id="two words in one line"),
        pytest.param(_of(10**8, 1, 20_000), id="one line of different words"),
        pytest.param(_of(30, 1_000, 60), id="few words, long lines"),
        pytest.param(_every_second("\n", 5_000), id="every second line"),
        pytest.param(_every_second(" ", 9_000), id="every second word"),
        pytest.param(lambda random: "\0" * random.randrange(190_000, 200_000), id="nul"),
        pytest.param(lambda random: "*" * random.randrange(190_000, 200_000), id="stars"),
        pytest.param(lambda random: "\n" * random.randrange(190_000, 200_000), id="blank lines"),
        pytest.param(lambda random: "\n".join(random.sample([str(n) for n in range(9_000)], 9_000)), id="shuffled"),
    ],
)
def test_texts_that_are_hard_to_compare_take_no_longer(make: Callable[[Random], str]) -> None:
    random = Random(2)  # noqa: S311 (the same texts each time, not secrets)
    old, new = make(random), make(random)
    started = time.thread_time()
    assert not compare_words(old, new).is_same
    assert time.thread_time() - started < SECONDS
