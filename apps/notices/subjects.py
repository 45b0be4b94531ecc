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


@dataclass(frozen=True, slots=True)
class Answerable:
    """That a notice can be answered from its mail: by writing to `address`, which is the reader's own.

    `words` are what is answered, as the mail quotes it; empty where they may not leave Greenpaper.
    """

    address: str
    words: str


# By kind of object: (person, kind of notice, id) to how it is answered from the mail; None where it cannot be.
ANSWERED_FROM_MAIL: dict[str, Callable[[Person, str, str], Answerable | None]] = {}
