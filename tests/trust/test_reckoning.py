"""The arithmetic of standing, tried on many lives that nobody thought of."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from random import Random

from apps.trust.choices import (
    AGAINST,
    DAYS_OF_GRACE,
    FAVOURS,
    MOST_FROM_ONE,
    OFFICE,
    WORK,
    WORTH,
    Counts,
    CreditKind,
    Level,
)
from apps.trust.reckoning import Asked, Given, Held, Path, Received, freshness, next_held, path_of

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
LIVES = range(200)
ASKS = {
    Level.MEMBER: Asked(4, 2, 2, 1, 50),
    Level.CONTRIBUTOR: Asked(16, 5, 5, 2, 20),
    Level.STEWARD: Asked(40, 10, 10, 3, 10),
}


def got(
    kind: CreditKind = CreditKind.EDIT, *, days: float = 20, giver: int = 1, page: int = 1, **rest: object
) -> Received:
    """Something that was given so many days ago, by a giver whose team has the same number."""
    given = AT - timedelta(days=days)
    return replace(Received(kind, giver, giver, f"page {page}", given, given), **rest)


def life(random: Random, most: int = 60) -> tuple[list[Received], list[Given]]:
    """Somebody's credits and what they gave, at random."""
    kinds = list(CreditKind)
    received = [
        got(
            random.choice(kinds),
            days=random.uniform(0, 400),
            giver=random.randint(1, 12),
            page=random.randint(1, 15),
            is_void=random.random() < 0.1,
            pk=number,
        )
        for number in range(random.randint(0, most))
    ]
    gave = [
        Given(random.choice(kinds), random.randint(1, 12), AT - timedelta(days=random.uniform(0, 400)))
        for _ in range(random.randint(0, 10))
    ]
    return received, gave


def path(*received: Received, given: tuple[Given, ...] = ()) -> Path:
    return path_of(received, given, at=AT)


