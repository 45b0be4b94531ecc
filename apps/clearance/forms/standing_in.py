"""What somebody types who asks another to decide on their behalf, or who declares an interest."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.timezone import localdate, make_aware

from apps.core.fields import Line, Prose
from apps.core.months import months_after
from apps.govuk.fields import DayField
from apps.people.forms import person_named
from apps.people.models import Person

LONG = 4000
# Past this nobody knows who will hold which post, and dates have an end.
FURTHEST_MONTHS = 24


class DelegationForm(forms.Form):
    receiver = Line(
        label="Who decides on your behalf",
        max_length=254,
        help_text="Their e-mail address, or their whole name.",
        error_messages={
            "required": "Enter who decides on your behalf",
            "max_length": "Who decides must be 254 characters or fewer",
        },
    )
    first_day = DayField(label="First day", name="The first day", help_text="Today or later.")
    last_day = DayField(label="Last day", name="The last day", help_text="At most 12 months after the first day.")
    because = Prose(
        label="Why",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example ‘I am on leave’. They read it, and it stays on the record.",
        error_messages={"required": "Enter why", "max_length": f"Why must be {LONG} characters or fewer"},
    )

    def clean_receiver(self) -> Person:
        """The one person of that address or name."""
        return person_named(self.cleaned_data["receiver"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        furthest = months_after(localdate(), FURTHEST_MONTHS)
        for field in ("first_day", "last_day"):
            day = said.get(field)
            if day and day > furthest:
                self.add_error(field, "Enter a day within the next 2 years")
        return said

    def moments(self, at: datetime) -> tuple[datetime, datetime]:
        """From when until when: from now where the first day is today, until midnight after the last day."""
        first, last = self.cleaned_data["first_day"], self.cleaned_data["last_day"]
        return (at if first == localdate(at) else _midnight(first)), _midnight(last + timedelta(days=1))


class InterestForm(forms.Form):
    because = Prose(
        label="What your interest is",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="For example shares, a relative, or a job you applied for. Whoever sees this clearance reads it.",
        error_messages={
            "required": "Enter what your interest is",
            "max_length": f"What your interest is must be {LONG} characters or fewer",
        },
    )


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))
