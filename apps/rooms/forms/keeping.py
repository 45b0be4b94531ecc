"""Why somebody keeps, holds or disposes of what was said, and for how long it is kept."""

from typing import Any

from django import forms

from apps.core.fields import Line, Prose
from apps.rooms.choices import Retention

LONGEST_REASON = 1_000
LONGEST_WORDS = 120


class BecauseForm(forms.Form):
    """A reason that goes on the record. `label` asks for it, `hint` says what belongs in it."""

    because = Prose(
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Enter why",
            "max_length": f"Why must be {LONGEST_REASON:,} characters or fewer",
        },
    )

    def __init__(self, *args: Any, label: str, hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["because"].label = label
        self.fields["because"].help_text = hint


class RetentionForm(BecauseForm):
    """For how long talk is kept, and why it is to be so."""

    retention = forms.TypedChoiceField(
        label="How long is talk kept?",
        choices=Retention.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Select how long talk is kept",
            "invalid_choice": "Select how long talk is kept from the list",
        },
    )
    field_order = ("retention", "because")


class FindRoomForm(forms.Form):
    """Which room is to be put on hold."""

    words = Line(
        label="Find a room",
        required=False,
        is_kept=False,
        max_length=LONGEST_WORDS,
        help_text="Part of its title.",
        error_messages={"max_length": f"What to find must be {LONGEST_WORDS} characters or fewer"},
    )
