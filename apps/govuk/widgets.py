"""Form controls of the GOV.UK Design System that Django lacks."""

from collections.abc import Mapping
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
