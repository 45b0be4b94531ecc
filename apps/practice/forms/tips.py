"""A tip, in one form that takes two minutes; and what a practice is about."""

from typing import Any

from django import forms

from apps.core.fields import Heading, Prose
from apps.core.text import says_something
from apps.moderation.forms.contributing import Contributing
from apps.pages import markup
from apps.pages.models.pages import TITLE_LENGTH
from apps.people.models import Unit
from apps.practice import heads
from apps.practice.actions.tips import Tip
from apps.practice.choices import HEAD
from apps.practice.models import Profession, Topic

REQUIRED = {
    "problem": "Enter what was going wrong, or could be better",
    "did": "Enter what you did",
    "contact": "Enter which post to ask",
}
ROWS = {"problem": 3, "helps": 2, "did": 6, "took": 2, "happened": 4, "contact": 1}
WRONG = ("invalid_choice", "invalid_pk_value", "invalid_list")
NOT_CLOSED = (
    "What stands under this heading would take in the ones after it. If it holds a block of code, put a line with "
    "``` at its end."
)
OWN_HEADING = (
    "A heading in here would end this part of the tip. Begin a heading of your own with ###, call it something else "
    "than the parts of the tip, and leave a line empty above a line of dashes."
)


class Several(forms.ModelMultipleChoiceField):  # type: ignore[type-arg] # Django takes none at run time
    """Rows to choose any number of. A number too large for SQLite is no row either."""

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except OverflowError:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from None


class AboutForm(forms.Form):
    """What a practice is about. Nothing need be chosen: what is filed under nothing is found by its words."""

    topics = Several(
        Topic.objects.all(),
        label="Topics (optional)",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Select all that apply.",
        error_messages={
            "invalid_choice": "Select topics from the list",
            "invalid_pk_value": "Select topics from the list",
        },
    )
    professions = Several(
        Profession.objects.all(),
        label="Professions (optional)",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Only when it is of use to some professions alone.",
        error_messages=dict.fromkeys(WRONG, "Select professions from the list"),
    )


class TipForm(Contributing, AboutForm):
    """`teams` are the units whoever writes is posted in: with several, the form asks whose practice it is."""

    def __init__(self, *args: Any, teams: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.teams = teams
        asked: dict[str, forms.Field] = {"title": _title()}
        asked |= {key: _part(key, label, hint) for key, label, hint in HEAD}
        if len(teams) > 1:
            asked["team"] = _team(teams)
        # One of some thirty is soon chosen; whoever wants more adds them on the page of the practice.
        del self.fields["professions"]
        asked |= {"topics": self.fields.pop("topics"), "profession": _profession()}
        self.fields = asked | self.fields

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for key, _, _ in HEAD:
            if said.get(key):
                self._check(key, said[key])
        return said

    def tip(self) -> Tip:
        """What was typed, for the action."""
        said = self.cleaned_data
        return Tip(
            title=said["title"],
            head={key: said[key] for key, _, _ in HEAD},
            team=said["team"] if "team" in said else self.teams[0],
            voice=said["voice"],
            interest=said["interest"],
            topics=list(said["topics"]),
            professions=[said["profession"]] if said["profession"] else [],
        )

    def _check(self, key: str, typed: str) -> None:
        """Each part can be laid out and is read back as it was typed, and does not swallow the headings after it."""
        last = HEAD[-1][0]
        parts = {key: typed.strip(), last: typed.strip() if key == last else "x"}
        try:
            found, plain = heads.head_of(heads.body_of(parts)), heads.in_words(typed)
        except markup.Unrenderable as refusal:
            self.add_error(key, refusal.reason)
        else:
            if found != parts:
                self.add_error(key, OWN_HEADING if last in found else NOT_CLOSED)
            elif key in REQUIRED and not says_something(plain):
                self.add_error(key, REQUIRED[key])


def _title() -> Heading:
    return Heading(
        label="What is your tip, in a line?",
        max_length=TITLE_LENGTH,
        help_text="It becomes the title of the page. For example ‘Ask drivers before you write a timetable’.",
        error_messages={
            "required": "Enter your tip in a line",
            "max_length": f"The line must be {TITLE_LENGTH} characters or fewer",
        },
    )


def _part(key: str, label: str, hint: str) -> Prose:
    required = key in REQUIRED
    return Prose(
        label=label if required else f"{label} (optional)",
        required=required,
        widget=forms.Textarea(attrs={"rows": ROWS[key]}),
        help_text=f"{hint}.",
        error_messages={"required": REQUIRED.get(key, "")},
    )


def _profession() -> "forms.ModelChoiceField[Profession]":
    return forms.ModelChoiceField(
        Profession.objects.all(),
        label="Profession (optional)",
        required=False,
        empty_label="Any profession",
        help_text="Only when it is of use to one profession more than to others.",
        error_messages={"invalid_choice": "Select a profession from the list"},
    )


def _team(teams: list[Unit]) -> "forms.ModelChoiceField[Unit]":
    return forms.ModelChoiceField(
        Unit.objects.filter(pk__in=[team.pk for team in teams]).order_by("name"),
        label="Which of your teams is it a practice of?",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Select one of your teams"),
    )
