"""Working days against the dates that GOV.UK publishes, over the changes of the clock, and by their properties."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from apps.core.working_time import (
    SUBDIVISIONS,
    add_working_hours,
    are_offices_open,
    bank_holidays,
    end_of_working_day,
    is_working_day,
    working_days_between,
    working_hours_between,
)

LONDON = ZoneInfo("Europe/London")
ENGLAND, SCOTLAND, NORTH = "ENGLAND_AND_WALES", "SCOTLAND", "NORTHERN_IRELAND"

# As published at https://www.gov.uk/bank-holidays, a line a year: substitute days stand for those that fall on a
# weekend. 2022 has the Platinum Jubilee (2 and 3 June) and the State Funeral (19 September), 2023 the Coronation
# (8 May), and Scotland's 2026 the World Cup (15 June).
PUBLISHED = {
    ENGLAND: """
2022  3/1         15/4 18/4 2/5  2/6  3/6             29/8 19/9        26/12 27/12
2023  2/1         7/4  10/4 1/5  8/5  29/5            28/8             25/12 26/12
2024  1/1         29/3 1/4  6/5  27/5                 26/8             25/12 26/12
2025  1/1         18/4 21/4 5/5  26/5                 25/8             25/12 26/12
2026  1/1         3/4  6/4  4/5  25/5                 31/8             25/12 28/12
2027  1/1         26/3 29/3 3/5  31/5                 30/8             27/12 28/12
""",
    SCOTLAND: """
2022  3/1 4/1     15/4      2/5  2/6  3/6        1/8       19/9  30/11 26/12 27/12
2023  2/1 3/1     7/4       1/5  8/5  29/5       7/8             30/11 25/12 26/12
2024  1/1 2/1     29/3      6/5  27/5            5/8             2/12  25/12 26/12
2025  1/1 2/1     18/4      5/5  26/5            4/8             1/12  25/12 26/12
2026  1/1 2/1     3/4       4/5  25/5 15/6       3/8             30/11 25/12 28/12
2027  1/1 4/1     26/3      3/5  31/5            2/8             30/11 27/12 28/12
""",
    NORTH: """
2022  3/1    17/3 15/4 18/4 2/5  2/6  3/6  12/7       29/8 19/9        26/12 27/12
2023  2/1    17/3 7/4  10/4 1/5  8/5  29/5 12/7       28/8             25/12 26/12
2024  1/1    18/3 29/3 1/4  6/5  27/5      12/7       26/8             25/12 26/12
2025  1/1    17/3 18/4 21/4 5/5  26/5      14/7       25/8             25/12 26/12
2026  1/1    17/3 3/4  6/4  4/5  25/5      13/7       31/8             25/12 28/12
2027  1/1    17/3 26/3 29/3 3/5  31/5      12/7       30/8             27/12 28/12
""",
}


def published(nation: str) -> dict[int, set[date]]:
    lines = (line.split() for line in PUBLISHED[nation].strip().splitlines())
    days = {int(year): [day.split("/") for day in rest] for year, *rest in lines}
    return {year: {date(year, int(month), int(day)) for day, month in those} for year, those in days.items()}


def at(text: str) -> datetime:
    """A moment in London, such as '2026-03-27 16:00'."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize("nation", SUBDIVISIONS)
def test_offices_are_closed_on_the_days_gov_uk_publishes(nation: str):
    for year, days in published(nation).items():
        assert {day for day in bank_holidays(nation, year) if day.weekday() < 5} == days


@pytest.mark.parametrize("nation", SUBDIVISIONS)
def test_every_other_weekday_is_a_working_day(nation: str):
    for year, days in published(nation).items():
        every = [date(year, 1, 1) + timedelta(days=number) for number in range(365 + (year % 4 == 0))]
        assert {day for day in every if day.weekday() < 5 and not is_working_day(day, nation=nation)} == days
        assert not any(is_working_day(day, nation=nation) for day in every if day.weekday() >= 5)


def test_the_nations_differ_where_their_laws_do():
    easter_monday, second, summer = date(2026, 4, 6), date(2026, 1, 2), date(2026, 8, 31)
    open_on = {
        nation: [is_working_day(day, nation=nation) for day in (easter_monday, second, summer)]
        for nation in SUBDIVISIONS
    }
    assert open_on == {ENGLAND: [False, True, False], SCOTLAND: [True, False, True], NORTH: [False, True, False]}


@pytest.mark.parametrize(
    ("start", "days", "nation", "ends"),
    [
        ("2026-11-23 10:00", 1, ENGLAND, "2026-11-24 17:00"),
        ("2026-11-23 23:59", 1, ENGLAND, "2026-11-24 17:00"),
        ("2026-11-27 18:00", 1, ENGLAND, "2026-11-30 17:00"),
        ("2026-11-27 18:00", 1, SCOTLAND, "2026-12-01 17:00"),
        ("2026-12-24 12:00", 1, ENGLAND, "2026-12-29 17:00"),
        ("2026-12-30 12:00", 2, SCOTLAND, "2027-01-05 17:00"),
        ("2026-03-27 12:00", 1, ENGLAND, "2026-03-30 17:00"),
        ("2026-07-10 12:00", 1, NORTH, "2026-07-14 17:00"),
        ("2026-11-23 10:00", 0, ENGLAND, "2026-11-23 17:00"),
    ],
)
def test_so_many_working_days_end_when_the_office_closes(start: str, days: int, nation: str, ends: str):
    assert end_of_working_day(at(start), days=days, nation=nation) == at(ends)


