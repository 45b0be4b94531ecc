"""What contributors say about collections."""

from typing import Any

from django import forms

from apps.core.fields import Line, Prose
from apps.practice.models import Collection, Practice

LONGEST_TITLE, LONGEST_INTRODUCTION, LONGEST_NOTE = 120, 2_000, 300


class CollectionForm(forms.Form):
    title = Line(
        label="What is the collection called?",
        max_length=LONGEST_TITLE,
        error_messages={
            "required": "Enter what the collection is called",
            "max_length": f"Its name must be {LONGEST_TITLE} characters or fewer",
        },
    )
    introduction = Prose(
        label="What is it for? (optional)",
        required=False,
        max_length=LONGEST_INTRODUCTION,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="A sentence or two: who should read it, and when.",
        error_messages={"max_length": f"What it is for must be {LONGEST_INTRODUCTION:,} characters or fewer"},
    )


class NoteForm(forms.Form):
    note = Line(
        label="Why is it in here? (optional)",
        required=False,
        max_length=LONGEST_NOTE,
        help_text="For example ‘Read this one first’.",
        error_messages={"max_length": f"Why it is in here must be {LONGEST_NOTE} characters or fewer"},
    )


class CollectForm(NoteForm):
    """In which of the collections of its space a practice is put."""

    collection = forms.ModelChoiceField(
        Collection.objects.none(),
        label="Which collection?",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Select a collection"),
    )
    field_order = ("collection", "note")

    def __init__(self, *args: Any, practice: Practice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["collection"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Collection.objects.filter(space=practice.page.space_id).order_by("title")
