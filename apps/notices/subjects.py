"""How a notice learns what it is about: each higher floor registers a look-up that goes through the reader."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from apps.core.tiers import marking_line
from apps.people.models import Person


@dataclass(frozen=True, slots=True)
class Subject:
    """What a person may be shown of the thing a notice is about."""

    title: str
    url: str
    marking: str
    is_over: bool = False
    handling: str = ""

    @property
    def marking_line(self) -> str:
        """What stands over and under what tells of it."""
        return marking_line(self.marking, self.handling)


# By kind of object ('clearance.submission'): (person, ids) to what that person may see of them, by id.
LookUp = Callable[[Person, Collection[str]], Mapping[str, Subject]]
LOOK_UPS: dict[str, LookUp] = {}
