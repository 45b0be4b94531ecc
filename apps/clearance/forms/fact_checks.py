"""What members ask somebody outside, and what that person answers."""

from collections.abc import Iterable
from html import unescape
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.html import strip_tags

from apps.clearance.actions.fact_checks import Question
from apps.clearance.models.fact_checks import MOST_DAYS
from apps.clearance.queries.fact_checks import Passage
from apps.core.fields import Line, Prose

LONG = 4000
FORMAT = "Enter an e-mail address in the correct format, like name@example.com"
HOW_LONG = f"How many days must be a number from 1 to {MOST_DAYS}"


class QuestionForm(forms.Form):
    name = Line(
        label="Their name",
        max_length=150,
        error_messages={"required": "Enter their name", "max_length": "Name must be 150 characters or fewer"},
    )
    email = Line(
        label="Their e-mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Enter their e-mail address", "max_length": FORMAT},
    )
    question = Prose(
        label="What you ask them",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="For example which figures they should look at. Do not ask them to rewrite the text.",
        error_messages={
            "required": "Enter what you ask them",
            "max_length": f"What you ask must be {LONG} characters or fewer",
        },
    )
    days = forms.IntegerField(
        label="How many days the link stays open",
        min_value=1,
        max_value=MOST_DAYS,
        initial=14,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-2", "inputmode": "numeric"}),
        help_text=f"At most {MOST_DAYS}.",
        error_messages={
            "required": "Enter how many days the link stays open",
            **dict.fromkeys(("invalid", "min_value", "max_value"), HOW_LONG),
        },
    )

    def clean_email(self) -> str:
        """An address in plain letters: others look like it and belong to somebody else."""
        email: str = self.cleaned_data["email"]
        try:
            validate_email(email)
        except ValidationError as refusal:
            raise ValidationError(FORMAT, code="invalid") from refusal
        if not email.isascii():
            raise ValidationError(FORMAT, code="invalid")
        return email

    def asked(self) -> Question:
        """What was typed, for the action."""
        said = self.cleaned_data
        return Question(said["name"], said["email"], said["question"], said["days"])


class RemarkForm(forms.Form):
    paragraph = forms.TypedChoiceField(
        label="What it is about",
        coerce=int,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Select a paragraph, or the whole text"),
    )
    body = Prose(
        label="What is wrong, and why",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": "Enter what is wrong, and why",
            "max_length": f"Your remark must be {LONG} characters or fewer",
        },
    )

    def __init__(self, *args: Any, passages: Iterable[Passage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["paragraph"]
        assert isinstance(field, forms.TypedChoiceField)
        every = [(one.number, f"Paragraph {one.number}: {_beginning(one)}") for one in passages]
        field.choices = [(0, "The whole text"), *every]


def _beginning(passage: Passage) -> str:
    """The first few words as they are read, by which a paragraph is known in a list."""
    html = "".join(piece.html for piece in passage.pieces)
    if "<table" in html:
        return "Table"
    line = " ".join(unescape(strip_tags(html)).split()) or " ".join(passage.source.split())
    return line if len(line) <= 60 else f"{line[:59].rstrip()}…"
