"""What people say about a room: one field opens it, and the rest has an answer already."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from apps.core.fields import Heading, Line, Prose
from apps.govuk.widgets import RadiosWithHints
from apps.people.choices import Breadth
from apps.people.forms import person_named
from apps.people.models import Person, Unit
from apps.rooms.actions.opening import Opening
from apps.rooms.choices import Retention

TITLE_LENGTH = 120
LONGEST_REASON = 1_000
BY_INVITATION = "yes"
WIDER = {
    Breadth.DIRECTORATE: "Its directorate",
    Breadth.DEPARTMENT: "Its department",
    Breadth.GOVERNMENT: "All of government",
}
WHO_HINTS = {
    "": "They find it among their rooms, and nobody has to be asked in.",
    BY_INVITATION: "Nobody else can read it, or learn that it is there.",
}


def room_title() -> Heading:
    """Where the title of a room is typed."""
    return Heading(
        label="What is the room called?",
        max_length=TITLE_LENGTH,
        help_text="What people talk about there, such as ‘Winter fares’.",
        error_messages={
            "required": "Enter what the room is called",
            "max_length": f"What the room is called must be {TITLE_LENGTH} characters or fewer",
        },
    )


def reason(label: str, help_text: str = "It stays on the record.") -> Prose:
    """Where somebody types why."""
    messages = {"required": "Enter why", "max_length": f"Why must be {LONGEST_REASON:,} characters or fewer"}
    area = forms.Textarea(attrs={"rows": 3})
    return Prose(label=label, max_length=LONGEST_REASON, widget=area, help_text=help_text, error_messages=messages)


class OpenForm(forms.Form):
    """Only the title must be typed. `units` are those a room can be opened for, the first where none is chosen."""

    title = room_title()
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        required=False,
        empty_label=None,
        widget=forms.RadioSelect,
        label="Which unit keeps it?",
        error_messages={"invalid_choice": "Select a unit you are posted in now"},
    )
    audience = forms.TypedChoiceField(
        required=False,
        label="Who is it for?",
        choices=[("", "The unit that keeps it"), *WIDER.items()],
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Select who it is for from the list"},
    )
    by_invitation = forms.ChoiceField(
        required=False,
        label="Who of them is in it?",
        choices=[("", "Everybody"), (BY_INVITATION, "Those whom I ask in")],
        widget=RadiosWithHints(WHO_HINTS),
        error_messages={"invalid_choice": "Select who is in it from the list"},
    )
    retention = forms.TypedChoiceField(
        required=False,
        label="How long is what is said kept?",
        choices=Retention.choices,
        coerce=lambda years: Retention(int(years)),
        empty_value=None,
        initial=Retention.WORK,
        widget=forms.RadioSelect,
        help_text="Talk is a record of the department, and is disposed of only by two people, once its time is over.",
        error_messages={"invalid_choice": "Select how long it is kept from the list"},
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset, field.initial, self.units = units, units.first(), units

    def opening(self) -> Opening:
        said = self.cleaned_data
        unit = said["unit"] or self.units[0]
        by_invitation = said["by_invitation"] == BY_INVITATION
        return Opening(said["title"], unit, said["audience"], by_invitation, said["retention"] or Retention.WORK)


class RenameForm(forms.Form):
    title = room_title()


class CloseForm(forms.Form):
    because = reason("Why do you close it?")


class AskOutForm(forms.Form):
    because = reason("Why are they asked out?", "They do not read this. It stays on the record.")


class InviteForm(forms.Form):
    person = Line(
        label="Who is asked in?",
        max_length=254,
        help_text="Their e-mail address, or their whole name. They read everything that was ever said here.",
        error_messages={
            "required": "Enter who is asked in",
            "max_length": "Who is asked in must be 254 characters or fewer",
        },
    )

    def clean_person(self) -> Person:
        """The one person of that address or name."""
        return person_named(self.cleaned_data["person"])
