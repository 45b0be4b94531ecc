"""What every contribution to talk and practice is asked: in which voice, with what interest, by which guidelines."""

from datetime import datetime
from typing import Any

from django import forms

from apps.core.fields import Line
from apps.govuk.widgets import RadiosWithHints
from apps.moderation.actions import guidelines
from apps.moderation.choices import Voice
from apps.moderation.queries.guidelines import has_accepted
from apps.people.models import Person

# As many characters as there is room for beside what somebody wrote.
LONGEST_INTEREST = 300
VOICE_HINTS = {
    Voice.OFFICIAL: "Readers may take it as what your team says.",
    Voice.PERSONAL: "It is your own view. The guidelines hold all the same.",
}
ASKED = ("voice", "interest", "accepts")


class Contributing(forms.Form):
    """Asks after everything else for `voice` and `interest`, and for `accepts` of whoever has not accepted these words.

    A form that has no use for one of them sets it to None. When it is valid, call `accept` before the act that it is
    for, in the same view. Policy drafts do not ask: their author is bound by the Code whatever they tick here, what
    they write is cleared by grade before anybody reads it, and work that is due must not wait for a box to be ticked.
    """

    voice = forms.ChoiceField(
        label="How are you writing?",
        choices=Voice.choices,
        widget=RadiosWithHints(VOICE_HINTS),
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Select how you are writing"),
    )
    interest = Line(
        label="An interest to declare (optional)",
        required=False,
        max_length=LONGEST_INTEREST,
        help_text="For example that you chose it, run it or gain by it. Readers see this beside what you write.",
        error_messages={"max_length": f"An interest to declare must be {LONGEST_INTEREST} characters or fewer"},
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        if not has_accepted(person):
            self.fields["accepts"] = forms.BooleanField(
                label="I have read the guidelines and will follow them",
                help_text="You are asked before you first write here, and again when their words change.",
                error_messages={"required": "Confirm that you have read the guidelines and will follow them"},
            )
        self.order_fields([name for name in self.fields if name not in ASKED])

    def accept(self, *, at: datetime) -> None:
        """This will keep that they accepted the guidelines, if this form asked them to."""
        if self.cleaned_data.get("accepts"):
            guidelines.accept(by=self.person, at=at)
