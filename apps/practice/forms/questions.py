"""What people ask, answer, look for and give as a reason, validated."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from apps.core.fields import Line, Prose
from apps.moderation.forms.contributing import Contributing
from apps.pages.choices import SpaceKind
from apps.pages.models import Space
from apps.people.models import Person
from apps.practice.actions.answers import Said
from apps.practice.actions.questions import Asked
from apps.practice.choices import QuestionState
from apps.practice.forms.tips import AboutForm
from apps.practice.models import Profession, Question, Topic

LONGEST_TITLE = 200
LONGEST_TEXT = 10_000
LONGEST_REASON = 1_000


class QuestionForm(Contributing, AboutForm):
    """What somebody wants to know. A question declares no interest."""

    interest = None  # type: ignore[assignment]  # as a form leaves out a field of its parent
    title = Line(
        label="What do you want to know?",
        max_length=LONGEST_TITLE,
        help_text="One question, such as ‘Has anyone counted passengers without asking drivers?’",
        error_messages={
            "required": "Enter what you want to know",
            "max_length": f"What you want to know must be {LONGEST_TITLE} characters or fewer",
        },
    )
    body = Prose(
        label="What do others need to know to answer? (optional)",
        help_text="What you have tried, and what you must keep to. An address of a page becomes a link.",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"max_length": f"What others need to know must be {LONGEST_TEXT:,} characters or fewer"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["title", "body", "topics", "professions"])

    def asked(self) -> Asked:
        said = self.cleaned_data
        return Asked(said["title"], said["body"], said["voice"], said["topics"], said["professions"])


class AnswerForm(Contributing):
    body = Prose(
        label="Your answer",
        help_text="What you did, what came of it, and where to read more. An address of a page becomes a link.",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": "Enter your answer",
            "max_length": f"Your answer must be {LONGEST_TEXT:,} characters or fewer",
        },
    )

    def said(self) -> Said:
        return Said(self.cleaned_data["body"], self.cleaned_data["voice"], self.cleaned_data["interest"])


class ReasonForm(forms.Form):
    """Why somebody does what they are asked to give a reason for. `label` asks it."""

    because = Prose(
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Enter why",
            "max_length": f"Why must be {LONGEST_REASON:,} characters or fewer",
        },
    )

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["because"].label = label


class QuestionFilter(forms.Form):
    """Which questions to list: all of them where nothing is chosen."""

    words = Line(
        label="Words",
        required=False,
        is_kept=False,
        max_length=LONGEST_TITLE,
        help_text="Questions with all of these words in their title or text.",
        error_messages={"max_length": f"Words must be {LONGEST_TITLE} characters or fewer"},
    )
    space = forms.ModelChoiceField(Space.objects.none(), label="Space", required=False, empty_label="All spaces")
    topic = forms.ModelChoiceField(
        Topic.objects.all(), to_field_name="slug", label="Topic", required=False, empty_label="All topics"
    )
    profession = forms.ModelChoiceField(
        Profession.objects.all(),
        to_field_name="slug",
        label="Profession",
        required=False,
        empty_label="All professions",
    )
    state = forms.ChoiceField(
        label="State", required=False, choices=[("", "Open, answered and closed"), *QuestionState.choices]
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["space"]
        assert isinstance(field, forms.ModelChoiceField)
        self.spaces = field.queryset = (
            Space.objects.visible_to(person).filter(kind=SpaceKind.PRACTICE).order_by("title", "pk")
        )

    def narrow(self, rows: QuerySet[Question]) -> QuerySet[Question]:
        """The questions that were asked for, but for what cannot be made sense of."""
        names = {"topic": "topics", "profession": "professions", "space": "space", "state": "state"}
        chosen = ((name, self.cleaned_data.get(asked)) for asked, name in names.items())
        return rows.filter(**{name: value for name, value in chosen if value})
