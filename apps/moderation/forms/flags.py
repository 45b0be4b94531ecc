"""What somebody says who flags something, validated."""

from django import forms

from apps.core.fields import Prose
from apps.moderation.guidelines import CHOICES

LONGEST_REASON = 2_000


class FlagForm(forms.Form):
    rule = forms.ChoiceField(
        label="Which of the guidelines is it about?",
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Select which of the guidelines it is about"),
    )
    because = Prose(
        label="What should be looked at, and why?",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Stewards read this. Whoever wrote it does not, and is never told who flagged it.",
        error_messages={
            "required": "Enter what should be looked at, and why",
            "max_length": f"What should be looked at must be {LONGEST_REASON:,} characters or fewer",
        },
    )
