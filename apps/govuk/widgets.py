"""Form controls of the GOV.UK Design System that Django lacks."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms


class RadiosWithHints(forms.RadioSelect):
    """Radios, some of which have a hint below their label. `hints` goes from a choice's value to its sentence."""

    def __init__(self, hints: Mapping[Any, str], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.hints = hints

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Django's option with its hint, by which the control is described."""
        option = super().create_option(name, value, *args, **kwargs)
        if value in self.hints:
            option["hint"] = self.hints[value]
            option["attrs"]["aria-describedby"] = f"{option['attrs']['id']}_hint"
        return option


class DateInput(forms.MultiWidget):
    """A day in three inputs, named after the field with _day, _month and _year."""

    template_name = "govuk/date_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        numbers = {"inputmode": "numeric", "autocomplete": "off"}
        widths = {"day": "govuk-input--width-2", "month": "govuk-input--width-2", "year": "govuk-input--width-4"}
        parts: dict[str, forms.Widget | type[forms.Widget]] = {
            part: forms.TextInput(numbers | {"class": f"govuk-date-input__input {width}"})
            for part, width in widths.items()
        }
        super().__init__(parts, attrs)

    def decompress(self, value: date | None) -> list[int | None]:
        return [value.day, value.month, value.year] if value else [None, None, None]
