"""What somebody types who appoints a steward, steps down, or asks for a vote."""

from django import forms

from apps.core.fields import Line, Prose
from apps.govuk.widgets import RadiosWithHints
from apps.people.forms import person_named
from apps.people.models import Person
from apps.trust.choices import DAYS_AFTER_RECALL

LONG = 4000
GO, STAY = "go", "stay"


def why(label: str, help_text: str) -> Prose:
    """Where the reason is typed, which stays on the record."""
    messages = {"required": "Enter why", "max_length": f"Why must be {LONG:,} characters or fewer"}
    area = forms.Textarea(attrs={"rows": 4})
    return Prose(label=label, max_length=LONG, widget=area, help_text=help_text, error_messages=messages)


class AppointForm(forms.Form):
    person = Line(
        label="Who is to be a steward",
        max_length=254,
        help_text="Their e-mail address, or their whole name.",
        error_messages={
            "required": "Enter who is to be a steward",
            "max_length": "Who is to be a steward must be 254 characters or fewer",
        },
    )
    because = why("Why them?", "Everybody who can read the space reads this, and it stays on the record.")

    def clean_person(self) -> Person:
        """The one person of that address or name."""
        return person_named(self.cleaned_data["person"])


class StepDownForm(forms.Form):
    because = why("Why do you step down?", "It stays on the record.")


class RecallForm(forms.Form):
    because = why(
        "Why should they go?",
        "The steward and everybody who can read the space read this. Say what they did as a steward, and give links.",
    )


class VoteForm(forms.Form):
    vote = forms.ChoiceField(
        label="How do you vote?",
        choices=[(STAY, "They should stay a steward"), (GO, "They should go")],
        widget=RadiosWithHints({GO: f"They could not be a steward again for {DAYS_AFTER_RECALL} days."}),
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Select how you vote"),
    )
