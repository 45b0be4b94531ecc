"""What somebody types who appeals, and who decides an appeal."""

from django import forms

from apps.core.fields import Prose
from apps.govuk.widgets import RadiosWithHints
from apps.moderation.choices import AppealOutcome

LONG = 4000
OUTCOMES = ((AppealOutcome.STANDS, "Let the ruling stand"), (AppealOutcome.OVERTURNED, "Overturn the ruling"))
OUTCOME_HINTS = {
    AppealOutcome.STANDS: "What was done stays done.",
    AppealOutcome.OVERTURNED: "What was done is undone, and it counts against the steward who ruled so.",
}


class AppealForm(forms.Form):
    because = Prose(
        label="Why is the ruling wrong?",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="The steward who decides reads this, and so does the steward who ruled.",
        error_messages={
            "required": "Enter why the ruling is wrong",
            "max_length": f"Why the ruling is wrong must be {LONG:,} characters or fewer",
        },
    )


class DecideForm(forms.Form):
    outcome = forms.TypedChoiceField(
        label="What do you decide?",
        choices=OUTCOMES,
        coerce=AppealOutcome,
        widget=RadiosWithHints(OUTCOME_HINTS),
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Select what you decide"),
    )
    answer = Prose(
        label="Your answer",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Whoever appealed and the steward who ruled read this, and it stays on the record. "
        "Do not repeat words that were taken out.",
        error_messages={
            "required": "Enter your answer",
            "max_length": f"Your answer must be {LONG:,} characters or fewer",
        },
    )
