"""What a team says it does with a practice, and whether a practice is still right: validated, and no more."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.timezone import localdate

from apps.core.fields import Line, Prose
from apps.govuk.fields import DayField
from apps.govuk.widgets import RadiosWithHints
from apps.moderation.choices import Voice
from apps.moderation.forms.contributing import Contributing
from apps.pages.files.kinds import IN_WORDS
from apps.pages.forms.files import Upload
from apps.people.models import Unit
from apps.practice.actions.adoptions import Report
from apps.practice.choices import DoubtOutcome, Outcome, Use

LONGEST_STORY = 4_000
LONGEST_EVIDENCE = 2_000
LONGEST_LINK = 500
LONGEST_REASON = 1_000
EARLIEST_YEAR = 1900
OUTCOME_HINTS = {
    Outcome.WORSE: "This is as welcome as success: it saves other teams the trouble, or shows what they need besides.",
}
NOT_A_LINK = "Enter a link that starts with https:// or http://"


class UseForm(Contributing):
    """`seen` is how many reports of the team stood there when the form was opened."""

    use = forms.ChoiceField(
        label="What does your team do with it?",
        choices=Use.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Select what your team does with it"),
    )
    outcome = forms.ChoiceField(
        label="What came of it?",
        choices=Outcome.choices,
        required=False,
        widget=RadiosWithHints(OUTCOME_HINTS),
        help_text="Leave this out if you only plan to use it.",
        error_messages={"invalid_choice": "Select what came of it"},
    )
    since = DayField(
        name="Since when",
        label="Since when?",
        required=False,
        help_text="When you began, or when you stopped. Roughly is enough. Leave this out if you only plan to use it.",
    )
    what_happened = Prose(
        label="What happened? (optional)",
        required=False,
        max_length=LONGEST_STORY,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What got better, what did not, and what you did differently.",
        error_messages={"max_length": f"What happened must be {LONGEST_STORY:,} characters or fewer"},
    )
    evidence_words = Prose(
        label="Evidence, in words (optional)",
        required=False,
        max_length=LONGEST_EVIDENCE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="How you know: figures before and after, what you counted, whom you asked.",
        error_messages={"max_length": f"Evidence in words must be {LONGEST_EVIDENCE:,} characters or fewer"},
    )
    evidence_link = Line(
        label="Evidence, as a link (optional)",
        required=False,
        max_length=LONGEST_LINK,
        validators=[URLValidator(schemes=["http", "https"], message=NOT_A_LINK)],
        error_messages={"max_length": f"The link must be {LONGEST_LINK} characters or fewer"},
    )
    evidence = Upload(
        label="Evidence, as a file (optional)",
        required=False,
        help_text=f"{IN_WORDS}. If something else on this page is not right, choose the file again.",
    )
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def clean_since(self) -> date | None:
        since: date | None = self.cleaned_data["since"]
        if since and since.year < EARLIEST_YEAR:
            raise forms.ValidationError("Since when must be a real date", code="invalid")
        if since and since > localdate():
            raise forms.ValidationError("Since when must be today or in the past", code="future")
        return since

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("use") and said["use"] != Use.PLANNED:
            if said.get("outcome") == "":
                self.add_error("outcome", "Select what came of it")
            if "since" in said and said["since"] is None:
                self.add_error("since", "Enter since when")
        return said

    def has_seen(self, reports: int) -> None:
        """Show what they typed with so many reports of the team beside it, so that sending it again adds to those."""
        self.data = dict(self.data.items()) | {"seen": str(reports)}

    def report(self, team: Unit, *, at: datetime) -> Report:
        """What they said, for that team. Of a plan there is nothing to tell yet, and it is one from today on."""
        said = self.cleaned_data
        return Report(
            team=team,
            use=Use(said["use"]),
            outcome=Outcome.TOO_EARLY if said["use"] == Use.PLANNED else Outcome(said["outcome"]),
            since=said["since"] or localdate(at),
            what_happened=said["what_happened"],
            evidence_link=said["evidence_link"],
            evidence_words=said["evidence_words"],
            evidence=said["evidence"],
            voice=Voice(said["voice"]),
            interest=said["interest"],
            seen=said["seen"],
        )


class StillSoForm(forms.Form):
    seen = forms.IntegerField(min_value=0)


class RetractForm(forms.Form):
    because = Prose(
        label="Why do you take it back?",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Enter why you take it back",
            "max_length": f"Why you take it back must be {LONGEST_REASON:,} characters or fewer",
        },
    )


class DoubtForm(Contributing):
    # Django leaves out a field that a form sets to None: asking is in nobody's name.
    voice = None  # type: ignore[assignment] # as above
    interest = None  # type: ignore[assignment] # as above
    because = Prose(
        label="What may not be right any more, and why do you think so?",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Enter what may not be right any more",
            "max_length": f"What may not be right must be {LONGEST_REASON:,} characters or fewer",
        },
    )


class SettleDoubtForm(forms.Form):
    outcome = forms.ChoiceField(
        label="Is it still right?",
        choices=(
            (DoubtOutcome.STILL_RIGHT, "Yes, as it stands"),
            (DoubtOutcome.CHANGED, "It was not, and I have changed the page"),
        ),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Select whether it is still right"),
    )
    answer = Prose(
        label="What do you answer? (optional)",
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": f"The answer must be {LONGEST_REASON:,} characters or fewer"},
    )
    edition = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
