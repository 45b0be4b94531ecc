"""How a reader chooses what to see of the public log."""

from calendar import month_name
from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.timezone import localtime

from apps.moderation.choices import AppealOutcome, Measure
from apps.moderation.guidelines import CHOICES
from apps.moderation.models import Ruling

ANY = ("", "Any")
APPEALS = (
    ANY,
    ("any", "Appealed"),
    *((one.value, one.label) for one in (AppealOutcome.STANDS, AppealOutcome.OVERTURNED, AppealOutcome.WAITING)),
)


class LogFilter(forms.Form):
    """What is asked of the log by its address. What makes no sense there asks for nothing.

    `months` are those in which there was a ruling, as moments.
    """

    measure = forms.ChoiceField(label="Ruling", choices=(ANY, *Measure.choices), required=False)
    rule = forms.ChoiceField(label="Guideline", choices=(ANY, *CHOICES), required=False)
    appeal = forms.ChoiceField(label="Appeal", choices=APPEALS, required=False)
    month = forms.ChoiceField(label="Month", required=False)

    def __init__(self, *args: Any, rulings: QuerySet[Ruling], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rulings = rulings
        months = rulings.select_related(None).order_by().datetimes("at", "month", order="DESC")
        self.fields["month"] = forms.ChoiceField(label="Month", choices=[ANY, *map(_month, months)], required=False)

    def found(self) -> QuerySet[Ruling]:
        """The rulings that were asked for."""
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        rulings = self.rulings
        if "month" in asked:
            first = date.fromisoformat(asked.pop("month") + "-01")
            rulings = rulings.filter(at__year=first.year, at__month=first.month)
        appeal = asked.pop("appeal", "")
        if appeal:
            rulings = rulings.filter(appeal__isnull=False)
        if appeal in AppealOutcome.values:
            asked["appeal__outcome"] = appeal
        return rulings.filter(**asked)

    @property
    def asks_for_some(self) -> bool:
        """Whether less than the whole log was asked for."""
        return self.is_valid() and any(self.cleaned_data.values())


def _month(moment: datetime) -> tuple[str, str]:
    local = localtime(moment)
    return f"{local:%Y-%m}", f"{month_name[local.month]} {local.year}"
