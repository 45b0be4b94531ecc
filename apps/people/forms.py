"""What administrators type about people and postings, and how anybody names a person in a form.

Each form asks the rule that its action will require.
"""

from typing import Any

from django import forms

from apps.core.fields import Line, Prose
from apps.people.models import Grade, Person, Posting, Unit, UnitKind
from apps.people.queries import people_called
from apps.people.rules import may_end_posting, may_open_unit

NOT_LISTED = "Choose one from the list"
WHY = {"required": "Say why: it goes on the record"}


def person_named(said: str) -> Person:
    """The one person who may sign in and has that address or name. Raises ValidationError for none or several."""
    found = list(people_called(said)[:2])
    if not found:
        raise forms.ValidationError(f"Nobody called {said} has an account here. Check the spelling", code="nobody")
    if len(found) > 1:
        raise forms.ValidationError(f"Several people are called {said}. Enter an e-mail address", code="several")
    return found[0]


class RegisterForm(forms.ModelForm):
    name = Line(max_length=150)

    class Meta:
        model = Person
        fields = ("email", "name")

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if Person.objects.filter(email=email).exists():
            raise forms.ValidationError(f"Somebody is already registered as {email}.")
        return email


class AccessForm(forms.ModelForm):
    """Whether somebody may sign in, and why that changes."""

    because = Prose(label="Why", required=False, max_length=2000, help_text="Goes on the record.")

    class Meta:
        model = Person
        fields = ("is_active",)

    def clean(self) -> dict[str, Any]:
        if "is_active" in self.changed_data and not self.cleaned_data.get("because"):
            self.add_error("because", WHY["required"])
        return self.cleaned_data


class UnitForm(forms.ModelForm):
    name = Line(max_length=120)

    class Meta:
        model = Unit
        fields = ("name", "kind", "parent", "nation")
        error_messages = {"kind": {"invalid_choice": NOT_LISTED}, "parent": {"invalid_choice": NOT_LISTED}}

    def clean(self) -> dict[str, Any]:
        verdict = may_open_unit(self.cleaned_data.get("name", ""), parent=self.cleaned_data.get("parent"))
        if not verdict:
            self.add_error("name", verdict.reason)
        return self.cleaned_data


class NationForm(forms.ModelForm):
    """Whose bank holidays a unit keeps: the one thing about a unit that changes."""

    class Meta:
        model = Unit
        fields = ("nation",)
        error_messages = {"nation": {"invalid_choice": NOT_LISTED}}


class UnitKindForm(forms.ModelForm):
    name = Line(max_length=60)

    class Meta:
        model = UnitKind
        fields = ("name", "breadth")


class GradeForm(forms.ModelForm):
    code = Line(max_length=20)
    name = Line(max_length=80)

    class Meta:
        model = Grade
        fields = ("code", "name", "rank")


class StartPostingForm(forms.ModelForm):
    title = Line(max_length=120, help_text="The job title, such as ‘Policy adviser’.")

    class Meta:
        model = Posting
        fields = ("person", "unit", "grade", "title", "kind", "starts_at", "ends_at")
        error_messages = {
            "person": {"invalid_choice": "There is nobody with this number"},
            "unit": {"invalid_choice": NOT_LISTED},
            "grade": {"invalid_choice": NOT_LISTED},
        }

    def clean(self) -> dict[str, Any]:
        starts_at, ends_at = self.cleaned_data.get("starts_at"), self.cleaned_data.get("ends_at")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", "A posting cannot end before it starts.")
        return self.cleaned_data


class EndPostingForm(forms.ModelForm):
    """When a posting ends, and why."""

    because = Prose(label="Why", max_length=2000, help_text="Goes on the record.", error_messages=WHY)

    class Meta:
        model = Posting
        fields = ("ends_at",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "ends_at" in self.fields:
            self.fields["ends_at"].required = True
            self.fields["ends_at"].error_messages["required"] = "Enter when the posting ends"

    def clean(self) -> dict[str, Any]:
        ends_at = self.cleaned_data.get("ends_at")
        if ends_at:
            verdict = may_end_posting(self.instance, ends_at)
            if not verdict:
                self.add_error("ends_at", verdict.reason)
        return self.cleaned_data
