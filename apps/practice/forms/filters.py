"""What somebody asks a list of practices for."""

from typing import Any

from django import forms

from apps.core.fields import Line
from apps.pages.choices import SpaceKind
from apps.pages.models import Space
from apps.people.choices import Breadth
from apps.people.models import Person, Unit
from apps.practice.choices import Freshness
from apps.practice.models import Profession, Topic
from apps.practice.queries.practices import Wanted

LONGEST_WORDS = 100


def _choice(label: str, **options: Any) -> "forms.ModelChoiceField[Any]":
    """One of the rows, or any. What is no row any more filters nothing, and the form says so."""
    wrong = {"invalid_choice": "Select one from the list, as what you chose is not in it"}
    return forms.ModelChoiceField(label=label, required=False, error_messages=wrong, **options)


class FilterForm(forms.Form):
    q = Line(
        label="Words",
        required=False,
        is_kept=False,
        max_length=LONGEST_WORDS,
        error_messages={"max_length": f"Words must be {LONGEST_WORDS} characters or fewer"},
    )
    space = _choice("Space", queryset=Space.objects.none(), empty_label="All spaces")
    topic = _choice("Topic", queryset=Topic.objects.all(), empty_label="All topics", to_field_name="slug")
    profession = _choice(
        "Profession", queryset=Profession.objects.all(), empty_label="All professions", to_field_name="slug"
    )
    department = _choice("Department", queryset=Unit.objects.none(), empty_label="All departments")
    used_by = _choice("In use by", queryset=Unit.objects.none(), empty_label="Anybody or nobody")
    stands = forms.ChoiceField(
        label="How it stands",
        required=False,
        choices=[("", "Any"), *Freshness.choices],
        error_messages={"invalid_choice": "Select how it stands from the list"},
    )

    def __init__(self, *args: Any, person: Person, space: Space | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spaces = Space.objects.visible_to(person).filter(kind=SpaceKind.PRACTICE).order_by("title", "pk")
        departments = Unit.objects.filter(kind__breadth=Breadth.DEPARTMENT).order_by("name", "pk")
        for name, rows in (("space", spaces), ("department", departments), ("used_by", departments)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows
        if space is not None:
            del self.fields["space"]

    def wanted(self, space: Space | None) -> Wanted:
        """What was asked for, but for what cannot be made sense of."""
        said = getattr(self, "cleaned_data", {})
        return Wanted(
            space=space or said.get("space"),
            topic=said.get("topic"),
            profession=said.get("profession"),
            department=said.get("department"),
            used_by=said.get("used_by"),
            stands=said.get("stands", ""),
            words=said.get("q", ""),
        )
