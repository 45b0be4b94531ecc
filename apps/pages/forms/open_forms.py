"""Which open form something is typed in, sent along with what is typed."""

from django import forms
from django.utils.crypto import get_random_string

from apps.pages.actions.unfinished import OpenForm

KEY_LENGTH = 16


def new_key() -> str:
    """A name for a form as it is opened, which no other form has."""
    return get_random_string(KEY_LENGTH)


class OpenFormFields(forms.Form):
    """Its key, and when the unfinished text that it opened with was typed. Both hidden, and neither has to be right."""

    typed_in = forms.CharField(required=False, widget=forms.HiddenInput, initial=new_key)
    opened_with = forms.CharField(required=False, widget=forms.HiddenInput)

    def open_form(self) -> OpenForm:
        """What was sent, for the action."""
        said = self.cleaned_data
        return OpenForm(said["typed_in"][:KEY_LENGTH], said["opened_with"], said.get("live"))
