"""What people say about when cleared text is to be published."""

from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from apps.clearance.rules.timing import may_be_published_at
from apps.core.fields import Prose
from apps.govuk.fields import DayField, TimeOfDayField

LONG = 4000
AT_ONCE, LATER = "NOW", "LATER"
WHENS = ((AT_ONCE, "As soon as it is cleared"), (LATER, "On a date, at a time"))


class MomentForm(forms.Form):
    """A day and a time of day in London. `at` is the moment the form is filled in; the later one is `publish_at`."""

    day = DayField(
        name="The date to publish it on",
        label="Date to publish it on",
        required=False,
        help_text="For example, 27 3 2027",
    )
    hour = TimeOfDayField(
        name="The time to publish it at",
        label="Time to publish it at",
        required=False,
        help_text="London time, for example 9:30am",
    )

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        said["publish_at"] = self._moment() if self.asks_for_a_moment() else None
        return said

    def asks_for_a_moment(self) -> bool:
        return True

    def _moment(self) -> datetime | None:
        day, hour = self.cleaned_data.get("day"), self.cleaned_data.get("hour")
        for name, missing in (("day", "Enter the date to publish it on"), ("hour", "Enter the time to publish it at")):
            if name not in self.errors and self.cleaned_data.get(name) is None:
                self.add_error(name, missing)
        if day is None or hour is None:
            return None
        try:
            when = in_london(day, hour)
        except ValidationError as refusal:
            self.add_error("hour", refusal)
            return None
        if not (verdict := may_be_published_at(when, self.at)):
            self.add_error("day", verdict.reason)
        return when


class TimingForm(MomentForm):
    """A moment to publish at, or none where it is published as soon as it is cleared."""

    when = forms.ChoiceField(
        label="When should it be published?",
        required=False,
        choices=WHENS,
        initial=AT_ONCE,
        widget=forms.RadioSelect,
        help_text="If you set a date, the text is EMBARGOED until then: only those who draft and clear it may see it.",
        error_messages={"invalid_choice": "Select when it should be published"},
    )

    def asks_for_a_moment(self) -> bool:
        if self.cleaned_data.get("when") == LATER:
            return True
        if self.cleaned_data.get("day") or self.cleaned_data.get("hour"):
            self.add_error("when", "Select ‘On a date, at a time’, or take the date and time out")
        return False


class PostponeForm(MomentForm):
    """A later moment, and why."""

    because = Prose(
        label="Why it is put off",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Your reason goes to everyone who wrote in the draft, and stays on the record.",
        error_messages={
            "required": "Enter why it is put off",
            "max_length": f"Reason must be {LONG} characters or fewer",
        },
    )


class CallOffForm(forms.Form):
    because = Prose(
        label="Why it is called off",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Your reason goes to everyone who wrote in the draft, and stays on the record.",
        error_messages={
            "required": "Enter why it is called off",
            "max_length": f"Reason must be {LONG} characters or fewer",
        },
    )


def in_london(day: date, hour: time) -> datetime:
    """That moment of local time; the earlier one when clocks go back and it comes twice.

    Raises ValidationError when clocks go forward over it, so that it never comes.
    """
    # In UTC, as two moments of a local time that comes twice compare as one.
    moment = timezone.make_aware(datetime.combine(day, hour)).astimezone(UTC)
    if timezone.localtime(moment).time() != hour:
        raise ValidationError("Clocks go forward over that time on that day. Enter another time", code="no_such_time")
    return moment
