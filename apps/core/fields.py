"""Form fields for what people type: they refuse what cannot be seen or must not be stored, in plain sentences."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator

from apps.core.text import normalise, one_line, refuse_hidden_characters, refuse_zero_width
from apps.core.tiers import refuse_higher_tier_title, refuse_higher_tiers

# Past this nothing is looked at any more closely: no field takes as much, and somebody is waiting for the answer.
MOST_CHARACTERS = 500_000


class Prose(forms.CharField):
    """Text of several lines, kept as typed but for line endings. `is_kept` is false of what is looked up and let go."""

    widget: type[forms.Widget] = forms.Textarea

    def __init__(self, *, is_kept: bool = True, **options: Any) -> None:
        super().__init__(strip=False, **options)
        # Django's own sentence names neither the character nor its line; ours does, and covers this one too.
        self.validators = [rule for rule in self.validators if not isinstance(rule, ProhibitNullCharactersValidator)]
        self.validators.append(refuse_hidden_characters)
        if is_kept:
            self.validators.append(refuse_higher_tiers)

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value) or ""
        if len(typed) > MOST_CHARACTERS:
            raise ValidationError(
                f"This is {len(typed):,} characters long, which is more than can be saved. Take some of it out.",
                code="far_too_long",
            )
        return normalise(typed)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No maxlength: a browser would cut what is pasted without a word, where we say what is too long."""
        attributes = super().widget_attrs(widget)
        attributes.pop("maxlength", None)
        return attributes

    def validate(self, value: str) -> None:
        """White space alone is no answer to what must be filled in."""
        super().validate(value.strip())


class Line(Prose):
    """Text on one line, runs of white space made single, with nothing in it that takes no room."""

    widget: type[forms.Widget] = forms.TextInput

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.validators.append(refuse_zero_width)

    def to_python(self, value: Any) -> str:
        return one_line(super().to_python(value))


class Heading(Line):
    """A title, or a line that marks a text: the word SECRET in capitals stands nowhere in it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(is_kept=False, **options)
        self.validators.append(refuse_higher_tier_title)
