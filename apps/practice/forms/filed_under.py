"""The form of a topic or a profession, in the admin."""

from typing import Any

from django import forms
from django.utils.text import slugify


class NameForm(forms.ModelForm):  # type: ignore[type-arg]  # of either model: the admin names which
    """Asks for a name that an address can be made of, and that is no other's."""

    def clean_name(self) -> Any:
        name = self.cleaned_data["name"]
        slug = slugify(name)
        if not slug:
            raise forms.ValidationError("Enter a name with letters or digits in it.")
        if self.instance.pk is None and self._meta.model.objects.filter(slug=slug).exists():
            raise forms.ValidationError("There is one of nearly that name already.")
        return name
