"""What submitters and reviewers say."""

from datetime import date

from django import forms

from apps.clearance.actions.submitting import Cover
from apps.clearance.timing_forms import TimingForm
from apps.core.fields import Prose
from apps.core.months import months_after
from apps.pages.choices import Significance
from apps.pages.forms import Version

MONTHS = ((3, "3 months"), (6, "6 months"), (12, "12 months"), (24, "2 years"))
LONG = 4000


class CoverForm(TimingForm):
    significance = forms.ChoiceField(
        label="Do readers need to know that the content has changed?",
        choices=Significance.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Select whether the change is major or minor"),
    )
    change_note = Prose(
        label="Change note",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One or two sentences for readers and for whoever clears this: what changed and why.",
        error_messages={
            "required": "Enter a change note",
            "max_length": f"Change note must be {LONG} characters or fewer",
        },
    )
    months = forms.TypedChoiceField(
        label="Review this page again in",
        coerce=int,
        choices=MONTHS,
        initial=12,
        widget=forms.RadioSelect,
        error_messages={"required": "Select when to review the page", "invalid_choice": "Select a time from the list"},
    )
    version = Version()
    field_order = ("significance", "change_note", "months", "when", "day", "hour")

    def cover(self, today: date) -> Cover:
        """What was typed, for the action; the review date is that many months from today."""
        said = self.cleaned_data
        months = said["months"]
        review_by = months_after(today, months)
        return Cover(said["change_note"], said["significance"], review_by, said["publish_at"], review_months=months)


class ClearForm(forms.Form):
    comment = Prose(
        label="Comment (optional)",
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": f"Comment must be {LONG} characters or fewer"},
    )


class SendBackForm(forms.Form):
    because = Prose(
        label="What must change",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Your comments go to everyone who wrote in the draft, and stay on the record.",
        error_messages={
            "required": "Enter what must change",
            "max_length": f"Comments must be {LONG} characters or fewer",
        },
    )
