"""Putting two changes of one text together: nothing lost, nothing doubled, nothing brought back from the dead."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.pages.merging import Merge, Piece, merge_texts
from apps.pages.merging.sentences import lines, sentences

WORDS = ("Fares", "are", "capped.", "Buses", "run", "at night.", "e.g.", "| a | b |", "- item", "£2.50.", "Why?", "")
GAPS = (" ", " ", "\n", "\n\n", "  ", "\t", "\r\n")
CASES = settings(max_examples=1000)
MIRRORED = {"ours": "theirs", "theirs": "ours"}


@st.composite
def texts(draw):
    """A text of few words, so that three of them have much in common."""
    parts = draw(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)), max_size=12))
    return "".join(word + gap for word, gap in parts)


@st.composite
def changed(draw, base):
    """The text with some of its lines and sentences left out, doubled, written anew or moved."""
    parts = draw(st.sampled_from((lines, sentences)))(base)
    for _ in range(draw(st.integers(0, 3))):
        where = draw(st.integers(0, len(parts)))
        what = draw(st.sampled_from(("out", "in", "anew", "moved")))
        gone = parts[where : where + 1] if what != "in" else []
        parts[where : where + 1] = parts[where : where + 1] if what == "in" else []
        if what in ("in", "anew"):
            parts.insert(where, draw(texts()))
        if what == "moved":
            parts[draw(st.integers(0, len(parts))) : 0] = gone
    return "".join(parts)


@st.composite
def three(draw):
    base = draw(texts())
    return base, draw(st.one_of(changed(base), texts())), draw(st.one_of(changed(base), texts()))


def sides(merge: Merge) -> tuple[str, str, str]:
    return tuple("".join(getattr(piece, side) for piece in merge.pieces) for side in ("base", "ours", "theirs"))


def is_as_it_says(piece: Piece) -> bool:
    """Whether the piece is of the kind that its three texts make it, and says what that kind says."""
    base, ours, theirs = piece.base, piece.ours, piece.theirs
    kinds = {
        "same": base == ours == theirs and piece.text == base,
        "ours": ours != base == theirs and piece.text == ours,
        "theirs": theirs != base == ours and piece.text == theirs,
        "both": ours == theirs != base and piece.text == ours,
        "conflict": len({base, ours, theirs}) == 3 and ours in piece.text and theirs in piece.text,
    }
    return kinds[piece.kind]


@CASES
@given(three())
def test_every_word_of_all_three_is_in_the_pieces_once_and_in_order(of):
    """Together with `is_as_it_says` that is the whole law: what is merged changes only what a side changed."""
    merge = merge_texts(*of)
    assert sides(merge) == tuple(text.replace("\r\n", "\n").replace("\r", "\n") for text in of)
    assert all(is_as_it_says(piece) for piece in merge.pieces)


@CASES
@given(three())
def test_it_does_not_matter_who_is_called_us(of):
    base, ours, theirs = of
    here, there = merge_texts(base, ours, theirs), merge_texts(base, theirs, ours)
    mirrored = [Piece(MIRRORED.get(one.kind, one.kind), one.base, one.theirs, one.ours) for one in there.pieces]
    assert list(here.pieces) == mirrored


@CASES
@given(texts(), texts())
def test_a_change_of_one_side_is_taken_whole(base, other):
    as_typed = other.replace("\r\n", "\n")
    for merge in (merge_texts(base, other, base), merge_texts(base, base, other), merge_texts(base, other, other)):
        assert merge.is_clean
        assert merge.text() == as_typed


@CASES
@given(st.data())
def test_changes_of_different_paragraphs_are_put_together_without_asking(data):
    count = data.draw(st.integers(3, 12))
    paragraphs = [f"Paragraph {n}. It says something." for n in range(count)]
    who = data.draw(st.lists(st.sampled_from(("neither", "ours", "theirs")), min_size=count, max_size=count))
    what = data.draw(st.lists(st.sampled_from(("anew", "out", "more")), min_size=count, max_size=count))

    def written(*by):
        told = {"anew": "Written anew by {}, {}.", "out": "", "more": "Paragraph {1}. It says something. {0} adds."}
        return "\n\n".join(told[what[n]].format(who[n], n) if who[n] in by else one for n, one in enumerate(paragraphs))

    merge = merge_texts("\n\n".join(paragraphs), written("ours"), written("theirs"))
    assert merge.is_clean
    assert merge.text() == written("ours", "theirs")


@CASES
@given(three(), st.lists(st.text(max_size=5), min_size=40, max_size=40))
def test_what_people_settle_stands_where_the_conflict_was(of, said):
    merge = merge_texts(*of)
    settled = said[: len(merge.conflicts)]
    answers = iter(settled)
    expected = [next(answers) if piece.kind == "conflict" else piece.text for piece in merge.pieces]
    assert merge.text(settled) == "".join(expected)
    with pytest.raises(ValueError, match="conflicts, but"):
        merge.text([*settled, "one too many"])


# Each: before, ours, theirs, and what comes of it: a text, or the three texts of the one conflict.
PAIRS = {
    "two paragraphs": ("One.\n\nTwo.\n", "One!\n\nTwo.\n", "One.\n\nTwo!\n", "One!\n\nTwo!\n"),
    "two sentences": ("Fares are low. Buses run.", "Fares are high. Buses run.", "Fares are low. Buses stop.",
                      "Fares are high. Buses stop."),
    "one sentence": (
        "Extensions need approval.", "Extensions do not need approval.",
        "Extensions need approval from the permanent secretary.",
        ("Extensions need approval.", "Extensions do not need approval.",
         "Extensions need approval from the permanent secretary."),
    ),
    "one leaves out what the other changes": ("A b. C d.", "A b.", "A b. C e.", None),
    "both add the same": ("A.\n", "A.\nB.\n", "A.\nB.\n", "A.\nB.\n"),
    "both leave out the same": ("A.\nB.\n", "A.\n", "A.\n", "A.\n"),
    "both add at the end": ("A.\n", "A.\nB.\n", "A.\nC.\n", ("", "B.\n", "C.\n")),
    "no line feed at the end": ("A.\nB.", "A.\nB.\n\nC.", "Z.\nB.", "Z.\nB.\n\nC."),
    "other line endings": ("A.\r\nB.\r\n", "A.\nC.\n", "D.\r\nB.\r\n", "D.\nC.\n"),
    "a stop that ends no sentence": ("See e.g. Buses now.", "See e.g. Trams now.", "Look e.g. Buses now.",
                                     ("See e.g. Buses now.", "See e.g. Trams now.", "Look e.g. Buses now.")),
    "rows of a table": ("| A. | B. |\n", "| A. | C. |\n", "| D. | B. |\n",
                        ("| A. | B. |", "| A. | C. |", "| D. | B. |")),
    "a paragraph before the one that changed": ("A.\n\nB.\n", "A.\n\nX.\n\nB.\n", "A.\n\nC.\n",
                                                "A.\n\nX.\n\nC.\n"),
    "a paragraph after the one that changed": ("A.\n\nB.\n", "A.\n\nC.\n", "A.\n\nB.\n\nX.\n",
                                               "A.\n\nC.\n\nX.\n"),
    "a paragraph before another and the one that changed": (
        "B.\n", "X.\n\nB.\n", "Y.\n\nC.\n", ("B.", "X.\n\nB.", "Y.\n\nC.")),
    "the same paragraph by both": ("Z.\n\nA.\n\nB.\n", "Z.\n\nA.\n\nP.\n\nB.\n", "Y.\n\nA.\n\nP.\n\nB.\n",
                                   "Y.\n\nA.\n\nP.\n\nB.\n"),
    "nothing at first": ("", "A.", "B.", ("", "A.", "B.")),
    "all taken out": ("A.", "", "B.", ("A.", "", "B.")),
}  # fmt: skip


@pytest.mark.parametrize("of", PAIRS.values(), ids=PAIRS)
def test_what_comes_of_two_changes(of):
    base, ours, theirs, expected = of
    merge = merge_texts(base, ours, theirs)
    if isinstance(expected, str):
        assert (merge.text(), merge.conflicts) == (expected, ())
    else:
        [conflict] = merge.conflicts
        assert expected is None or (conflict.base, conflict.ours, conflict.theirs) == expected


def test_conflicts_with_only_a_space_between_are_one():
    merge = merge_texts("One a. Two a.", "One b. Two b.", "One c. Two c.")
    [conflict] = merge.conflicts
    assert (conflict.ours, conflict.theirs) == ("One b. Two b.", "One c. Two c.")


def test_a_conflict_nobody_settled_shows_both_texts():
    assert merge_texts("A.\n", "B.\n", "C.\n").pieces[0].text == "B. C."
    assert merge_texts("", "B.\nD.", "C.").pieces[0].text == "B.\nD.\n\nC."


def test_more_conflicts_than_anybody_settles_are_one():
    base, ours, theirs = ("\n\n".join(f"{side}{n}." for n in range(9)) for side in "abc")
    merge = merge_texts(f"Start.\n\n{base}\n\nEnd.", f"Start.\n\n{ours}\n\nEnd.", f"Start.\n\n{theirs}\n\nEnd.")
    assert len(merge.conflicts) == 9
    assert merge.asking_at_most(9) is merge
    asked = merge.asking_at_most(8)
    assert sides(asked) == sides(merge)
    [conflict] = asked.conflicts
    assert (conflict.ours, asked.coarse) == (ours, True)


HUGE = 200 * 1024


def hostile():
    """Texts of 200 KB on which a plain difflib would take minutes."""
    chance = random.Random(11)  # noqa: S311 - nothing here is a secret
    two = [["".join(chance.choice("ab") + "\n" for _ in range(HUGE // 2)) for _ in range(3)]]
    two.append([" ".join(chance.choice(("Aa.", "Bb.")) for _ in range(HUGE // 4)) for _ in range(3)])
    two.append(["\n" * HUGE, "\n" * (HUGE - 5) + "a", "b" + "\n" * (HUGE - 3)])
    two.append(["a" * HUGE, "a" * (HUGE - 1) + "b", "c" + "a" * (HUGE - 1)])
    two.append([". " * (HUGE // 2), ". " * (HUGE // 2) + "x", "y" + ". " * (HUGE // 2)])
    two.append(
        ["\n".join(chance.choice("xyzw") + str(chance.randint(0, 400)) for _ in range(HUGE // 5)) for _ in "123"]
    )
    for count in (6, 60, 200):
        some = HUGE // 4 // count - 3
        two.append(
            [
                "\n".join(
                    f"Part {n}\n" + " ".join(chance.choice(("Aa.", "Bb.")) for _ in range(some)) for n in range(count)
                )
                for _ in range(3)
            ]
        )
    return two


def seconds_of(texts):
    started = time.thread_time()
    merge_texts(*texts)
    return time.thread_time() - started


@pytest.mark.parametrize("of", hostile(), ids=range(9))
def test_no_text_takes_long_or_loses_a_word(of):
    # The bar is one second of work; a busy machine is given three times that, and a second try.
    assert any(seconds_of(of) < 3 for _ in range(2))
    merge = merge_texts(*of)
    assert sides(merge) == tuple(of)
    assert all(is_as_it_says(piece) for piece in merge.pieces)
