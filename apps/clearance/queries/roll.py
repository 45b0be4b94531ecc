"""Who holds which posts at one moment: read once, for however many steps of however many routes ask."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from apps.clearance.models import Delegation, Step
from apps.people.models import Person, Posting, Unit, ids_along


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could clear a step at that moment, in their own post or on behalf of another."""

    person: Person
    on_behalf_of: Person | None = None


@dataclass(frozen=True, slots=True)
class StaffedStep:
    """A step as it falls for one unit's texts, and who could clear it at that moment, by name.

    `asked` are those of the candidates whom the step asks themselves. A delegate adds nobody to them: whoever they
    stand in for plays no other part.
    """

    step: Step
    unit: Unit | None
    candidates: list[Candidate]
    asked: list[Person]

    @property
    def is_short(self) -> bool:
        return len(self.asked) < self.step.people_needed


class Roll:
    """The posts and the delegations that count for some steps that ask for a grade, read in two queries.

    `barred` are ids of people.
    """

    def __init__(self, falls: Collection[tuple[Step, Unit | None]], *, barred: Collection[int], at: datetime) -> None:
        self.barred = frozenset(barred)
        self.answers: dict[tuple[int | None, int | None, int], tuple[list[Candidate], list[Person]]] = {}
        given = Delegation.objects.in_force(at).select_related("giver", "receiver").order_by("starts_at", "pk")
        self.given = list(given) if falls else []
        self.within: dict[int, list[tuple[int, Person]]] = defaultdict(list)
        self.rank: dict[int, int] = {}
        self.people: dict[int, Person] = {}
        for posting in self._posts(falls, at) if falls else ():
            assert posting.grade is not None
            person, rank = posting.person, posting.grade.rank
            self.people[person.pk] = person
            self.rank[person.pk] = max(rank, self.rank.get(person.pk, 0))
            for unit_id in ids_along([posting.unit.path]):
                self.within[unit_id].append((rank, person))

    def staffed(self, step: Step, unit: Unit | None) -> StaffedStep:
        """The step with everyone who could clear it; nobody barred, nor anybody on behalf of somebody barred."""
        # Most steps of a department's routes ask the same few things.
        key = (unit.pk if unit else None, step.person_id, _least_rank(step))
        if key not in self.answers:
            found = self._candidates(step, unit)
            self.answers[key] = found, [one.person for one in found if one.on_behalf_of is None]
        return StaffedStep(step, unit, *self.answers[key])

    def _candidates(self, step: Step, unit: Unit | None) -> list[Candidate]:
        least = _least_rank(step)
        asked = {person.pk: person for person in self._asked(step, unit) if person.pk not in self.barred}
        found = {pk: Candidate(person) for pk, person in asked.items()}
        for one in self.given:
            able = self.rank.get(one.receiver_id, -1) >= least and one.receiver_id not in self.barred
            if able and one.giver_id in asked:
                found.setdefault(one.receiver_id, Candidate(one.receiver, one.giver))
        return sorted(found.values(), key=lambda one: (one.person.name, one.person.pk))

    def _asked(self, step: Step, unit: Unit | None) -> Iterable[Person]:
        least = _least_rank(step)
        if unit is not None:
            return (person for rank, person in self.within.get(unit.pk, ()) if rank >= least)
        named = self.people.get(step.person_id or 0)
        return [named] if named and self.rank[named.pk] >= least else []

    def _posts(self, falls: Collection[tuple[Step, Unit | None]], at: datetime) -> Iterable[Posting]:
        named = {step.person_id for step, _ in falls if step.person_id} | {one.receiver_id for one in self.given}
        wanted = Q(person__in=named)
        for path in _topmost(unit.path for _, unit in falls if unit):
            wanted |= Q(unit__path__startswith=path)
        least = min(_least_rank(step) for step, _ in falls)
        held = Posting.objects.held_at(at).at_least(least).filter(wanted, person__is_active=True)
        return held.select_related("person", "unit", "grade").only(
            "person__name", "person__email", "unit__path", "grade__rank"
        )


def _least_rank(step: Step) -> int:
    assert step.grade is not None, "Whoever stands is on another roll"
    return step.grade.rank


def _topmost(paths: Iterable[str]) -> list[str]:
    """The paths that lie beneath no other of them."""
    top: list[str] = []
    for path in sorted(set(paths)):
        if not top or not path.startswith(top[-1]):
            top.append(path)
    return top


def seats_left_empty(steps: Collection[StaffedStep]) -> int:
    """How many of the seats of these steps no choice of people could fill, as one person fills one step only.

    A largest matching of seats to people, by augmenting paths: Kuhn, 1955.
    """
    wanted = [one.asked for one in steps for _ in range(one.step.people_needed)]
    # More people than there are seats change nothing.
    choices = [[person.pk for person in asked[: len(wanted)]] for asked in wanted]
    sits: dict[int, int] = {}

    def seat(chair: int, tried: set[int]) -> bool:
        for pk in choices[chair]:
            if pk not in tried:
                tried.add(pk)
                if pk not in sits or seat(sits[pk], tried):
                    sits[pk] = chair
                    return True
        return False

    return sum(not seat(chair, set()) for chair in range(len(choices)))
