"""When a text is to be published, as its submitter says it."""

from datetime import UTC, datetime

import pytest

from apps.clearance.forms.submissions import CoverForm

# A Monday in November, when London keeps UTC.
AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SAID = {"significance": "MINOR", "change_note": "Spelling.", "months": 12, "version": 1}


def cover(when="", day=("", "", ""), hour=""):
    parts = dict(zip(("day_day", "day_month", "day_year"), day, strict=True))
    return CoverForm(SAID | {"when": when, "hour": hour} | parts, at=AT)


@pytest.mark.parametrize("when", ["", "NOW"])
def test_as_soon_as_it_is_cleared_is_what_happens_unless_somebody_says_otherwise(when):
    form = cover(when)
    assert form.is_valid()
    assert form.cover(AT.date()).publish_at is None


@pytest.mark.parametrize(
    ("day", "hour", "meant"),
    [
        (("24", "11", "2026"), "9:30am", datetime(2026, 11, 24, 9, 30, tzinfo=UTC)),
        # In summer London is an hour ahead of UTC.
        (("1", "7", "2027"), "9:30am", datetime(2027, 7, 1, 8, 30, tzinfo=UTC)),
        # The day the clocks go forward, before and after they do.
        (("28", "3", "2027"), "00:59", datetime(2027, 3, 28, 0, 59, tzinfo=UTC)),
        (("28", "3", "2027"), "2am", datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),
        # The day they go back: half past one comes twice, and the first is meant.
        (("31", "10", "2027"), "1:30am", datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
        (("31", "10", "2027"), "2am", datetime(2027, 10, 31, 2, 0, tzinfo=UTC)),
    ],
)
def test_a_time_of_day_is_londons(day, hour, meant):
    form = cover("LATER", day, hour)
    assert form.is_valid()
    assert form.cover(AT.date()).publish_at == meant


@pytest.mark.parametrize(
    ("when", "day", "hour", "errors"),
    [
        (
            "LATER",
            ("", "", ""),
            "",
            {"day": ["Enter the date to publish it on"], "hour": ["Enter the time to publish it at"]},
        ),
        ("LATER", ("31", "2", "2027"), "9am", {"day": ["The date to publish it on must be a real date"]}),
        ("LATER", ("23", "11", "2026"), "midday", {"day": ["The date and time must be in the future."]}),
        ("LATER", ("25", "11", "2027"), "9am", {"day": ["The date must be within a year from today."]}),
        (
            "LATER",
            ("28", "3", "2027"),
            "1:30am",
            {"hour": ["Clocks go forward over that time on that day. Enter another time"]},
        ),
        (
            "NOW",
            ("24", "11", "2026"),
            "9am",
            {"when": ["Select ‘On a date, at a time’, or take the date and time out"]},
        ),
        ("SOME DAY", ("", "", ""), "", {"when": ["Select when it should be published"]}),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(when, day, hour, errors):
    assert cover(when, day, hour).errors == errors
