"""A passage is found again wherever its words went, and is missed only where they are gone."""

import time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from apps.pages.anchors import Passage, Span, Versions, find_words, passage_at, plain_lines

FARES = "Fares are capped at two pounds."
TEXT = f"## Fares\n\n{FARES}\n\nThe cap ends in March.\n\n- Buses\n- Trams\n"


def quoted(text: str, quote: str, occurrence: int = 0) -> Passage:
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(quote, start + 1)
    return passage_at(text, Span(start, start + len(quote)))


def found(old: str | None, new: str, quote: str, occurrence: int = 0) -> str | None:
    """What is found in the new text, with « » around it."""
    span = Versions(old, new).find(quoted(old or TEXT, quote, occurrence))
    return None if span is None else f"{new[: span.start]}«{span.of(new)}»{new[span.end :]}"


def test_edits_elsewhere_leave_it_where_it_was():
    new = TEXT.replace("March", "April").replace("## Fares", "## All fares")
    assert found(TEXT, new, FARES) == new.replace(FARES, f"«{FARES}»")


def test_a_moved_paragraph_is_followed():
    new = f"The cap ends in March.\n\n{FARES}\n"
    assert found(TEXT, new, FARES) == f"The cap ends in March.\n\n«{FARES}»\n"


def test_line_endings_make_no_difference():
    old = plain_lines("One.\r\n\r\nTwo\r\nlines.\r\n\r\nThree.")
    quote = "Two\nlines."
    assert found(old, "Nought.\n\nOne.\n\nTwo\nlines.\n\nThree.", quote) == "Nought.\n\nOne.\n\n«Two\nlines.»\n\nThree."
    assert Versions("One.\r\nTwo.", "One.\nTwo.").find(Passage("Two.", 5)) == Span(5, 9)


def test_a_word_put_right_inside_it_is_still_the_passage():
    assert found(TEXT, TEXT.replace("two pounds", "three pounds"), FARES) == TEXT.replace(
        FARES, "«Fares are capped at three pounds.»"
    )


@pytest.mark.parametrize(
    "instead",
    ["", "Nobody pays anything on a bus any more, by order of the minister.", "Fares rise."],
    ids=["gone", "another sentence", "mostly rewritten"],
)
def test_an_orphan_is_what_is_gone_or_mostly_rewritten(instead):
    assert found(TEXT, TEXT.replace(FARES, instead), FARES) is None


def test_of_several_alike_it_is_the_one_that_stands_where_it_stood():
    row = "| Adult | two pounds |\n"
    old = f"Leeds:\n{row}\nYork:\n{row}\nHull:\n{row}"
    new = old.replace("Leeds:", "Leeds, since 2024:").replace("Hull:", "Hull, from May:")
    assert found(old, new, row, 1) == f"Leeds, since 2024:\n{row}\nYork:\n«{row}»\nHull, from May:\n{row}"
    without = f"Leeds:\n{row}\nYork:\n\nHull:\n{row}"
    assert found(old, without, row, 1) is None


def test_a_copy_made_since_does_not_draw_the_comment_away():
    new = f"{FARES} That is the rule.\n\n{TEXT}"
    assert found(TEXT, new, FARES) == f"{FARES} That is the rule.\n\n{TEXT.replace(FARES, f'«{FARES}»')}"


def test_without_the_old_text_its_words_and_what_stands_around_them_must_do():
    assert found(None, f"New.\n\n{TEXT}", FARES) == f"New.\n\n{TEXT}".replace(FARES, f"«{FARES}»")
    twice = f"{FARES} So it was.\n\n{TEXT}"
    assert found(None, twice, FARES) == f"{FARES} So it was.\n\n{TEXT.replace(FARES, f'«{FARES}»')}"
    assert found(None, "Something else.", FARES) is None


def test_a_comment_on_the_whole_has_no_place():
    assert Versions(TEXT, TEXT).find(Passage("", 0)) is None


@pytest.mark.parametrize(
    ("words", "stands"),
    [
        ("capped at two pounds", "capped at **two** pounds"),
        ("two", "two"),
        ("see the survey, page 4", 'see [the survey](https://example.gov.uk/a "A"), page 4'),
        ("Passes apply", "Passes]] apply"),
        ("apply. And so on", "apply.\nAnd so\n> on"),
        ("  two   pounds ", "two** pounds"),
    ],
)
def test_words_are_found_as_they_are_read(words, stands):
    markdown = (
        'Fares: capped at **two** pounds, see [the survey](https://example.gov.uk/a "A"), page 4. '
        "[[Bus passes|Passes]] apply.\nAnd so\n> on."
    )
    span = find_words(words, markdown)
    assert span is not None
    assert span.of(markdown) == stands


def test_words_that_are_not_there_are_not_found():
    assert find_words("three pounds", TEXT) is None
    assert find_words(" \n", TEXT) is None
    assert find_words("**", TEXT) is None


def test_the_words_meant_may_be_the_second_of_their_like():
    text = "a bus and a bus and a bus"
    assert [find_words("a bus", text, occurrence=n) for n in (0, 1, 2, 7)] == [
        Span(0, 5),
        Span(10, 15),
        Span(20, 25),
        Span(20, 25),
    ]


