"""What credits were on, and what a community is of, are called: each higher floor registers its own."""

from collections.abc import Callable, Collection, Mapping
from typing import Protocol

from apps.people.models import Person
from apps.trust.models import Community


class Place(Protocol):
    """What a person may be shown of a page or question, and where they read it."""

    @property
    def title(self) -> str: ...

    @property
    def url(self) -> str: ...


# By kind of object ('pages.page'): (person, ids) to what that person may see of them, by id.
PLACES: dict[str, Callable[[Person, Collection[str]], Mapping[str, Place]]] = {}
# What a community is of, such as a space, as a person may read it; the first that is found stands for it.
HOMES: list[Callable[[Person, Community], Place | None]] = []


def home_of(person: Person, community: Community) -> Place | None:
    """The space or room that a community is of; None where this person may not read it."""
    return next((home for find in HOMES if (home := find(person, community))), None)


def places_named(person: Person, places: Collection[str]) -> dict[str, Place]:
    """By 'pages.page 7' what this person may see of it, in a query for each kind."""
    wanted: dict[str, set[str]] = {}
    for place in places:
        kind, _, pk = place.partition(" ")
        wanted.setdefault(kind, set()).add(pk)
    found = {kind: PLACES[kind](person, ids) for kind, ids in wanted.items() if kind in PLACES}
    return {f"{kind} {pk}": place for kind, by_id in found.items() for pk, place in by_id.items()}
