"""What can be flagged, and what stewards can do about it: each higher floor registers its own."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from apps.moderation.choices import OFFICIAL, Measure
from apps.people.models import Person, Unit
from apps.records.actions import System
from apps.trust.models import Community


@dataclass(frozen=True, slots=True)
class Thing:
    """Something people wrote: its title or first words, where it is read, its text, who wrote it, and where.

    `measures` are those that may be taken of this very thing, where that is fewer than of others of its kind.
    `writers` are the ids of whoever else wrote in it, and `hands` those of whoever wrote much of it before that: none
    of them may rule on it. `readers` is the unit whose people may read it, where it is for fewer than its community.
    `marking` and `handling` stand over and under every screen that tells of it. Its words were taken into `copies`
    other things, which keep them whatever is done to this one.
    """

    title: str
    url: str
    text: str
    author: Person
    community: Community
    measures: frozenset[Measure] | None = None
    writers: frozenset[int] = frozenset()
    hands: frozenset[int] = frozenset()
    readers: Unit | None = None
    marking: str = OFFICIAL
    handling: str = ""
    copies: int = 0

    def is_read_by(self, person: Person) -> bool:
        """Whether this person may read it, were it not hidden: law 5 holds for stewards, and for who wrote it too."""
        return self.readers.pk in person.reach if self.readers else self.community.is_read_by(person)

    def is_partly_by(self, person: Person) -> bool:
        """Whether this person wrote in it, so that others rule on it."""
        return person.pk == self.author.pk or person.pk in self.writers or person.pk in self.hands

    @property
    def fingerprint(self) -> str:
        """What differs as soon as its words do."""
        return sha256(f"{self.title}\0{self.text}".encode()).hexdigest()


def _nothing_to_lock(about_id: str) -> None:
    """Most things are one row, which hiding locks by itself."""


@dataclass(frozen=True, slots=True)
class Flaggable:
    """How moderation reaches one kind of thing; ids are those of `about_id`.

    `seen_by` tells what a person may read of it, `found` what a steward is shown, hidden or not. `hide` and `show`
    take it from readers and give it back; `redact` takes the very words out of everything that is kept of it, and
    returns how many times. They are called in the transaction of the act, which records it. `measures` are those
    that stewards may take: of what grade has cleared they may neither hide nor change anything (law 8).

    `lock` is called before the matter is locked, for what other acts lock before they come here (a page). `accepted` is
    told when a steward, `by`, looked into something that was picked, and found nothing wrong with it. `struck` is told
    when one ruled that it stays hidden, and `restored` when that was overturned: only then does it lose what it earned,
    or earn it again, and not while flags alone hide it.
    """

    name: str
    measures: frozenset[Measure]
    seen_by: Callable[[Person, Collection[str]], Mapping[str, Thing]]
    found: Callable[[Collection[str]], Mapping[str, Thing]]
    hide: Callable[[str, datetime], None]
    show: Callable[[str, datetime], None]
    redact: Callable[[str, str, Person | System, datetime], int]
    lock: Callable[[str], None] = _nothing_to_lock
    accepted: Callable[[str, Person, datetime], None] | None = None
    struck: Callable[[str, Person, datetime], None] | None = None
    restored: Callable[[str, Person, datetime], None] | None = None

    def measures_for(self, thing: Thing) -> frozenset[Measure]:
        """What stewards may do about this thing."""
        return self.measures if thing.measures is None else self.measures & thing.measures


# By kind of object ('practice.answer').
FLAGGABLE: dict[str, Flaggable] = {}
