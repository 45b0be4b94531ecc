"""Whom somebody means who typed a name, and who hears what is said in a room."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from apps.core.rules import Refused
from apps.people.models import Person, Posting, Unit
from apps.rooms.models import Message, Room
from apps.rooms.wording import MOST_NAMED, beginnings, candidates, key

# So many people at most are told when somebody names units.
MOST_CALLED = 50
TOO_MANY = f"A message can name at most {MOST_NAMED} people, units and pages. Take some out."
# What tells the first part of an address from a word, unless it stands in brackets.
_ADDRESS = re.compile(r"[.\d_-]")


@dataclass(slots=True)
class Callees:
    """People and units that were named. `labels` has how each is stored, by the key of what was typed."""

    labels: dict[str, str] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)

    def add(self, typed: str, label: str, one: Person | Unit) -> None:
        self.labels[typed] = self.labels[key(label)] = label
        if isinstance(one, Person):
            self.people[label] = one
        else:
            self.units[label] = one


@dataclass(slots=True)
class _Found:
    """Everybody and every unit of the names that were typed, by their keys."""

    people: dict[str, dict[int, Person]] = field(default_factory=lambda: defaultdict(dict))
    units: dict[str, dict[int, Unit]] = field(default_factory=lambda: defaultdict(dict))


def hearers(room: Room, at: datetime) -> QuerySet[Person]:
    """Everybody who may read the room at that moment."""
    held = Posting.objects.held_at(at).within(room.community.audience_unit)
    people = Person.objects.filter(is_active=True, pk__in=held.values("person_id"))
    if room.community.by_invitation:
        invited = room.community.memberships.filter(ended_at=None)
        people = people.filter(pk__in=invited.values("person_id"))
    return people


def people_in(units: Collection[Unit], at: datetime) -> QuerySet[Person]:
    """Everybody who holds a post in one of the units, or below it, at that moment."""
    within = Q(pk__in=())
    for unit in units:
        within |= Q(unit__path__startswith=unit.path)
    held = Posting.objects.held_at(at).filter(within)
    return Person.objects.filter(is_active=True, pk__in=held.values("person_id"))


def callees(text: str, *, room: Room | None, was: Message | None, at: datetime) -> Callees:
    """Whom the text names. `was` is what it said before: whom that named keep their names.

    Raises Refused when a name in brackets is nobody's, a name is that of several, or very many would be told.
    """
    sure, maybe = candidates(text)
    named = Callees()
    if not sure and not maybe:
        return named
    if len(sure) + len(maybe) > MOST_NAMED:
        raise Refused(TOO_MANY)
    if was is not None:
        _keep_named(named, was)
    told_before = set(named.units)
    found = _find(sure, maybe)
    for name in [*sure, *filter(None, (_longest(words, named, found) for words in maybe))]:
        typed = key(name)
        if typed in named.labels:
            continue
        if typed in found.people:
            _name_person(named, typed, found, room, at)
        elif typed in found.units:
            _name_unit(named, typed, found)
        else:
            raise Refused(
                f"There is nobody, and no unit, called ‘{name}’. Write the whole name, or the part of their e-mail "
                "address before the @."
            )
    _keep_to_few([unit for label, unit in named.units.items() if label not in told_before], room, at)
    return named


def _find(sure: Collection[str], maybe: Collection[str]) -> _Found:
    names = {key(name): name for words in maybe for name in beginnings(words)} | {key(name): name for name in sure}
    found = _Found()
    people = list(_people_called(_called(names.values())))
    known = {key(one.name) for one in people}
    surely = {key(name) for name in sure}
    addressed = Q()
    for typed, name in names.items():
        if typed not in known and " " not in name and (typed in surely or _ADDRESS.search(name)):
            addressed |= Q(email__iexact=name) if "@" in name else Q(email__istartswith=f"{name}@")
    for person in [*people, *(_people_called(addressed) if addressed else ())]:
        for label in _labels_of(person):
            found.people[key(label)][person.pk] = person
    own = {name.rpartition(", ")[0] or name for name in names.values()} | set(names.values())
    units = Unit.objects.alias(lower=Lower("name")).filter(_called(own))
    for unit in units.select_related("parent"):
        for label in _labels_of(unit):
            found.units[key(label)][unit.pk] = unit
    return found


def _longest(words: str, named: Callees, found: _Found) -> str | None:
    """The longest name that the words begin with; None where they begin with none."""
    known = (named.labels, found.people, found.units)
    return next((name for name in beginnings(words) if any(key(name) in each for each in known)), None)


def _people_called(called: Q) -> QuerySet[Person]:
    return Person.objects.alias(lower=Lower("name")).filter(called, is_active=True)


def _called(names: Iterable[str]) -> Q:
    """By name, whatever the capitals; where a database makes only plain letters small, so does the second of each."""
    return Q(lower__in={small for name in names for small in (name.lower(), name.encode().lower().decode())})


def _keep_named(named: Callees, was: Message) -> None:
    for mention in was.mentions.filter(page=None).select_related("person", "unit__parent"):
        one = mention.person or mention.unit
        assert one is not None
        for label in _labels_of(one):
            named.add(key(label), label, one)


def _labels_of(one: Person | Unit) -> list[str]:
    """What somebody may be called by: a unit with the one above it too, as others may have its name."""
    if isinstance(one, Person):
        return [one.name, _local_part(one), one.email]
    return [one.name, f"{one.name}, {one.parent}"] if one.parent else [one.name]


def _name_person(named: Callees, typed: str, found: _Found, room: Room | None, at: datetime) -> None:
    person = _the_one(list(found.people[typed].values()), room, at)
    namesakes = Counter(one.name for one in _people_called(_called([person.name])))
    is_plain = namesakes[person.name] == 1 and not set("[]<>|\n") & set(person.name)
    named.add(typed, person.name if is_plain else _apart(person, found.people[typed].values()), person)


def _the_one(people: list[Person], room: Room | None, at: datetime) -> Person:
    """Whom a name stands for: of several, the only one who reads the room."""
    if len(people) > 1 and room is not None:
        people = list(hearers(room, at).filter(pk__in=[one.pk for one in people])) or people
    if len(people) > 1:
        each = " or ".join(sorted(f"@[{_apart(one, people)}]" for one in people)[:5])
        raise Refused(f"More than one person is called ‘{people[0]}’. Write {each}.")
    return people[0]


def _apart(person: Person, others: Iterable[Person]) -> str:
    """What tells somebody from others of the same name: their address, as much of it as it takes."""
    same = [one for one in others if _local_part(one) == _local_part(person)]
    return _local_part(person) if len(same) == 1 else person.email


def _local_part(person: Person) -> str:
    return person.email.partition("@")[0]


def _name_unit(named: Callees, typed: str, found: _Found) -> None:
    units = list(found.units[typed].values())
    if len(units) > 1:
        each = " or ".join(sorted(f"@[{one.name}, {one.parent}]" for one in units)[:5])
        raise Refused(f"More than one unit is called ‘{units[0]}’. Write {each}.")
    [unit] = units
    is_alone = len(found.units[key(unit.name)]) == 1
    named.add(typed, unit.name if is_alone else f"{unit.name}, {unit.parent}", unit)


def _keep_to_few(units: Collection[Unit], room: Room | None, at: datetime) -> None:
    """Refuse where very many would be told, as they are in the units."""
    if not units:
        return
    people = people_in(units, at)
    if room is not None:
        people = people.filter(pk__in=hearers(room, at).values("pk"))
    count = people.count()
    if count > MOST_CALLED:
        raise Refused(
            f"{count} people would be told, as they are in {' or '.join(sorted({str(one) for one in units}))}. At most "
            f"{MOST_CALLED} can be: name a smaller unit, or the people you mean."
        )
