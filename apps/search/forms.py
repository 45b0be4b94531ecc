"""What people type into the search box."""

from typing import Any

from django import forms

from apps.core.fields import Line
from apps.search.asking import MAX_CHARACTERS
from apps.search.queries import TOO_LONG


class SearchForm(forms.Form):
    q = Line(
        label="Search published pages",
        required=False,
        is_kept=False,
        max_length=MAX_CHARACTERS,
        widget=forms.TextInput(attrs={"type": "search", "spellcheck": "false"}),
        error_messages={"max_length": TOO_LONG},
    )


class SearchTalkForm(SearchForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = "Search what was said in rooms"
