"""How a text is marked, and how it must be handled."""

from django.db import models

from apps.pages.choices import Marking


class Marked(models.Model):
    """A marking, and for OFFICIAL-SENSITIVE the handling instruction that goes with it."""

    marking = models.CharField(max_length=20, choices=Marking.choices, default=Marking.OFFICIAL)
    handling = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True

    @property
    def marking_line(self) -> str:
        """What stands at the top and bottom of every page of it."""
        return f"{self.marking}: {self.handling}" if self.handling else self.marking


def marking_over(*shown: Marked) -> str:
    """What stands at the top and bottom of a page that shows several texts: the highest marking among them.

    With it go the handling instructions of every text that bears it.
    """
    sensitive = [text for text in shown if text.marking == Marking.SENSITIVE]
    if not sensitive:
        return Marking.OFFICIAL
    handling = "; ".join(dict.fromkeys(text.handling for text in sensitive if text.handling))
    return f"{Marking.SENSITIVE}: {handling}" if handling else Marking.SENSITIVE
