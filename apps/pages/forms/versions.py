"""Which versions of a draft somebody looks for, and what they call them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator

from apps.core.fields import Line
from apps.pages.forms.drafts import Version
from apps.pages.models import DraftSave
from apps.people.models import Person

NAME_LENGTH = DraftSave._meta.get_field("name").max_length or 0


class HistoryForm(forms.Form):
    """Whose versions to list, and whether only those with a name."""

    who = forms.ChoiceField(
        label="Written by",
        required=False,
        error_messages={"invalid_choice": "Select somebody who wrote in this draft"},
    )
    named = forms.BooleanField(label="Only versions with a name", required=False)

    def __init__(self, *args: Any, writers: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = self.fields["who"]
        assert isinstance(who, forms.ChoiceField)
        who.choices = [("", "Everybody"), *((str(person.pk), str(person)) for person in writers)]

    def wanted(self) -> dict[str, Any]:
        """What `queries.versions.sittings` is asked for."""
        if not self.is_valid():
            return {}
        who = self.cleaned_data["who"]
        return {"who": int(who) if who else None, "only_named": self.cleaned_data["named"]}


class CompareVersionsForm(forms.Form):
    """The numbers of two versions of one draft; nought is the text it started from."""

    earlier = forms.IntegerField(label="Earlier version", min_value=0)
    later = forms.IntegerField(label="Later version", min_value=0)

    def __init__(self, *args: Any, latest: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("earlier", "later"):
            field = self.fields[name]
            assert isinstance(field, forms.IntegerField)
            faults = ("required", "invalid", "min_value", "max_value")
            which = f"Enter the number of the {name} version, from 0 to {latest}"
            field.error_messages |= dict.fromkeys(faults, which)
            field.validators.append(MaxValueValidator(latest, which))
            field.widget.attrs |= {"class": "govuk-input--width-4", "inputmode": "numeric"}


class NameForm(forms.Form):
    """What a version is to be called. `was` is the name it had when the form was shown."""

    name = Line(
        label="Name",
        max_length=NAME_LENGTH,
        help_text="Say what the version was for, such as ‘As sent to the Minister, 3 March’.",
        error_messages={
            "required": "Enter a name",
            "max_length": f"Name must be {NAME_LENGTH} characters or fewer",
        },
    )
    was = forms.CharField(required=False, widget=forms.HiddenInput)


class RestoreForm(forms.Form):
    """Which version of the draft was its newest when somebody asked to go back to an earlier one."""

    version = Version()
