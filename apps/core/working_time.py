"""Working days and hours, and the bank holidays of the nation whose calendar counts.

`nation` is one of the names in SUBDIVISIONS throughout. Offices are open from nine to five, local time, on working
days; the clocks change at night and on a Sunday, so every office day is eight hours long.
"""

from datetime import date, datetime, time, timedelta
from functools import cache

import holidays
from django.utils import timezone

SUBDIVISIONS = {"ENGLAND_AND_WALES": "ENG", "SCOTLAND": "SCT", "NORTHERN_IRELAND": "NIR"}
OPENS, CLOSES = time(9), time(17)
HOURS_A_DAY = 8
A_DAY = timedelta(days=1)


@cache
def bank_holidays(nation: str, year: int) -> frozenset[date]:
    """The bank holidays of one year."""
    return frozenset(holidays.country_holidays("GB", subdiv=SUBDIVISIONS[nation], years=year))


def is_working_day(day: date, *, nation: str) -> bool:
    """Whether offices are open: no Saturday, Sunday or bank holiday."""
    return day.weekday() < 5 and day not in bank_holidays(nation, day.year)


def are_offices_open(at: datetime, *, nation: str) -> bool:
    """Whether it is between nine and five, local time, on a working day."""
    local = timezone.localtime(at)
    return is_working_day(local.date(), nation=nation) and OPENS <= local.time() < CLOSES


def working_days_between(first: date, last: date, *, nation: str) -> int:
    """How many working days come after `first`, up to and with `last`; none when `last` is no later."""
    days = range(1, (last - first).days + 1)
    return sum(is_working_day(first + timedelta(days=number), nation=nation) for number in days)


def end_of_working_day(start: datetime, *, days: int, nation: str) -> datetime:
    """The close of office (17:00, local time) of the working day that is so many after the day of `start`."""
    day = timezone.localdate(start)
    while days:
        day += A_DAY
        days -= is_working_day(day, nation=nation)
    return _at(day, CLOSES)


def add_working_hours(start: datetime, *, hours: float, nation: str) -> datetime:
    """The moment so many office hours after `start`, which counts from the next opening when offices are closed."""
    left, moment = timedelta(hours=hours), timezone.localtime(start)
    while True:
        day = moment.date()
        moment, closes = max(moment, _at(day, OPENS)), _at(day, CLOSES)
        if is_working_day(day, nation=nation) and moment < closes:
            if left <= closes - moment:
                return moment + left
            left -= closes - moment
        moment = _at(day + A_DAY, OPENS)


def working_hours_between(start: datetime, end: datetime, *, nation: str) -> float:
    """How many office hours lie between two moments; none when `end` is no later."""
    start, end = timezone.localtime(start), timezone.localtime(end)
    if end <= start:
        return 0.0
    # The whole of every day from the first, less what came before the start, less what is left after the end.
    first, last = start.date(), end.date()
    whole = working_days_between(first - A_DAY, last, nation=nation) * HOURS_A_DAY
    return whole - _elapsed(start, nation=nation) - (HOURS_A_DAY - _elapsed(end, nation=nation, closed=HOURS_A_DAY))


def _elapsed(moment: datetime, *, nation: str, closed: float = 0.0) -> float:
    """How many office hours of its own day have passed by then; `closed` says what a day without any counts as."""
    day = moment.date()
    if not is_working_day(day, nation=nation):
        return closed
    opens, closes = _at(day, OPENS), _at(day, CLOSES)
    return (min(max(moment, opens), closes) - opens) / timedelta(hours=1)


def _at(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))
