"""What people add to a draft besides words, looked through; whether they may is the actions' business."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from apps.core.fields import Line
from apps.pages.files import Accepted, Unacceptable, check
from apps.pages.files.kinds import IN_WORDS

ALT_LENGTH = 300
SAY_WHAT = "Say what the image shows, or tick that it only decorates"


class Upload(forms.FileField):
    """A file that was chosen, as it will be kept: told by what it holds."""

    widget = forms.FileInput

    def __init__(self, **options: Any) -> None:
        chosen = dict.fromkeys(("required", "invalid", "missing"), "Choose a file")
        super().__init__(allow_empty_file=True, error_messages=chosen, **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        uploaded = super().clean(data, initial)
        if uploaded is None:
            return None
        assert isinstance(uploaded, UploadedFile)
        most = settings.FILE_MAX_BYTES
        try:
            # One byte more than it may be is enough to say that it is too large.
            return check(uploaded.read(most + 1), uploaded.name or "", size=uploaded.size or 0, most=most)
        except Unacceptable as fault:
            raise forms.ValidationError(fault.reason, code="unacceptable") from fault


class WhatItShows(forms.Form):
    """What a file shows or holds, in words."""

    alt = Line(
        label="What it shows or holds",
        required=False,
        max_length=ALT_LENGTH,
        help_text="Of an image, say what somebody who cannot see it needs to know, such as ‘Fares fell by a third from "
        "2019 to 2025’. Of any other file, say in a few words what is in it.",
        error_messages={"max_length": f"What it shows must be {ALT_LENGTH} characters or fewer"},
    )
    decorates = forms.BooleanField(
        label="It is an image that only decorates, so there is nothing to say", required=False
    )

    def check_words(self, *, is_image: bool) -> None:
        """Ask for words of an image, unless it only decorates (WCAG 2.2, 1.1.1)."""
        alt, decorates = self.cleaned_data.get("alt"), self.cleaned_data.get("decorates")
        if is_image and alt == "" and not decorates:
            self.add_error("alt", SAY_WHAT)
        if alt and decorates:
            self.add_error("decorates", "Say what it shows, or tick that it only decorates, but not both")


class AddFileForm(WhatItShows):
    field_order = ("file", "alt", "decorates")
    file = Upload(label="File", help_text=f"{IN_WORDS}, of at most {settings.FILE_MAX_BYTES // 1_048_576} MB.")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if isinstance(accepted := said.get("file"), Accepted):
            self.check_words(is_image=accepted.kind.is_image)
        return said


class ReplaceFileForm(forms.Form):
    file = Upload(label="The new file", help_text="It must be of the same kind as the one it takes the place of.")
    seen = forms.CharField(widget=forms.HiddenInput)


class DescribeFileForm(WhatItShows):
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_image: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.is_image = is_image
        if not is_image:
            del self.fields["decorates"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        self.check_words(is_image=self.is_image)
        return said


class TakeOutFileForm(forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput)
