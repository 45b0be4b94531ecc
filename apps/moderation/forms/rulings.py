"""What a steward rules, validated."""

from datetime import datetime, timedelta
from typing import Any

from django import forms

from apps.core.fields import Prose
from apps.govuk.widgets import RadiosWithHints
from apps.moderation.choices import DAYS_OF_PAUSE, DAYS_OF_RESTRICTION, Measure
from apps.moderation.guidelines import CHOICES
from apps.moderation.judgement import Judgement

LONGEST = 2_000
HINTS = {
    Measure.WARN: "They are told what you say. Nothing else changes.",
    Measure.RESTRICT: "For when people undo one another’s changes.",
    Measure.REDACT: "For personal data and what must not be here. Nobody can bring the words back, not even on appeal.",
    Measure.PAUSE: "They can read on, and write everywhere else.",
}
DAYS_OF = {Measure.RESTRICT: DAYS_OF_RESTRICTION, Measure.PAUSE: DAYS_OF_PAUSE}
DAYS = [
    (str(days), "1 day" if days == 1 else f"{days} days") for days in sorted({*DAYS_OF_PAUSE, *DAYS_OF_RESTRICTION})
]


class RulingForm(forms.Form):
    """One of the `measures` that may be taken of this thing, with what that measure needs."""

    measure = forms.ChoiceField(
        label="What do you rule?",
        widget=RadiosWithHints(HINTS),
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Select what you rule"),
    )
    rule = forms.ChoiceField(
        label="Which of the guidelines does it go against?",
        choices=[("", "None: it may stay as it is"), *CHOICES],
        required=False,
        error_messages={"invalid_choice": "Select which of the guidelines it goes against"},
    )
    days = forms.ChoiceField(
        label="For how long?",
        choices=[("", "Not for a time"), *DAYS],
        required=False,
        help_text="Only when you pause somebody, or let only contributors and stewards change it.",
        error_messages={"invalid_choice": "Select for how long"},
    )
    words = Prose(
        label="Exact words to take out",
        required=False,
        is_kept=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Only when you take words out. Copy them from the text above.",
        error_messages={"max_length": f"The words must be {LONGEST:,} characters or fewer"},
    )
    because = Prose(
        label="Why?",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Whoever wrote it reads this, and so do those who flagged it and every steward here. Name nobody.",
        error_messages={
            "required": "Enter why you rule so",
            "max_length": f"Why must be {LONGEST:,} characters or fewer",
        },
    )

    # What the steward read, so that they rule on nothing else.
    text = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, measures: frozenset[Measure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = [one for one in Measure.choices if one[0] in measures]  # type: ignore[attr-defined] # a ChoiceField
        if not measures & DAYS_OF.keys():
            del self.fields["days"]
        if Measure.REDACT not in measures:
            del self.fields["words"]

    def clean_words(self) -> str:
        """What was copied often brings the line's end with it."""
        return str(self.cleaned_data["words"]).strip()

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        measure = said.get("measure")
        if measure and measure != Measure.NONE and not said.get("rule") and "rule" not in self.errors:
            self.add_error("rule", "Select which of the guidelines it goes against")
        lasts = DAYS_OF.get(Measure(measure)) if measure else None
        if lasts and "days" not in self.errors and int(said.get("days") or 0) not in lasts:
            listed = ", ".join(str(days) for days in lasts[:-1])
            self.add_error("days", f"Select for how long: {listed} or {lasts[-1]} days")
        if measure == Measure.REDACT and not said.get("words") and "words" not in self.errors:
            self.add_error("words", "Enter the exact words to take out")
        return said

    def judgement(self, *, at: datetime) -> Judgement:
        """What was typed, for the action."""
        said = self.cleaned_data
        measure = Measure(said["measure"])
        until = at + timedelta(days=int(said["days"])) if measure in DAYS_OF else None
        words = said["words"] if measure == Measure.REDACT else ""
        return Judgement(measure, said["because"], said["rule"], until, words, said["text"])
