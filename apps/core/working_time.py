"""Working days and hours, and the bank holidays of the nation whose calendar counts."""

from datetime import date, datetime, time, timedelta
from functools import cache

import holidays
from django.utils import timezone

SUBDIVISIONS = {"ENGLAND_AND_WALES": "ENG", "SCOTLAND": "SCT", "NORTHERN_IRELAND": "NIR"}
OPENS, CLOSES = time(9), time(17)


@cache
def bank_holidays(nation: str, year: int) -> frozenset[date]:
    """The bank holidays of one year; `nation` is one of the names in SUBDIVISIONS."""
    return frozenset(holidays.country_holidays("GB", subdiv=SUBDIVISIONS[nation], years=year))


def is_working_day(day: date, *, nation: str) -> bool:
    """Whether offices are open: no Saturday, Sunday or bank holiday."""
    return day.weekday() < 5 and day not in bank_holidays(nation, day.year)


def end_of_working_day(start: datetime, *, days: int, nation: str) -> datetime:
    """The close of office (17:00, local time) of the working day that is so many after the day of `start`."""
    day = timezone.localdate(start)
    while days:
        day += timedelta(days=1)
        days -= is_working_day(day, nation=nation)
    return timezone.make_aware(datetime.combine(day, CLOSES))
