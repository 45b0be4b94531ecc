"""Who wrote which words, carried on from version to version."""

import random

import pytest

from apps.pages.authorship import (
    Source,
    added_and_removed,
    covering,
    handed,
    rewritten,
    shares,
    spliced,
    stretch,
    unwritten,
)

AMINA, BEN, NIA = 1, 2, 3
TEXT = "Fares are capped at two pounds.\n\nThe cap lasts until March.\n"


def by_words(text: str, runs: list[tuple[int | None, int]]) -> list[tuple[int | None, str]]:
    """Each run with the words it covers."""
    at, told = 0, []
    for who, count in runs:
        told.append((who, text[at : at + count]))
        at += count
    assert at == len(text)
    return told


def test_what_is_kept_keeps_its_writer_and_what_is_put_in_is_the_new_ones() -> None:
    new = "Fares are capped at three pounds.\n\nThe cap lasts until March.\n\nOperators are paid for it.\n"
    assert by_words(new, rewritten([(AMINA, len(TEXT))], TEXT, new, BEN)) == [
        (AMINA, "Fares are capped at "),
        (BEN, "three"),
        (AMINA, " pounds.\n\nThe cap lasts until March.\n"),
        (BEN, "\nOperators are paid for it.\n"),
    ]
    assert added_and_removed(TEXT, new) == (len("three") + len("\nOperators are paid for it.\n"), len("two"))


def test_a_sentence_written_anew_is_nobody_elses_for_a_space_that_both_have() -> None:
    assert rewritten([(AMINA, 12)], "free for all", "paid by operators", BEN) == [(BEN, 17)]


def test_a_paragraph_that_moves_keeps_its_writer_and_counts_as_hardly_anything_written() -> None:
    first, second = "Fares are capped at two pounds.", "The cap lasts until the end of March."
    old, new = f"{first}\n\n{second}\n", f"{second}\n\n{first}\n"
    runs = [(AMINA, len(first) + 2), (BEN, len(second) + 1)]
    told = by_words(new, rewritten(runs, old, new, NIA))
    assert [(who, words.strip()) for who, words in told if words.strip()] == [(BEN, second), (AMINA, first)]
    # The two line feeds that stand elsewhere now.
    assert added_and_removed(old, new) == (2, 2)


def test_what_comes_from_another_text_is_its_writers_and_not_whoever_put_it_in() -> None:
    published = "Fares are capped at two pounds.\n\nThe cap lasts until June.\n\nSee the scheme.\n"
    new = "Fares are capped at two pounds, and never more.\n\nThe cap lasts until June.\n\nSee the scheme.\n"
    sources = [Source(TEXT, [(AMINA, len(TEXT))]), Source(published, [(NIA, len(published))])]
    hands = handed(sources, new, BEN)
    assert by_words(new, hands.runs) == [
        (AMINA, "Fares are capped at two pounds"),
        (BEN, ", and never more"),
        (AMINA, ".\n\nThe cap lasts until "),
        (NIA, "June.\n\nSee the scheme"),
        (AMINA, ".\n"),
    ]
    assert hands.wrote == {BEN: (len(", and never more"), len("March"))}


def test_a_text_whose_runs_do_not_fit_it_is_nobodys() -> None:
    assert covering([(AMINA, 3)], "four") == unwritten("four") == [(None, 4)]
    assert rewritten([], "", "Fares", AMINA) == [(AMINA, 5)]
    assert rewritten([(AMINA, 5)], "Fares", "", BEN) == unwritten("") == []


def test_an_exact_edit_lands_where_it_was_made() -> None:
    runs = spliced([(AMINA, 6), (BEN, 4)], 5, 2, 3, NIA)
    assert runs == [(AMINA, 5), (NIA, 3), (BEN, 3)]
    assert spliced(runs, 0, 11, 0, NIA) == []
    assert spliced([], 0, 0, 2, NIA) == [(NIA, 2)]
    assert stretch(runs, 4, 7) == [(AMINA, 1), (NIA, 2)]
    assert shares([(AMINA, 2), (None, 3), (AMINA, 4)]) == {AMINA: 6, None: 3}


def test_characters_outside_the_basic_plane_count_as_one() -> None:
    assert rewritten([(AMINA, 3)], "🙂 b", "🙂 b 🙃", BEN) == [(AMINA, 3), (BEN, 2)]


@pytest.mark.parametrize("seed", range(20))
def test_whatever_is_written_the_runs_cover_it_and_nobody_elses_words_are_claimed(seed: int) -> None:
    """A hundred saves by three people: every letter has one writer, and each unique word its own."""
    chance = random.Random(seed)  # noqa: S311
    text: list[str] = []
    wrote: dict[str, int] = {}
    runs: list[tuple[int | None, int]] = []
    for number in range(100):
        by = chance.choice([AMINA, BEN, NIA])
        old = "".join(text)
        at = chance.randrange(len(text) + 1)
        del text[at : at + chance.choice([0, 0, 1, 2])]
        word = f"w{number}x{by}"
        text.insert(at, word + chance.choice([" ", ".\n", "\n\n"]))
        wrote[word] = by
        runs = rewritten(runs, old, "".join(text), by)
    whole = "".join(text)
    letters = [who for who, count in runs for _ in range(count)]
    assert len(letters) == len(whole)
    for part in text:
        word = part.strip().rstrip(".")
        start = whole.index(word)
        assert set(letters[start : start + len(word)]) == {wrote[word]}


def test_texts_too_tangled_to_compare_are_still_credited_and_their_ends_kept() -> None:
    middle = "\n".join("ab" * (number % 7) for number in range(60_000))
    old = f"A first line that stays.\n{middle}\nA last line that stays.\n"
    new = f"A first line that stays.\n{middle[::-1]}\nA last line that stays.\n"
    runs = rewritten([(AMINA, len(old))], old, new, BEN)
    assert runs[0][0] == runs[-1][0] == AMINA
    assert sum(count for _, count in runs) == len(new)
