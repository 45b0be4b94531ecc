"""Whom and what somebody means who typed a name, an address or a title."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.urls import reverse

from apps.core.rules import Refused
from apps.pages import markup
from apps.pages.choices import Standing
from apps.pages.models import Page, Redirect
from apps.people.models import Person, Posting, Unit
from apps.rooms.models import Message, Room
from apps.rooms.wording import MOST_NAMED, beginnings, candidates, key, page_typed

# So many people at most are told when somebody names a unit.
MOST_CALLED = 50
# What tells the first part of an address from a word, unless it stands in brackets.
_ADDRESS = re.compile(r"[.\d_-]")
TOO_MANY = f"A message can name at most {MOST_NAMED} people, units and pages. Take some out."


@dataclass(slots=True)
class Callees:
    """People and units that were named. `labels` has how each is stored, by the key of what was typed.

    `sure` are the keys of the names in brackets, which must be somebody's.
    """

    sure: frozenset[str] = frozenset()
    labels: dict[str, str] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)

    def add(self, typed: str, label: str, one: Person | Unit) -> None:
        self.labels[typed] = self.labels[key(label)] = label
        if isinstance(one, Person):
            self.people[label] = one
        else:
            self.units[label] = one


def hearers(room: Room, at: datetime) -> QuerySet[Person]:
    """Everybody who may read the room at that moment."""
    held = Posting.objects.held_at(at).within(room.community.audience_unit)
    people = Person.objects.filter(is_active=True, pk__in=held.values("person_id"))
    if room.community.by_invitation:
        invited = room.community.memberships.filter(ended_at=None)
        people = people.filter(pk__in=invited.values("person_id"))
    return people


def people_in(unit: Unit, at: datetime) -> QuerySet[Person]:
    """Everybody who holds a post in the unit, or below it, at that moment."""
    held = Posting.objects.held_at(at).within(unit)
    return Person.objects.filter(is_active=True, pk__in=held.values("person_id"))


def callees(text: str, *, room: Room | None, was: Message | None, at: datetime) -> Callees:
    """Whom the text names. Raises Refused when a name in brackets is nobody's, or a name is that of several."""
    sure, maybe = candidates(text)
    found = Callees(frozenset(map(key, sure)))
    if not sure and not maybe:
        return found
    if len(sure) + len(maybe) > MOST_NAMED:
        raise Refused(TOO_MANY)
    if was is not None:
        _keep_named(found, was)
    wanted = {key(name): name for words in maybe for name in beginnings(words)} | {key(name): name for name in sure}
    _find_people(found, wanted, room, at)
    _find_units(found, wanted, room, at)
    nobody = next((name for name in sure if key(name) not in found.labels), None)
    if nobody is not None:
        raise Refused(
            f"There is nobody, and no unit, called ‘{nobody}’. Write the whole name, or the part of their e-mail "
            "address before the @."
        )
    return found


def pages_by_id(ids: Collection[int], person: Person) -> dict[int, Page]:
    """Those of the pages that this person may read, by id."""
    if not ids:
        return {}
    return {page.pk: page for page in Page.objects.visible_to(person).filter(pk__in=ids).only("pk", "title", "path")}


def pages_typed(text: str, person: Person, space_id: int | None) -> str:
    """The text with each page that this person may read, and typed by title or address, as `[[page:12]]`.

    Of several pages with one title that of the space comes first, then one that still stands.
    """
    pattern = page_typed(settings.PUBLIC_ADDRESS, reverse("wiki:root"))
    founds: list[re.Match[str]] = []

    def look(stretch: str) -> str:
        founds.extend(pattern.finditer(stretch))
        return stretch

    markup.outside_code(text, look)
    if not founds:
        return text
    keys = {markup.key(found["title"]) for found in founds if found["title"]}
    paths = {_path(found) for found in founds} - {""}
    if len(keys) + len(paths) > MOST_NAMED:
        raise Refused(TOO_MANY)
    by_title, by_path = _titled(keys, person, space_id), _at_addresses(paths, person)

    def stored(found: re.Match[str]) -> str:
        pk = by_title.get(markup.key(found["title"])) if found["title"] else by_path.get(_path(found))
        shown = found["shown"] or found["text"]
        return found[0] if pk is None else f"[[page:{pk}|{shown}]]" if shown else f"[[page:{pk}]]"

    return markup.outside_code(text, lambda stretch: pattern.sub(stored, stretch))


def local_part(person: Person) -> str:
    """What stands before the @ of their e-mail address."""
    return person.email.partition("@")[0]


