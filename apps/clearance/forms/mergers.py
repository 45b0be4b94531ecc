"""What somebody says who wants two pages made one."""

from typing import Any

from django import forms

from apps.clearance.forms.page_acts import Named
from apps.people.models import Person


class MergerForm(forms.Form):
    """Which other page."""

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"] = Named(person, label="The other page", required_message="Enter the other page")