def helpful(points: int = 40, *, days: float = 20) -> list[Received]:
    """Edits on a page each, a week apart before that, accepted by ten people in turn."""
    return [got(days=days + 7 * n, giver=n % 10 + 1, page=n) for n in range(points // 2)]


def test_it_makes_no_difference_in_which_order_credits_come():
    for seed in LIVES:
        random = Random(seed)  # noqa: S311 - the same lives on every machine
        received, gave = life(random)
        one = path_of(received, gave, at=AT)
        random.shuffle(received)
        random.shuffle(gave)
        other = path_of(received, gave, at=AT)
        assert (one.points, one.days, one.pages, one.teams) == (other.points, other.days, other.pages, other.teams)
        assert one.earns(ASKS) == other.earns(ASKS)


def test_what_somebody_does_themselves_never_raises_their_level():
    """All that they do is credited to others; being busy, accepting much and thanking everybody earns nothing."""
    for seed in LIVES:
        random = Random(seed)  # noqa: S311 - likewise
        received, gave = life(random)
        more = gave + life(random)[1] + [Given(random.choice(list(CreditKind)), n, AT) for n in range(12)]
        before, after = path_of(received, gave, at=AT), path_of(received, more, at=AT)
        assert after.earns(ASKS) <= before.earns(ASKS)
        assert after.days <= before.days
        assert after.pages <= before.pages
        assert after.teams <= before.teams


def test_nothing_in_the_arithmetic_could_hold_a_grade_or_a_level():
    known = {field.name for kind in (Received, Given) for field in fields(kind)}
    assert known == {"kind", "giver", "team", "place", "at", "counts_from", "is_void", "pk", "receiver"}


def test_a_credit_is_worth_all_for_half_a_year_and_nothing_after_a_year():
    worth = {
        days: round(freshness(AT - timedelta(days=days), at=AT), 2) for days in (0, 180, 217, 272.5, 364, 365, 900)
    }
    assert worth == {0: 1, 180: 1, 217: 0.8, 272.5: 0.5, 364: 0.01, 365: 0, 900: 0}


def test_days_of_work_count_when_they_are_three_days_apart():
    work = [got(days=days, page=number) for number, days in enumerate((20, 21, 22, 23, 30))]
    assert (path(*work).days, path(*work).pages) == (3, 5)


def test_work_counts_once_a_day_and_page():
    """Two writers' edits of one page on one day are worth as much as one of them."""
    told = path(got(giver=1), got(giver=2), got(giver=3, page=2))
    assert [one.counts for one in told.credits] == [Counts.FULLY, Counts.SAME_DAY, Counts.FULLY]
    assert told.points == 4


def test_no_one_person_makes_a_steward():
    edits = [got(days=20 + 4 * n, page=n) for n in range(30)]
    assert path(*edits).points == MOST_FROM_ONE[OFFICE]
    answers = [got(CreditKind.ANSWER, days=20 + 4 * n, page=n) for n in range(30)]
    assert path(*answers).points == MOST_FROM_ONE[FAVOURS]
    assert path(*edits, *answers).earns(ASKS) == Level.MEMBER


def test_what_two_people_did_for_each_other_cancels_out():
    """Carys accepted three answers of Ben's, whose team uses what she wrote: one of his is left."""
    three = [got(CreditKind.ANSWER, days=20 + 4 * n, page=n) for n in range(3)]
    told = path(*three, given=(Given(CreditKind.ADOPTION, 1, AT),))
    assert sorted(one.counts for one in told.credits) == [Counts.FULLY, Counts.RETURNED, Counts.RETURNED]
    assert (told.points, told.days, told.pages) == (2, 1, 1)
    assert path(*three, given=(Given(CreditKind.ADOPTION, 1, AT),) * 2).points == 0


def test_what_a_steward_does_in_office_takes_nothing_from_their_own_answers():
    """Clearing somebody's edits is no favour to be returned: else whoever keeps order would be the poorer for it."""
    office = tuple(Given(CreditKind.EDIT, 1, AT) for _ in range(5))
    assert path(got(CreditKind.ANSWER), given=office).points == 2


def test_thanks_count_from_three_teams_once_a_team_and_little_in_all():
    def thanks(*givers: int) -> Path:
        return path(*(got(CreditKind.THANKS, giver=giver, page=n) for n, giver in enumerate(givers)))

    assert [thanks(1, 2).points, thanks(1, 2, 2).points, thanks(1, 2, 3).points] == [0, 0, 3]
    assert thanks(*range(1, 90)).points == 3
    assert thanks(*range(1, 90)).earns(ASKS | {Level.MEMBER: Asked(1, 0, 0, 0, 100)}) == Level.NEWCOMER


def test_thanks_given_both_ways_are_worth_nothing():
    thanks = [got(CreditKind.THANKS, giver=giver) for giver in (1, 2, 3)]
    assert path(*thanks, given=(Given(CreditKind.THANKS, 3, AT),)).points == 0


def test_what_was_taken_back_weighs_against_and_too_much_of_it_bars_a_level():
    work = helpful()
    assert path(*work).earns(ASKS) == Level.STEWARD
    reversals = [got(CreditKind.REVERSAL, days=10 + n, giver=20 + n, page=90 + n) for n in range(3)]
    told = path(*work, *reversals)
    assert (told.points, round(told.reversed_share)) == (28, 13)
    complaint = got(CreditKind.COMPLAINT)
    assert path(*work, complaint, *helpful(8, days=3)).earns(ASKS) == Level.STEWARD
    assert path(*work, complaint).earns(ASKS) == Level.CONTRIBUTOR


def test_a_level_is_lost_only_after_a_month_below_three_quarters_of_it():
    """40 points make a steward, 30 are enough to stay one."""
    steward = Held(Level.STEWARD)
    assert next_held(steward, path(*helpful(30)), ASKS, at=AT) == steward
    below = next_held(steward, path(*helpful(28)), ASKS, at=AT)
    assert below == Held(Level.STEWARD, below_since=AT)
    later = AT + timedelta(days=DAYS_OF_GRACE)
    assert next_held(below, path(*helpful(30)), ASKS, at=later) == steward
    assert next_held(below, path(*helpful(28)), ASKS, at=later) == Held(Level.CONTRIBUTOR)


def test_time_alone_makes_nobody_a_newcomer_again():
    long_ago = Held(Level.STEWARD, below_since=AT - timedelta(days=400))
    assert next_held(long_ago, path(), ASKS, at=AT) == Held(Level.MEMBER)
    ruled_against = path(got(CreditKind.COMPLAINT))
    assert next_held(long_ago, ruled_against, ASKS, at=AT) == Held(Level.NEWCOMER)


def test_whoever_was_recalled_is_no_steward_until_the_time_is_over():
    barred = Held(Level.STEWARD, barred_until=AT + timedelta(days=1))
    assert next_held(barred, path(*helpful()), ASKS, at=AT) == replace(barred, level=Level.CONTRIBUTOR)
    later = AT + timedelta(days=1)
    assert next_held(barred, path(*helpful()), ASKS, at=later) == Held(Level.STEWARD)


def test_every_kind_is_worth_something_and_work_weighs_most():
    assert set(WORTH) == set(CreditKind)
    assert all(WORTH[kind] < 0 for kind in AGAINST)
    assert min(WORTH[kind] for kind in WORK) > WORTH[CreditKind.THANKS]