def test_the_day_is_that_of_london_and_not_of_greenwich():
    just_past_midnight_in_summer = datetime(2026, 6, 8, 23, 30, tzinfo=UTC)
    assert end_of_working_day(just_past_midnight_in_summer, days=1, nation=ENGLAND) == at("2026-06-10 17:00")


@pytest.mark.parametrize(
    ("start", "hours", "nation", "ends"),
    [
        ("2026-11-23 10:00", 2, ENGLAND, "2026-11-23 12:00"),
        ("2026-11-23 09:00", 8, ENGLAND, "2026-11-23 17:00"),
        ("2026-11-23 16:00", 2, ENGLAND, "2026-11-24 10:00"),
        ("2026-11-23 03:00", 1, ENGLAND, "2026-11-23 10:00"),
        ("2026-11-23 17:00", 1, ENGLAND, "2026-11-24 10:00"),
        ("2026-11-23 21:15", 0.5, ENGLAND, "2026-11-24 09:30"),
        ("2026-11-21 12:00", 4, ENGLAND, "2026-11-23 13:00"),
        ("2026-11-27 16:30", 1, SCOTLAND, "2026-12-01 09:30"),
        # The clocks go forward on 29 March 2026 and back on 25 October: a weekend is as long as any other.
        ("2026-03-27 16:00", 2, ENGLAND, "2026-03-30 10:00"),
        ("2026-10-23 16:00", 2, ENGLAND, "2026-10-26 10:00"),
        ("2026-12-24 16:00", 9, ENGLAND, "2026-12-29 17:00"),
    ],
)
def test_working_hours_run_while_offices_are_open(start: str, hours: float, nation: str, ends: str):
    reached = add_working_hours(at(start), hours=hours, nation=nation)
    assert reached == at(ends)
    assert working_hours_between(at(start), reached, nation=nation) == pytest.approx(hours)


def test_offices_are_open_from_nine_to_five_on_working_days():
    times = ("2026-11-30 08:59", "2026-11-30 09:00", "2026-11-30 16:59", "2026-11-30 17:00", "2026-11-28 12:00")
    assert [are_offices_open(at(text), nation=ENGLAND) for text in times] == [False, True, True, False, False]
    assert not any(are_offices_open(at(text), nation=SCOTLAND) for text in times)


def test_a_due_time_is_the_same_wall_clock_hour_in_summer_and_in_winter():
    ends = [end_of_working_day(at(f"{day} 12:00"), days=1, nation=ENGLAND) for day in ("2026-03-27", "2026-10-23")]
    assert [moment.astimezone(UTC).time() for moment in ends] == [time(16), time(17)]


def test_what_ends_before_it_starts_takes_no_time():
    early, late = at("2026-11-23 10:00"), at("2026-11-25 10:00")
    assert working_hours_between(late, early, nation=ENGLAND) == 0
    assert working_days_between(late.date(), early.date(), nation=ENGLAND) == 0


moments = some.integers(0, 3_000_000).map(lambda minutes: at("2022-01-01 00:00") + timedelta(minutes=minutes))
nations = some.sampled_from(sorted(SUBDIVISIONS))


@given(start=moments, hours=some.integers(1, 60), nation=nations)
def test_hours_added_are_the_hours_between(start: datetime, hours: int, nation: str):
    end = add_working_hours(start, hours=hours, nation=nation)
    assert working_hours_between(start, end, nation=nation) == pytest.approx(hours)
    local = end.astimezone(LONDON)
    assert is_working_day(local.date(), nation=nation)
    assert time(9) < local.time() <= time(17)


@given(start=moments, days=some.integers(0, 30), nation=nations)
def test_days_added_are_the_days_between(start: datetime, days: int, nation: str):
    end = end_of_working_day(start, days=days, nation=nation)
    first, last = start.astimezone(LONDON).date(), end.astimezone(LONDON).date()
    assert working_days_between(first, last, nation=nation) == days
    assert days == 0 or is_working_day(last, nation=nation)
    assert end.astimezone(LONDON).time() == time(17)


@given(start=moments, first=some.integers(0, 400), second=some.integers(0, 400), nation=nations)
def test_hours_add_up_wherever_a_wait_is_cut(start: datetime, first: int, second: int, nation: str):
    middle, end = start + timedelta(hours=first), start + timedelta(hours=first + second)
    parts = working_hours_between(start, middle, nation=nation) + working_hours_between(middle, end, nation=nation)
    assert working_hours_between(start, end, nation=nation) == pytest.approx(parts)
