"""When somebody wants no mail."""

from typing import Any

from django import forms

from apps.govuk.fields import TimeOfDayField


class QuietHoursForm(forms.Form):
    starts = TimeOfDayField(name="The time they start", label="When do they start?", help_text="For example 6pm")
    ends = TimeOfDayField(
        name="The time they end",
        label="When do they end?",
        help_text="For example 8am. If that is earlier than they start, they end the next day.",
    )
    days_off_too = forms.BooleanField(
        label="All day on Saturdays, Sundays and the bank holidays where you work", required=False
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("starts") is not None and said.get("starts") == said.get("ends"):
            self.add_error("ends", "The time they end must be another than the time they start")
        return said