def _keep_named(found: Callees, was: Message) -> None:
    for mention in was.mentions.filter(page=None).select_related("person", "unit__parent"):
        one = mention.person or mention.unit
        assert one is not None
        for label in _labels_of(one):
            found.add(key(label), label, one)


def _labels_of(one: Person | Unit) -> list[str]:
    if isinstance(one, Person):
        return [one.name, local_part(one), one.email]
    return [one.name, f"{one.name}, {one.parent}"]


def _find_people(found: Callees, wanted: dict[str, str], room: Room | None, at: datetime) -> None:
    names = [name for typed, name in wanted.items() if typed not in found.labels]
    people = list(_people_called(_called(names)))
    known = {key(one.name) for one in people}
    addressed = Q()
    for name in names:
        if key(name) not in known and " " not in name and (key(name) in found.sure or _ADDRESS.search(name)):
            addressed |= Q(email__iexact=name) if "@" in name else Q(email__istartswith=f"{name}@")
    if addressed:
        people += _people_called(addressed)
    by_key: dict[str, dict[int, Person]] = defaultdict(dict)
    for person in people:
        for label in _labels_of(person):
            by_key[key(label)][person.pk] = person
    namesakes = Counter(one.name for one in _people_called(_called({one.name for one in people})))
    for typed in wanted:
        if typed in by_key and typed not in found.labels:
            person = _the_one(list(by_key[typed].values()), room, at)
            is_alone = namesakes[person.name] == 1 and not set("[]<>|\n") & set(person.name)
            found.add(typed, person.name if is_alone else _apart(person, people), person)


def _people_called(called: Q) -> QuerySet[Person]:
    return Person.objects.alias(lower=Lower("name")).filter(called, is_active=True)


def _called(names: Collection[str]) -> Q:
    """By name, whatever the capitals; where a database makes only plain letters small, so does the second of each."""
    return Q(lower__in={small for name in names for small in (name.lower(), name.encode().lower().decode())})


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
    same = [one for one in others if local_part(one) == local_part(person)]
    return local_part(person) if len(same) == 1 else person.email


def _find_units(found: Callees, wanted: dict[str, str], room: Room | None, at: datetime) -> None:
    names = {typed: name for typed, name in wanted.items() if typed not in found.labels}
    if not names:
        return
    own = [name.partition(",")[0].strip() for name in names.values()] + list(names.values())
    by_key: dict[str, list[Unit]] = defaultdict(list)
    for unit in Unit.objects.alias(lower=Lower("name")).filter(_called(own)).select_related("parent"):
        for label in _labels_of(unit):
            by_key[key(label)].append(unit)
    for typed in names:
        if typed in by_key:
            unit = _the_unit(by_key[typed])
            is_alone = len(by_key[key(unit.name)]) == 1
            _keep_to_few(unit, room, at)
            found.add(typed, unit.name if is_alone else f"{unit.name}, {unit.parent}", unit)


def _the_unit(units: list[Unit]) -> Unit:
    if len(units) > 1:
        each = " or ".join(sorted(f"@[{one.name}, {one.parent}]" for one in units)[:5])
        raise Refused(f"More than one unit is called ‘{units[0]}’. Write {each}.")
    return units[0]


def _keep_to_few(unit: Unit, room: Room | None, at: datetime) -> None:
    people = people_in(unit, at)
    if room is not None:
        people = people.filter(pk__in=hearers(room, at).values("pk"))
    count = people.count()
    if count > MOST_CALLED:
        raise Refused(
            f"{unit} has {count} people who would all be told. At most {MOST_CALLED} can be: name a smaller unit, or "
            "the people you mean."
        )


def _titled(keys: Collection[str], person: Person, space_id: int | None) -> dict[str, int]:
    if not keys:
        return {}
    rows = Page.objects.visible_to(person).filter(key__in=keys).values_list("key", "space_id", "standing", "path", "pk")
    found: dict[str, int] = {}
    for title, _, _, _, pk in sorted(rows, key=lambda row: (row[1] != space_id, row[2] != Standing.PUBLISHED, row[3])):
        found.setdefault(title, pk)
    return found


def _at_addresses(paths: Collection[str], person: Person) -> dict[str, int]:
    if not paths:
        return {}
    seen = Page.objects.visible_to(person)
    moved = Redirect.objects.filter(path__in=paths, page__in=seen).values_list("path", "page_id")
    return dict(moved) | dict(seen.filter(path__in=paths).values_list("path", "pk"))


def _path(found: re.Match[str]) -> str:
    return (found["to"] or found["path"] or "").strip("/")