# Paragraphs that differ from one another in a word at least, so that it can be told which was meant.
PARAGRAPHS = st.lists(st.text(alphabet="ab c.\n", min_size=1, max_size=30), min_size=1, max_size=8).map(
    lambda texts: [f"{text} n{number}" for number, text in enumerate(texts)]
)
FRESH = st.lists(st.text(alphabet="xy z", min_size=1, max_size=20), max_size=4)


@given(before=PARAGRAPHS, after=PARAGRAPHS, others=st.tuples(FRESH, FRESH), data=st.data())
@settings(max_examples=400)
def test_edits_outside_the_passage_never_lose_or_misplace_it(before, after, others, data):
    """Whatever becomes of the paragraphs on either side: left, taken out, or written anew."""
    quote = data.draw(st.text(alphabet="abq c", min_size=1, max_size=40)) + " qq"
    assume(quote.strip() == quote)
    head, tail = "\n\n".join(before) + "\n\n", "\n\n" + "\n\n".join(after)
    kept = data.draw(st.lists(st.sampled_from(before), unique=True))
    new_head = "\n\n".join([*[one for one in before if one in kept], *others[0], ""])
    new_tail = "\n\n".join(["", *others[1], *after[data.draw(st.integers(0, len(after))) :]])
    old, new = head + quote + tail, new_head + quote + new_tail
    assert Versions(old, new).find(passage_at(old, Span(len(head), len(head) + len(quote)))) == Span(
        len(new_head), len(new_head) + len(quote)
    )


@given(data=st.data(), sentences=st.lists(st.sampled_from(["a b. ", "a c. ", "b a\n\n"]), min_size=3, max_size=20))
@settings(max_examples=400)
def test_one_of_several_alike_is_told_by_what_stands_around_it(data, sentences):
    """As long as what stands next to it, and stood nowhere else, is left as it was."""
    at = data.draw(st.integers(0, len(sentences) - 1))
    old = "".join([*sentences[:at], "Here: ", sentences[at], "there. ", *sentences[at + 1 :]])
    start = len("".join(sentences[:at])) + len("Here: ")
    passage = passage_at(old, Span(start, start + len(sentences[at])))
    head, tail = data.draw(st.sampled_from(["", "x\n", "a b. "])), data.draw(st.sampled_from(["", "\ny", "a c. "]))
    new = head + old + tail
    assert Versions(old, new).find(passage) == Span(len(head) + start, len(head) + passage.end)


@given(data=st.data(), text=st.text(alphabet="ab .\n*", min_size=1, max_size=120))
@settings(max_examples=400)
def test_a_passage_taken_out_is_always_an_orphan(data, text):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = text[start:end]
    new = text[:start] + text[end:]
    # Where its words still stand, or have come to stand, nobody can tell which of them was taken out.
    assume(quote not in new)
    assume(quote.strip())
    assert Versions(text, new).find(passage_at(text, Span(start, end))) is None


@given(old=st.text(max_size=80), new=st.text(max_size=80), data=st.data())
@settings(max_examples=400)
def test_whatever_the_texts_it_finds_a_piece_of_the_new_one_or_nothing(old, new, data):
    old = plain_lines(old)
    start = data.draw(st.integers(0, len(old)))
    passage = passage_at(old, Span(start, data.draw(st.integers(start, len(old)))))
    span = Versions(old, new).find(passage)
    assert span is None or 0 <= span.start < span.end <= len(plain_lines(new))
    assert Versions(old, old).find(passage) == (Span(start, passage.end) if passage.quote else None)


SIZE = 200 * 1024
HOSTILE = {
    "one letter": ("a" * SIZE, "a" * (SIZE - 7), "a" * 100),
    "half of it one quote": ("a" * SIZE, "a" * (SIZE - 7), "a" * (SIZE // 2)),
    "lines all alike": ("a\n" * (SIZE // 2), "a\nb\n" * (SIZE // 4), "a\n" * 50),
    "empty lines": ("\n" * SIZE, "\n" * (SIZE - 9) + "a", "\n" * 64),
    "every word another": (
        " ".join(str(number) for number in range(35_000)),
        " ".join(str(number) for number in range(35_000, 70_000)),
        "17 18 19",
    ),
    "words backwards": (
        "\n".join(str(number % 1000) for number in range(50_000)),
        "\n".join(str(number % 1000) for number in range(50_000, 0, -1)),
        "\n".join(str(number % 1000) for number in range(20_000, 40_000)),
    ),
    "two words in turn": ("a b " * (SIZE // 4), "b a " * (SIZE // 4) + "c", "a b " * 1000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_answered_in_a_fifth_of_a_second(name):
    old, new, quote = HOSTILE[name]
    passage = quoted(old, quote)

    def seconds() -> float:
        began = time.process_time()
        Versions(old, new).find(passage)
        return time.process_time() - began

    assert min(seconds() for _ in range(3)) < 0.2
