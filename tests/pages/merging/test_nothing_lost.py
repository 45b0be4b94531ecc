"""Of any two changes of one text, every word is accounted for: none lost, none there twice, none back from the dead."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.pages.merging import merge_texts

TOKEN = re.compile(r"w\d+")
CASES = settings(max_examples=1000, database=None)
SOME = settings(CASES, max_examples=300)


def sentence(fresh):
    """Two words that stand nowhere else."""
    return f"Rule {next(fresh)} says {next(fresh)}."


@dataclass
class Writer:
    """Somebody who changes a text: paragraphs, each a list of sentences."""

    draw: object
    fresh: object
    text: list[list[str]]
    shared: list[str]
    words: int

    def change(self):
        acts = (self.add, self.change_one, self.take_out, self.add_paragraph, self.take_out_paragraph, self.move)
        self.draw(st.sampled_from((*acts, self.paste)))()

    def place(self):
        return self.draw(st.integers(0, len(self.text) - 1)) if self.text else None

    def add(self):
        if (at := self.place()) is not None:
            paragraph = self.text[at]
            paragraph.insert(self.draw(st.integers(0, len(paragraph))), sentence(self.fresh))

    def change_one(self):
        if (at := self.place()) is not None and (paragraph := self.text[at]):
            which = self.draw(st.integers(0, len(paragraph) - 1))
            paragraph[which] = TOKEN.sub(lambda _: next(self.fresh), paragraph[which], count=self.words)

    def take_out(self):
        if (at := self.place()) is not None and self.text[at]:
            del self.text[at][self.draw(st.integers(0, len(self.text[at]) - 1))]

    def add_paragraph(self):
        self.text.insert(self.draw(st.integers(0, len(self.text))), [sentence(self.fresh), sentence(self.fresh)])

    def take_out_paragraph(self):
        if (at := self.place()) is not None:
            del self.text[at]

    def move(self):
        if (at := self.place()) is not None:
            paragraph = self.text.pop(at)
            self.text.insert(self.draw(st.integers(0, len(self.text))), paragraph)

    def paste(self):
        """The same paragraph as the other may paste too."""
        if self.shared:
            self.text.insert(self.draw(st.integers(0, len(self.text))), list(self.shared))
            self.shared = []


@st.composite
def three(draw, *, words):
    """A text and two changes of it. Whoever changes a sentence changes so many of its two words."""
    fresh = (f"w{number}" for number in count())
    before = [[sentence(fresh) for _ in range(draw(st.integers(1, 3)))] for _ in range(draw(st.integers(1, 6)))]
    shared = [sentence(fresh)] if words == 2 else []
    writers = [Writer(draw, fresh, [list(one) for one in before], shared, words) for _ in "ab"]
    for writer in writers:
        for _ in range(draw(st.integers(1, 4))):
            writer.change()
    between, end = draw(st.sampled_from(("\n\n", "\n", "\r\n\r\n"))), draw(st.sampled_from(("", "\n")))
    return tuple(between.join(" ".join(one) for one in text) + end for text in (before, *(w.text for w in writers)))


def words(text):
    return Counter(TOKEN.findall(text))


def stands(of):
    """The words that are to stand: whatever anybody wrote, but for what somebody took out."""
    before, ours, theirs = (words(text) for text in of)
    return {word for word in ours | theirs if word not in before or (word in ours and word in theirs)}


@SOME
@given(three(words=1))
def test_what_nobody_need_be_asked_about_says_every_word_once(of):
    merge = merge_texts(*of)
    if merge.is_clean:
        assert words(merge.text()) == Counter(stands(of))


@CASES
@given(three(words=2), st.data())
def test_whatever_people_answer_no_word_is_lost_nor_there_twice(of, data):
    merge = merge_texts(*of)
    answers = [data.draw(st.sampled_from((piece.ours, piece.theirs))) for piece in merge.conflicts]
    after = words(merge.text(answers))
    seen = [words(piece.base + piece.ours + piece.theirs) for piece in merge.conflicts]
    asked = {word for conflict in seen for word in conflict}
    assert {word for word, times in after.items() if times > 1} == set()
    assert set(after) - asked == stands(of) - asked
    # Whatever was asked about is as whoever was chosen wrote it.
    assert set(after) & asked == {word for answer in answers for word in words(answer)}


@SOME
@given(three(words=2))
def test_what_was_put_together_can_be_put_together_again_without_a_word_more(of):
    """As when somebody sends a form twice and adds to it in between: if nobody is asked, nothing is there twice."""
    base, ours, theirs = of
    merge = merge_texts(base, ours, theirs)
    if merge.is_clean:
        again = merge_texts(base, ours, merge.text())
        assert not again.is_clean or words(again.text()) == words(merge.text())


def test_a_paragraph_that_one_changed_and_the_other_took_out_is_asked_about_whatever_stands_at_the_very_end():
    """Only one of the texts ends its last line: it was taken for another line, and nobody was asked."""
    before = "Buses first.\n\nFares are capped at two pounds for everybody.\n\nTrains too."
    ours = "Fares are capped at three pounds for everybody.\n\nTrains too.\n"
    theirs = "Buses first.\n\nTrains too.\n"
    for base, one, other in ((before, ours, theirs), (before, theirs, ours), (f"{before}\n", ours.strip(), theirs)):
        merge = merge_texts(base, one, other)
        assert not merge.is_clean
        assert "".join(piece.base for piece in merge.pieces) == base
        assert "".join(piece.ours for piece in merge.pieces) == one
        assert "".join(piece.theirs for piece in merge.pieces) == other


@pytest.mark.parametrize("turned", [False, True], ids=["mine", "theirs"])
@pytest.mark.parametrize(
    ("before", "moved", "without"),
    [
        (
            "Offers of help go to the desk.\n\nBuses stop at dusk.\n\n## Night\n",
            "Offers of help go to the desk.\n\n## Night Trams stop at ten.\n\nBuses stop at dusk.\n",
            "Offers of help go to the desk.\n\nBuses stop at dusk.\n",
        ),
        (
            "Fares are capped.\n\nBuses stop at dusk. Trams go on.\n",
            "Buses stop at dusk. Trams go on.\n\nToday Fares are capped. Children pay nothing!\n",
            "Buses stop at dusk. Trams go on.\n",
        ),
    ],
    ids=["a heading", "a sentence"],
)
def test_what_one_took_out_and_the_other_moved_and_changed_is_asked_about(before, moved, without, turned):
    ours, theirs = (without, moved) if turned else (moved, without)
    merge = merge_texts(before, ours, theirs)
    assert not merge.is_clean
    sides = ("".join(getattr(piece, side) for piece in merge.pieces) for side in ("base", "ours", "theirs"))
    assert tuple(sides) == (before, ours, theirs)
