"""What people type about a marking: for OFFICIAL-SENSITIVE its handling, why, who answers for it, and until when."""

import re
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.timezone import localdate

from apps.core.fields import Heading, Line
from apps.core.months import months_after
from apps.core.tiers import TIER_CODE
from apps.govuk.fields import DayField
from apps.govuk.widgets import RadiosWithHints
from apps.pages.choices import HANDLING_INSTRUCTIONS, ORGANISATION, SENSITIVE_MONTHS, Marking
from apps.people.choices import Breadth
from apps.people.models import Unit

HANDLING_LENGTH = 200
OWN_WORDS = "OWN"
MARKING_HINTS = {
    Marking.OFFICIAL: "Most of what government writes.",
    Marking.SENSITIVE: "It could do harm in the wrong hands, so only those who need to know may read it.",
}
# Descriptors stand before the instruction, each in square brackets: ‘[COMMERCIAL] RECIPIENTS ONLY’.
_DESCRIBED = re.compile(r"((?:\[[^\]]*\] )*)(.*)")
ONLY_OF_SENSITIVE = ("descriptors", "instruction", "handling", "sensitive_because", "responsible_role")


class MarkingForm(forms.Form):
    """The fields of a marking. `unit` is whose text it is: its department is the organisation of the instruction."""

    marking = forms.ChoiceField(
        choices=Marking.choices,
        widget=RadiosWithHints(MARKING_HINTS),
        help_text="SECRET and TOP SECRET must never be written here.",
        error_messages={"required": "Select a marking", "invalid_choice": "Select OFFICIAL or OFFICIAL-SENSITIVE"},
    )
    instruction = forms.ChoiceField(
        label="Handling instruction",
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Select a handling instruction from the list"},
    )
    handling = Heading(
        required=False,
        max_length=HANDLING_LENGTH,
        label="Handling instruction in your own words",
        help_text="Only if none of those above will do. Who may see it, and how to treat it.",
        error_messages={"max_length": f"Handling instruction must be {HANDLING_LENGTH} characters or fewer"},
    )
    descriptors = forms.MultipleChoiceField(
        label="What kind of material it is (optional)",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Select from the list what kind of material it is"},
    )
    sensitive_because = Line(
        required=False,
        max_length=400,
        label="Why it is sensitive",
        help_text="What harm it could do, and to whom, in a sentence.",
        error_messages={"max_length": "Why it is sensitive must be 400 characters or fewer"},
    )
    responsible_role = Line(
        required=False,
        max_length=120,
        label="Which role answers for the marking",
        help_text="A job title such as ‘Head of rural transport’, never a person’s name: people move on.",
        error_messages={"max_length": "Role must be 120 characters or fewer"},
    )
    sensitive_until = DayField(
        required=False,
        name="The day to look at the marking again",
        label="When to look at the marking again",
        help_text="At most 12 months ahead. The marking stands until somebody has looked.",
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisation = unit.spanning(Breadth.DEPARTMENT).name.upper()
        instructions = [words.replace(ORGANISATION, organisation) for words in HANDLING_INSTRUCTIONS]
        chosen, kinds = self.fields["instruction"], self.fields["descriptors"]
        assert isinstance(chosen, forms.ChoiceField)
        assert isinstance(kinds, forms.MultipleChoiceField)
        chosen.choices = [*((words, words) for words in instructions), (OWN_WORDS, "In my own words")]
        kinds.choices = [(kind, kind) for kind in settings.MARKING_DESCRIPTORS]
        if not self.is_bound:
            self.initial = {**self.initial, **_apart(self.initial.get("handling", ""), instructions)}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("marking") == Marking.SENSITIVE:
            self._require_the_rest(said)
        elif said.get("marking") == Marking.OFFICIAL:
            self._let_go_of_the_rest()
        return said

    def marked(self) -> dict[str, Any]:
        """The marking and what goes with it, by the names of the fields of `Marked`."""
        said = self.cleaned_data
        kinds = "".join(f"[{kind}] " for kind in said.get("descriptors", ()))
        instruction = said.get("instruction") or OWN_WORDS
        handling = kinds + (said.get("handling", "") if instruction == OWN_WORDS else instruction)
        rest = ("marking", "sensitive_because", "responsible_role", "sensitive_until")
        return {"handling": handling.strip(), **{name: said[name] for name in rest if name in said}}

    def _require_the_rest(self, said: dict[str, Any]) -> None:
        in_own_words = said.get("instruction") in ("", OWN_WORDS)
        if in_own_words and not said.get("handling") and "handling" not in self.errors:
            self.add_error("handling", "Enter a handling instruction for OFFICIAL-SENSITIVE")
        elif len(self.marked()["handling"]) > HANDLING_LENGTH:
            self.add_error("handling", f"Handling instruction must be {HANDLING_LENGTH} characters or fewer")
        if not said.get("sensitive_because") and "sensitive_because" not in self.errors:
            self.add_error("sensitive_because", "Enter why it is sensitive")
        if not said.get("responsible_role") and "responsible_role" not in self.errors:
            self.add_error("responsible_role", "Enter which role answers for the marking")
        if "sensitive_until" not in self.errors:
            self._require_day(said.get("sensitive_until"), today=localdate())

    def _require_day(self, day: date | None, *, today: date) -> None:
        if day is None:
            self.add_error("sensitive_until", "Enter when to look at the marking again")
        elif day <= today:
            self.add_error("sensitive_until", "The day to look at the marking again must be in the future")
        elif day > months_after(today, SENSITIVE_MONTHS):
            self.add_error(
                "sensitive_until",
                f"The day to look at the marking again must be at most {SENSITIVE_MONTHS} months ahead",
            )

    def _let_go_of_the_rest(self) -> None:
        """What goes with a marking that was not chosen need not be right, as it is not kept."""
        for name in (*ONLY_OF_SENSITIVE, "sensitive_until"):
            if not self.has_error(name, code=TIER_CODE):
                self.errors.pop(name, None)


def _apart(handling: str, instructions: list[str]) -> dict[str, Any]:
    """A stored handling instruction as the form asks for it."""
    found = _DESCRIBED.fullmatch(handling)
    assert found is not None
    kinds = re.findall(r"\[([^\]]*)\]", found[1])
    if not set(kinds) <= set(settings.MARKING_DESCRIPTORS):
        return {"instruction": OWN_WORDS, "handling": handling, "descriptors": []}
    if found[2] in instructions:
        return {"instruction": found[2], "handling": "", "descriptors": kinds}
    return {"instruction": OWN_WORDS if found[2] else "", "handling": found[2], "descriptors": kinds}
