"""Which day to look at, and up to where everything is read."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from apps.govuk.fields import DayField


class DayForm(forms.Form):
    day = DayField(name="The day", label="See what was said on a day", help_text="For example, 27 3 2026.")

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if not 2000 <= day.year < 3000:
            raise ValidationError("The day must be in the year 2000 or later", code="far_away")
        return day


class UpToForm(forms.Form):
    """Sent with the list of what is new: what comes while it is read stays new."""

    up_to = forms.IntegerField(min_value=0, max_value=10**18, widget=forms.HiddenInput)
