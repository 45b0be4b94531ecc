"""What submitters and reviewers say."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from apps.clearance.actions.submitting import Cover
from apps.clearance.choices import OF_A_DRAFT, Act
from apps.clearance.forms.timing import AT_ONCE, WHENS, TimingForm
from apps.clearance.queries.authority import Authority
from apps.core.fields import Prose
from apps.core.months import months_after
from apps.moderation.forms.contributing import Contributing
from apps.pages.choices import Significance
from apps.pages.forms.drafts import Version
from apps.pages.models import Draft
from apps.people.models import Person

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

    def catch_up(self, version: int) -> int | None:
        """The version it was opened at, where the draft is at a later one: sent again, it is about the later one."""
        opened_at: int = self.cleaned_data["version"]
        if opened_at >= version:
            return None
        self.data = {name: self.data[name] for name in self.data} | {"version": str(version)}
        return opened_at


class PracticeCoverForm(Contributing, CoverForm):
    """As `CoverForm`, and asks whoever has not accepted the guidelines; a page says in its own words who speaks."""

    voice = None  # type: ignore[assignment]  # a form leaves a field of its bases out so
    interest = None  # type: ignore[assignment]  # likewise

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        when = self.fields["when"]
        assert isinstance(when, forms.ChoiceField)
        when.choices = [(AT_ONCE, "As soon as it can be"), *WHENS[1:]]


def cover_form(draft: Draft, *args: Any, person: Person, **options: Any) -> CoverForm:
    """What a submitter is asked: in a practice space, also whether they have accepted the guidelines."""
    if not draft.space.is_practice:
        return CoverForm(*args, **options)
    return PracticeCoverForm(*args, person=person, **options)


class DecisionForm(forms.Form):
    """Says in which of several ways somebody decides. `ways` are their authorities; of one there is nothing to say."""

    def __init__(self, *args: Any, ways: Iterable[Authority] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The chairs of one step are all the same to whoever sits down.
        different = {(way.seat.position, way.on_behalf_of): way for way in reversed(list(ways))}
        self.ways = list(reversed(different.values()))
        if len(self.ways) > 1:
            self.fields = {"way": self._choice()} | self.fields

    @property
    def way(self) -> str:
        """The key of the authority that was chosen; empty when there was no choice."""
        chosen: str = self.cleaned_data.get("way", "")
        return chosen

    @property
    def on_behalf_of(self) -> Person | None:
        """For whom they decide, when they can decide in one way only, and that is for somebody else."""
        return self.ways[0].on_behalf_of if len(self.ways) == 1 else None

    def _choice(self) -> forms.ChoiceField:
        return forms.ChoiceField(
            label="How you decide",
            choices=[(way.key, _in_words(way)) for way in self.ways],
            widget=forms.RadioSelect,
            error_messages=dict.fromkeys(("required", "invalid_choice"), "Select how you decide"),
        )


class ClearForm(DecisionForm):
    comment = Prose(
        label="Comment (optional)",
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": f"Comment must be {LONG} characters or fewer"},
    )


class SendBackForm(DecisionForm):
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

    def __init__(self, *args: Any, act: str = Act.PUBLISH, **kwargs: Any) -> None:
        # It stands beside the other form, which asks the same question.
        super().__init__(*args, auto_id="return_%s", **kwargs)
        if act not in OF_A_DRAFT:
            self.fields["because"].help_text = "Your comments go to whoever proposed it, and stay on the record."


def _in_words(way: Authority) -> str:
    return f"{way.seat}, on behalf of {way.on_behalf_of}" if way.on_behalf_of else f"{way.seat}, as {way.post}"
