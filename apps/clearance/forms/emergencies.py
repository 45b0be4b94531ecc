"""What people say when they publish in an emergency, or name who is to review it."""

from collections.abc import Sequence
from typing import Any

from django import forms

from apps.clearance.actions.emergencies import Urgency
from apps.core.fields import Prose
from apps.pages.forms.drafts import Version
from apps.people.models import Person, Posting

LONG = 4000
CLIMBS, FALLS_BACK = "CLIMBS", "FALLS_BACK"
WHEN_OVERDUE = (
    (CLIMBS, "It stays, and more senior people are asked to review it, one level after another"),
    (FALLS_BACK, "It is taken back, and readers see what was cleared last"),
)


class SecondForm(forms.Form):
    """A second pair of eyes, among those who could be (`able`), by the post that lets them."""

    second = forms.ChoiceField(
        label="Who is to review it",
        help_text="Only people who could clear this and wrote nothing of it. They are told at once.",
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Select who is to review it, from the list"),
    )
    because = Prose(
        label="Why somebody else is to review it",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Your reason stays on the record.",
        error_messages={
            "required": "Enter why somebody else is to review it",
            "max_length": f"Reason must be {LONG} characters or fewer",
        },
    )

    def __init__(self, *args: Any, able: Sequence[Posting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.able = {str(post.person_id): post for post in able}
        field = self.fields["second"]
        assert isinstance(field, forms.ChoiceField)
        named = [(key, f"{post.person}, {post}") for key, post in self.able.items()]
        field.choices = [("", "Select a person"), *named]

    def named(self) -> Person:
        """The person who was selected."""
        return self.able[self.cleaned_data["second"]].person


class EmergencyForm(SecondForm):
    """Why it cannot wait, and who looks at it next. A role may ask that it falls back when nobody does."""

    because = Prose(
        label="Why it cannot wait",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Readers see this in the history of the page, and it stays on the record.",
        error_messages={
            "required": "Enter why it cannot wait",
            "max_length": f"Reason must be {LONG} characters or fewer",
        },
    )
    overdue = forms.ChoiceField(
        label="What happens when nobody reviews it in time?",
        choices=WHEN_OVERDUE,
        initial=CLIMBS,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Select what happens when nobody reviews it"),
    )
    sure = forms.BooleanField(
        label="I understand that readers will see this text at once, before anybody else has looked at it",
        error_messages={"required": "Confirm that readers will see this text before anybody else has looked at it"},
    )
    version = Version()
    field_order = ("because", "second", "overdue", "sure")

    def __init__(self, *args: Any, must_fall_back: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if must_fall_back:
            del self.fields["overdue"]

    def urgency(self) -> Urgency:
        """What was typed, for the action."""
        said = self.cleaned_data
        return Urgency(said["because"], self.named(), said.get("overdue") == FALLS_BACK)
