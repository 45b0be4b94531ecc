"""What people type about spaces and drafts, validated; whether they may is the actions' business."""

from collections.abc import Iterable
from typing import Any

from django import forms

from apps.core.fields import Heading, Prose
from apps.govuk.widgets import RadiosWithHints
from apps.pages import markup
from apps.pages.actions.spaces import Opening
from apps.pages.actions.writing import Words
from apps.pages.choices import AUDIENCE_CHOICES, Marking, SpaceKind
from apps.pages.forms.markings import MarkingForm
from apps.pages.forms.open_forms import OpenFormFields
from apps.pages.models import Edition, Template
from apps.pages.models.drafts import Wording
from apps.pages.models.pages import TITLE_LENGTH
from apps.pages.rules import may_be_for
from apps.people.models import Unit
from apps.people.queries import OwnerPost

TITLE_ERRORS = {
    "required": "Enter a title",
    "max_length": f"Title must be {TITLE_LENGTH} characters or fewer",
}
# The value of a choice that no title can have, as none starts with a space.
LEADER = " leader"
# What PositiveIntegerField holds on either database.
LAST_VERSION = 2**31 - 1
OPEN_AGAIN = "This page did not say which version of the draft it shows. Open the draft again"
AUDIENCE_ERRORS = {"required": "Select who can read it", "invalid_choice": "Select who can read it from the list"}


def whole_number(value: str) -> int:
    return int(value)


class Version(forms.IntegerField):
    """Which version of the draft the person was looking at, hidden in the form they were sent."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        faults = ("required", "invalid", "min_value", "max_value")
        super().__init__(min_value=0, max_value=LAST_VERSION, error_messages=dict.fromkeys(faults, OPEN_AGAIN))


class SpaceForm(forms.Form):
    title = Heading(
        max_length=120,
        help_text="The subject, such as ‘Rural transport’. It becomes the address of the space.",
        error_messages={"required": "Enter a title", "max_length": "Title must be 120 characters or fewer"},
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        help_text="Everybody posted in this unit, or in a unit below it, can draft in the space.",
        error_messages={
            "required": "Select a unit",
            "invalid_choice": "Select a unit you are posted in now",
        },
    )
    kind = forms.ChoiceField(
        choices=SpaceKind.choices,
        initial=SpaceKind.POLICY,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Select a kind of space"),
    )
    audience = forms.TypedChoiceField(
        label="Who can read what is published here",
        choices=AUDIENCE_CHOICES,
        coerce=whole_number,
        widget=forms.RadioSelect,
        help_text="The wider the audience, the more senior the clearance. Each page can have its own.",
        error_messages=AUDIENCE_ERRORS,
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = units

    def opening(self) -> Opening:
        """What was typed, for the action."""
        said = self.cleaned_data
        return Opening(said["title"], said["unit"], said["kind"], said["audience"])


class RadiosOfTemplates(RadiosWithHints):
    """Each template with what it is for."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        chosen = getattr(value, "instance", None)
        if isinstance(chosen, Template) and chosen.purpose:
            self.hints = {**self.hints, value: chosen.purpose}
        return super().create_option(name, value, *args, **kwargs)


