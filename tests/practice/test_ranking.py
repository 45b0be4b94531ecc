"""What ranks a practice: other units' evidence first, recent before old, and thanks last."""

from datetime import UTC, datetime, timedelta
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from apps.practice.choices import IN_USE, Outcome, Use
from apps.practice.ranking import LEAST_SHARE, MOST_FOR_THANKS, WEIGHTS, Word, reckon

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
NUMBERS = count(1)


def word(department=1, days=0, *, use=Use.ADOPTED, outcome=Outcome.BETTER, is_evidenced=True, is_own=False):
    said_at = NOON - timedelta(days=days)
    return Word(next(NUMBERS), department, use, outcome, is_evidenced, is_own, said_at)


def points(*words, thanks=0):
    return reckon(words, thanks=thanks, at=NOON).points


WORDS = st.lists(
    st.builds(
        word,
        st.integers(1, 3),
        st.integers(0, 2000),
        use=st.sampled_from(Use),
        outcome=st.sampled_from(Outcome),
        is_evidenced=st.booleans(),
        is_own=st.booleans(),
    ),
    max_size=12,
)


def test_three_evidenced_adoptions_beat_fifty_thanks_and_so_does_one():
    thanked = points(thanks=50)
    assert points(word(1), word(2), word(3)) > thanked
    assert points(word()) > thanked
    # However old it is, and whatever it tells of its use.
    assert points(word(days=5000, outcome=Outcome.TOO_EARLY)) > thanked


def test_any_number_of_thanks_is_worth_less_than_the_least_evidence_of_use():
    least = min(with_evidence for with_evidence, _ in WEIGHTS.values() if with_evidence > 0)
    assert least * LEAST_SHARE > MOST_FOR_THANKS


def test_a_departments_tenth_team_counts_less_than_the_first_of_another():
    nine = [word(1) for _ in range(9)]
    assert points(*nine, word(2)) > points(*nine, word(1)) > points(*nine)


def test_what_did_not_work_takes_off_with_evidence_and_never_adds():
    stayed = points(word(1), word(2, outcome=Outcome.WORSE, is_evidenced=False))
    assert stayed == points(word(1)) == points(word(1), word(2, use=Use.DROPPED))
    for use in (*IN_USE, Use.DROPPED):
        assert points(word(1), word(2, use=use, outcome=Outcome.WORSE)) == points(word(1)) - 3


def test_a_plan_adds_nothing_yet():
    assert points(word(use=Use.PLANNED)) == 0


def test_a_word_is_worth_half_after_a_year():
    assert points(word(days=365)) == points(word()) / 2


@given(WORDS, st.integers(0, 80))
def test_the_word_of_its_own_unit_never_changes_the_rank(words, thanks):
    assert points(*words, thanks=thanks) == points(*words, word(is_own=True), thanks=thanks)


@given(WORDS, st.integers(0, 80))
def test_thanks_never_lower_a_practice_and_add_no_more_than_so_much(words, thanks):
    fewer, more = points(*words, thanks=thanks), points(*words, thanks=thanks + 1)
    assert fewer <= more <= round(points(*words) + MOST_FOR_THANKS, 2)


@given(WORDS, st.integers(0, 2000), st.integers(1, 2000))
def test_of_two_words_that_add_the_newer_adds_no_less(words, days, older):
    newer = points(*words, word(4, days))
    assert newer >= points(*words, word(4, days + older)) > points(*words)


@given(WORDS, st.integers(0, 80))
def test_the_sum_is_what_its_lines_come_to(words, thanks):
    found = reckon(words, thanks=thanks, at=NOON)
    assert found.points == round(sum(line.points for line in found.lines) + found.points_for_thanks, 2)
    assert {line.adoption for line in found.lines} == {one.adoption for one in words}
