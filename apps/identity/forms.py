"""Allauth's forms in our words: a label above every field, no placeholder, errors that say what to do."""

from typing import Any

from allauth.account import forms as allauth
from django import forms

from apps.core.fields import Line
from apps.identity.rules import is_trusted_domain

WORDS = {
    "login": ("E-mail address", "Enter your e-mail address"),
    "email": ("E-mail address", "Enter your e-mail address"),
    "password": ("Password", "Enter your password"),
    "oldpassword": ("Password you use now", "Enter the password you use now"),
    "password1": ("New password", "Enter a new password"),
    "password2": ("New password again", "Enter the new password again"),
    "code": ("Code", "Enter the code from the e-mail"),
}

FORMAT = "Enter an e-mail address in the correct format, like name@example.gov.uk"


class Plain(forms.Form):
    """Puts our words on whatever fields allauth has made."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label, field.error_messages["required"] = WORDS[name]
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs["spellcheck"] = "false"
            field.help_text = ""
            field.error_messages["invalid"] = FORMAT


class PasswordForm(Plain, allauth.LoginForm):
    pass


class AskForCodeForm(Plain, allauth.RequestLoginCodeForm):
    def clean_email(self) -> str:
        """Codes go to trusted domains only; the page says the same to everybody."""
        email = str(super().clean_email())
        if not is_trusted_domain(email):
            self._user = None
        return email


class CodeForm(Plain, allauth.ConfirmLoginCodeForm):
    pass


class ChangePasswordForm(Plain, allauth.ChangePasswordForm):
    pass


class ForgottenPasswordForm(Plain, allauth.ResetPasswordForm):
    pass


class NewPasswordForm(Plain, allauth.ResetPasswordKeyForm):
    pass


class NameForm(forms.Form):
    """What a newcomer wishes to be called."""

    name = Line(
        label="Full name",
        max_length=150,
        help_text="Colleagues see it beside whatever you write.",
        error_messages={"required": "Enter your full name", "max_length": "Full name must be 150 characters or fewer"},
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
    )
