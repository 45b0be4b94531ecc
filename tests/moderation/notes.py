"""Notes on a wall: a kind of thing to flag that this folder registers, as each app registers its own."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from apps.core.clock import now
from apps.moderation.actions import flagging, queue, ruling
from apps.moderation.choices import Measure, Why
from apps.moderation.judgement import Judgement
from apps.moderation.models import Flag, Matter, Ruling
from apps.moderation.subjects import FLAGGABLE, Flaggable, Thing
from apps.people.models import Person
from apps.records.actions import System
from apps.trust.models import Community

KIND = "tests.note"


@dataclass
class Note:
    text: str
    author: Person
    community: Community
    is_hidden: bool = False
    measures: frozenset[Measure] | None = None
    writers: frozenset[int] = frozenset()

    def as_thing(self, number: str) -> Thing:
        return Thing(
            self.text[:60], f"/wall/{number}/", self.text, self.author, self.community, self.measures, self.writers
        )


@dataclass
class Wall:
    """Every note by its number, and which of them a steward accepted."""

    notes: dict[str, Note] = field(default_factory=dict)
    accepted: list[str] = field(default_factory=list)

    def pin(self, text: str, by: Person, community: Community, **more: object) -> str:
        """The number of a new note."""
        number = str(len(self.notes) + 1)
        self.notes[number] = Note(text, by, community, **more)
        return number

    def found(self, numbers: Collection[str]) -> dict[str, Thing]:
        return {number: self.notes[number].as_thing(number) for number in numbers if number in self.notes}

    def seen_by(self, person: Person, numbers: Collection[str]) -> dict[str, Thing]:
        there = self.found(numbers)
        shown = (number for number in there if not self.notes[number].is_hidden)
        return {number: there[number] for number in shown if there[number].community.audience_unit_id in person.reach}

    def hide(self, number: str, _at: datetime) -> None:
        self.notes[number].is_hidden = True

    def show(self, number: str, _at: datetime) -> None:
        self.notes[number].is_hidden = False

    def redact(self, number: str, words: str, _by: Person | System, _at: datetime) -> int:
        note = self.notes[number]
        times = note.text.count(words)
        note.text = note.text.replace(words, "[taken out]")
        return times

    def accept(self, number: str, _by: Person, _at: datetime) -> None:
        self.accepted.append(number)


@pytest.fixture
def wall() -> Iterator[Wall]:
    """A wall, whose notes can be flagged as long as the test runs."""
    made = Wall()
    FLAGGABLE[KIND] = Flaggable(
        name="note",
        measures=frozenset(Measure),
        seen_by=made.seen_by,
        found=made.found,
        hide=made.hide,
        show=made.show,
        redact=made.redact,
        accepted=made.accept,
    )
    yield made
    del FLAGGABLE[KIND]


def flag(number: str, by: Person, because: str = "It is rude.", rule: str = "consistent") -> Flag:
    return flagging.flag(KIND, number, rule=rule, because=because, by=by, at=now())


def pick(number: str, wall: Wall) -> Matter:
    """Have a note looked at that nobody flagged."""
    note = wall.notes[number]
    return queue.put(KIND, number, why=Why.SAMPLED, author=note.author, community=note.community, at=now())


def claim(matter: Matter, by: Person) -> Matter:
    fresh = Matter.objects.select_related("community__audience_unit").get(pk=matter.pk)
    return queue.claim(fresh, version=fresh.version, by=by, at=now())


def rule(matter: Matter, by: Person, measure: Measure = Measure.HIDE, **more: object) -> Ruling:
    """Claim it and rule on it, as one steward does after another."""
    claimed = claim(matter, by)
    cited = "" if measure == Measure.NONE else "consistent"
    judgement = Judgement(measure, "It is about a person.", cited, **more)
    return ruling.rule_on(claimed, judgement, version=claimed.version, by=by, at=now())
