"""What somebody types of a decision, validated; whether they may record it is the actions' business."""

from typing import Any

from django import forms

from apps.core.fields import Heading, Line, Prose
from apps.govuk.fields import DayField
from apps.pages import markup
from apps.pages.models import Page
from apps.pages.models.pages import PATH_LENGTH
from apps.pages.queries.finding import pages_called
from apps.people.models import Person
from apps.people.queries import people_called
from apps.rooms.actions.deciding import Decided
from apps.rooms.choices import DECISION_LENGTH, MOST_DECIDERS
from apps.rooms.decided import is_closed
from apps.rooms.forms.promoting import MadeOf

TITLE_LENGTH = 200
LONGEST_WORDS = 100
NOT_CLOSED = "This would take in what stands under it. If it holds a block of code, put a line with ``` at its end."
TEXTS = (("EDITION", "What is published"), ("DRAFT", "The open draft"))


class DecisionForm(forms.Form):
    title = Heading(
        max_length=TITLE_LENGTH,
        label="What was decided, in a line",
        help_text="For example ‘The fare cap ends in March’.",
        error_messages={
            "required": "Enter what was decided, in a line",
            "max_length": f"What was decided must be {TITLE_LENGTH} characters or fewer",
        },
    )
    options = Prose(
        required=False,
        max_length=DECISION_LENGTH,
        label="Options that were weighed (optional)",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Each option, and what spoke for and against it. You can format it as a page.",
        error_messages={"max_length": f"Options must be {DECISION_LENGTH:,} characters or fewer"},
    )
    reasons = Prose(
        max_length=DECISION_LENGTH,
        label="Why it was decided so",
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": "Enter why it was decided so",
            "max_length": f"Why must be {DECISION_LENGTH:,} characters or fewer",
        },
    )
    deciders = Prose(
        is_kept=False,
        label="Who decided",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One person on each line, by name or e-mail address. The post they held that day goes on record.",
        error_messages={"required": "Enter who decided"},
    )
    decided_on = DayField(name="The day it was decided", label="When it was decided")

    def clean_options(self) -> str:
        return _laid_out(self.cleaned_data["options"])

    def clean_reasons(self) -> str:
        return _laid_out(self.cleaned_data["reasons"])

    def clean_deciders(self) -> tuple[Person, ...]:
        said = [line.strip() for line in self.cleaned_data["deciders"].split("\n") if line.strip()]
        if len(said) > MOST_DECIDERS:
            raise forms.ValidationError(f"At most {MOST_DECIDERS} people can be named as having decided")
        return tuple(dict.fromkeys(_person_called(line) for line in said))

    def decided(self) -> Decided:
        """What was typed, for the action."""
        said = self.cleaned_data
        return Decided(said["title"], said["reasons"], said["decided_on"], said["deciders"], said["options"])


class RoomDecisionForm(DecisionForm):
    """A decision in a room, which may be about a page that whoever records it may read."""

    about = Line(
        required=False,
        is_kept=False,
        max_length=PATH_LENGTH,
        label="Page it is about (optional)",
        help_text="Its title or its address. The decision is linked to its text as that stands now.",
        error_messages={"max_length": "Enter the title or the address of a page, which is shorter than this"},
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_about(self) -> Page | None:
        said = self.cleaned_data["about"]
        found = pages_called(said, self.person) if said else []
        if said and not found:
            raise forms.ValidationError("There is no page that you can read with that title or address")
        if len(found) > 1:
            raise forms.ValidationError(
                f"Several pages are called that. Enter the address of the one you mean, such as {found[0].path}"
            )
        return found[0] if found else None


class PromotedDecisionForm(MadeOf, RoomDecisionForm):
    """A decision that was taken in messages: for the room, as they are."""

    asks_to_widen = False


class PageDecisionForm(DecisionForm):
    """A decision about a page: of its text as whoever records it saw it, or of its open draft where they see one."""

    text = forms.ChoiceField(
        choices=TEXTS,
        initial="EDITION",
        label="Which text is it about?",
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Select which text it is about"),
    )
    edition = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, has_draft: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_draft:
            del self.fields["text"]

    @property
    def is_about_draft(self) -> bool:
        """Whether the open draft was chosen."""
        return self.cleaned_data.get("text") == "DRAFT"


class DissentForm(forms.Form):
    words = Prose(
        max_length=DECISION_LENGTH,
        label="Why you do not agree",
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="It stays on the record beside the decision. You cannot change it or take it back.",
        error_messages={
            "required": "Enter why you do not agree",
            "max_length": f"Why you do not agree must be {DECISION_LENGTH:,} characters or fewer",
        },
    )
    named = forms.ChoiceField(
        label="May readers see your name?",
        choices=[("yes", "Yes, with my post"), ("no", "No")],
        widget=forms.RadioSelect,
        help_text="Who said it is on the record either way, for those who may look there.",
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Select whether readers may see your name"),
    )


class LogForm(forms.Form):
    """What somebody asks a log of decisions for."""

    q = Line(
        label="Words",
        required=False,
        is_kept=False,
        max_length=LONGEST_WORDS,
        error_messages={"max_length": f"Words must be {LONGEST_WORDS} characters or fewer"},
    )
    since = DayField(name="The first day", label="Decided from", required=False)
    until = DayField(name="The last day", label="Decided until", required=False)


def _laid_out(words: str) -> str:
    try:
        if not is_closed(words):
            raise forms.ValidationError(NOT_CLOSED)
    except markup.Unrenderable as fault:
        raise forms.ValidationError(fault.reason) from fault
    return words


def _person_called(said: str) -> Person:
    found = list(people_called(said)[:2])
    if not found:
        raise forms.ValidationError(f"Nobody who may sign in here is called ‘{said}’ or has that e-mail address")
    if len(found) > 1:
        raise forms.ValidationError(f"Several people are called ‘{said}’. Enter the e-mail address of the one you mean")
    return found[0]
