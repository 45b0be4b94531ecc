"""How a text is marked, and how it must be handled."""

from datetime import date
from typing import Any, Protocol

from django.db import models
from django.db.models import Q

from apps.core.tiers import marking_line
from apps.pages.choices import SENSITIVE_WIDEST, Marking

# Of OFFICIAL-SENSITIVE never for more people than a department, wherever it is published.
NARROW_ENOUGH = Q(marking=Marking.OFFICIAL) | Q(audience__lte=SENSITIVE_WIDEST)


MARKED_FIELDS = ("marking", "handling", "sensitive_because", "responsible_role", "sensitive_until")


class Marked(models.Model):
    """A marking, and for OFFICIAL-SENSITIVE what must go with it.

    The handling instruction, why it is sensitive, which role (never a person) answers for it, and by when somebody
    looks whether it still is: Government Security Classifications Policy, August 2024.
    """

    marking = models.CharField(max_length=20, choices=Marking.choices, default=Marking.OFFICIAL)
    handling = models.CharField(max_length=200, blank=True)
    sensitive_because = models.CharField(max_length=400, blank=True)
    responsible_role = models.CharField(max_length=120, blank=True)
    sensitive_until = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    def marked(self) -> dict[str, Any]:
        """The marking and all that goes with it, by the names of the fields."""
        return {name: getattr(self, name) for name in MARKED_FIELDS}

    @property
    def is_sensitive(self) -> bool:
        return self.marking == Marking.SENSITIVE

    @property
    def marking_line(self) -> str:
        """What stands at the top and bottom of every page of it."""
        return marking_line(self.marking, self.handling)

    @property
    def is_marked_in_full(self) -> bool:
        """Whether all that must go with its marking is there."""
        rest = (self.handling, self.sensitive_because, self.responsible_role, self.sensitive_until)
        return not self.is_sensitive or all(rest)

    def is_marking_due(self, today: date) -> bool:
        """Whether the day has come by which somebody was to look at its marking again."""
        return self.is_sensitive and self.sensitive_until is not None and self.sensitive_until <= today


class Bearer(Protocol):
    """Whatever bears a marking: a text, or what a list shows of one."""

    @property
    def marking(self) -> str: ...

    @property
    def handling(self) -> str: ...


def marking_over(*shown: Bearer) -> str:
    """What stands at the top and bottom of a page that shows several texts: the highest marking among them.

    With it go the handling instructions of every text that bears it.
    """
    sensitive = [text for text in shown if text.marking == Marking.SENSITIVE]
    if not sensitive:
        return Marking.OFFICIAL
    each = (words for text in sensitive for words in text.handling.upper().split("; ") if words)
    return marking_line(Marking.SENSITIVE, "; ".join(dict.fromkeys(each)))
