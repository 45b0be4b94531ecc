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
