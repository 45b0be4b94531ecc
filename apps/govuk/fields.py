"""Days and times of day as the Design System asks for them."""

import re
from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.govuk.widgets import DateInput

# Source: GOV.UK style guide, times: '5:30pm', 'midnight', 'midday'. The 24-hour clock is understood too.
IN_WORDS = {"midnight": time(0), "midday": time(12), "noon": time(12)}
LONGEST_NUMBER = 4
TWELVE = re.compile(r"(1[0-2]|0?[1-9])(?:[:.]([0-5][0-9]))? ?([ap])\.?m\.?", re.ASCII)
TWENTY_FOUR = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])", re.ASCII)


class DayField(forms.MultiValueField):
    """A day in three inputs. `name` begins the sentences that say what is wrong with it: 'The date'."""

    widget = DateInput

    def __init__(self, *, name: str = "The date", required: bool = True, **options: Any) -> None:
        parts = [forms.CharField(required=False) for _ in range(3)]
        self.name = name
        errors = {"required": f"Enter {name[0].lower()}{name[1:]}"} | options.pop("error_messages", {})
        super().__init__(parts, required=required, require_all_fields=False, error_messages=errors, **options)

    def compress(self, data_list: Sequence[str]) -> date | None:
        """The day that was typed; None where none was."""
        if not any(data_list):
            return None
        missing = [part for part, typed in zip(("day", "month", "year"), data_list, strict=True) if not typed]
        if missing:
            raise ValidationError(f"{self.name} must include a {' and '.join(missing)}", code="incomplete")
        try:
            day, month, year = (_number(typed) for typed in data_list)
            if year < 1000:
                raise ValidationError("Year must include 4 numbers", code="short_year")
            return date(year, month, day)
        except ValueError as refusal:
            raise ValidationError(f"{self.name} must be a real date", code="invalid") from refusal


class TimeOfDayField(forms.CharField):
    """A time of day in one input, as people write it: 9:30am, 14:30, midday."""

    def __init__(self, *, name: str = "The time", **options: Any) -> None:
        self.name = name
        widget = forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"})
        errors = {"required": f"Enter {name[0].lower()}{name[1:]}"} | options.pop("error_messages", {})
        super().__init__(**{"widget": widget} | options, error_messages=errors)

    def clean(self, value: Any) -> time | None:
        typed = super().clean(value).lower()
        if not typed:
            return None
        if typed in IN_WORDS:
            return IN_WORDS[typed]
        if found := TWELVE.fullmatch(typed):
            hour, minute, half = found.groups()
            return time(int(hour) % 12 + (12 if half == "p" else 0), int(minute or 0))
        if found := TWENTY_FOUR.fullmatch(typed):
            return time(int(found[1]), int(found[2]))
        raise ValidationError(f"{self.name} must be a time, like 9:30am or 5pm", code="invalid")


def _number(typed: str) -> int:
    if not (typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_NUMBER):
        raise ValueError(typed)
    return int(typed)