class NewPageForm(forms.Form):
    title = Heading(
        max_length=TITLE_LENGTH,
        label="Title of the new page",
        help_text="Plain words that say what the page is about. Under 65 characters reads best.",
        error_messages=TITLE_ERRORS,
    )
    template = forms.ModelChoiceField(
        Template.objects.none(),
        required=False,
        blank=True,
        empty_label="An empty page",
        label="Start from",
        widget=RadiosOfTemplates({}),
        error_messages={"invalid_choice": "Select a template from the list"},
    )

    def __init__(self, *args: Any, templates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["template"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = templates


class DraftForm(OpenFormFields, MarkingForm):
    """What somebody writes. `was` is the draft before: whoever marks it higher, and leaves its readers, narrows it."""

    title = Heading(max_length=TITLE_LENGTH, error_messages=TITLE_ERRORS)
    body = Prose(label="Text", required=False, widget=forms.Textarea(attrs={"rows": 24}))
    audience = forms.TypedChoiceField(
        label="Who can read it once it is published",
        choices=AUDIENCE_CHOICES,
        coerce=whole_number,
        widget=forms.RadioSelect,
        error_messages=AUDIENCE_ERRORS,
    )
    version = Version()
    live = forms.IntegerField(required=False, widget=forms.HiddenInput, error_messages={"invalid": OPEN_AGAIN})

    def __init__(self, *args: Any, unit: Unit, was: Wording | None = None, **kwargs: Any) -> None:
        super().__init__(*args, unit=unit, **kwargs)
        self.unit, self.was = unit, was
        self.has_narrowed = False
        self.breadths = breadths = unit.breadths()
        field = self.fields["audience"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [choice for choice in AUDIENCE_CHOICES if choice[0] in breadths]

    @classmethod
    def showing(cls, wording: Wording, *, version: int, unit: Unit) -> "DraftForm":
        """The form as it opens: some words, and the version of the draft that saving them would follow."""
        return cls(unit=unit, initial=wording.words() | {"version": version})

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"]
        try:
            markup.render(body)
        except markup.Unrenderable as refusal:
            raise forms.ValidationError(refusal.reason, code="unrenderable") from refusal
        return body

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("marking") == Marking.SENSITIVE and "audience" in said:
            self._narrow(said)
        return said

    def _narrow(self, said: dict[str, Any]) -> None:
        """Only those who need to know: the fewest, until somebody chooses more."""
        was = self.was
        if was is not None and not was.is_sensitive and said["audience"] == was.audience > min(self.breadths):
            said["audience"], self.has_narrowed = min(self.breadths), True
        verdict = may_be_for(self.unit, said["audience"], marking=said["marking"])
        if not verdict:
            self.add_error("audience", verdict.reason)

    def words(self) -> Words:
        """What was typed, for the action."""
        said = self.cleaned_data
        return Words(said["title"], said["body"], said["audience"], **self.marked())


class CompareForm(forms.Form):
    """Two edition numbers of one page."""

    earlier = forms.TypedChoiceField(
        coerce=whole_number, error_messages=dict.fromkeys(("required", "invalid_choice"), "Select an earlier edition")
    )
    later = forms.TypedChoiceField(
        coerce=whole_number, error_messages=dict.fromkeys(("required", "invalid_choice"), "Select a later edition")
    )

    def __init__(self, *args: Any, editions: Iterable[Edition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(edition.number, f"Edition {edition.number}: {edition.title}") for edition in editions]
        for name, place in (("earlier", 1), ("later", 0)):
            field = self.fields[name]
            assert isinstance(field, forms.TypedChoiceField)
            field.choices = choices
            field.initial = choices[place][0] if place < len(choices) else None


class HandOverForm(forms.Form):
    """Which post of a unit is to own a page, whether its others go too, and why."""

    post = forms.ChoiceField(
        label="Which post will own it",
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Select a post"),
    )
    which = forms.ChoiceField(
        label="Which pages to hand over",
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Select which pages to hand over"),
    )
    because = Prose(
        label="Why",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Goes on the record.",
        error_messages={"required": "Enter why", "max_length": "Why must be 2,000 characters or fewer"},
    )

    def __init__(self, *args: Any, unit: Unit, titles: Iterable[str], others: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        posts, which = self.fields["post"], self.fields["which"]
        assert isinstance(posts, forms.ChoiceField)
        assert isinstance(which, forms.ChoiceField)
        posts.choices = [*((title, title) for title in titles), (LEADER, f"Whoever leads {unit}")]
        all_of_them = f"All {others + 1} pages of this space that the same post owns"
        which.choices = [("one", "Only this page"), ("all", all_of_them)] if others else [("one", "Only this page")]
        which.initial = "one"

    def to(self) -> OwnerPost:
        """The post that was chosen."""
        title = self.cleaned_data["post"]
        return OwnerPost(self.unit, "" if title == LEADER else title)
