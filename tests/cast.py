"""The people whom the tests tell of: two departments, and who does what in them.

Amina writes policy in Rural Transport and Ben is her Grade 7. Fay heads their directorate and Gwen the department.
Dev keeps order in the directorate, Carys works in another department, Erin has left Rural Transport, Hal has just
signed in for the first time and holds no post, Ines looks after people and postings.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from apps.core.clock import now
from apps.people.actions import Post, end_posting, open_unit, register, start_posting
from apps.people.models import Grade, Person, Unit, UnitKind
from apps.records.actions import SYSTEM
from tests.staged import staged

PASSWORD = "correct horse battery staple"
IN_POST_FOR = timedelta(days=200)


@dataclass(frozen=True, slots=True)
class Government:
    """The units, from the top: rural_affairs > transport > rural_transport, and so on."""

    top: Unit
    rural_affairs: Unit
    transport: Unit
    rural_transport: Unit
    bus_services: Unit
    legal: Unit
    coasts: Unit
    shoreline: Unit
    sea_defences: Unit


def grade(code: str) -> Grade:
    """The rung of that code."""
    return Grade.objects.get(code=code)


def unit_kind(name: str) -> UnitKind:
    """The kind of unit of that name."""
    return UnitKind.objects.get(name=name)


def unit(name: str, kind: str, parent: Unit | None) -> Unit:
    """A unit opened by Greenpaper itself."""
    return open_unit(name, kind=unit_kind(kind), parent=parent, by=SYSTEM, at=now())


def person(name: str, *, password: str | None = None) -> Person:
    """Somebody who may sign in and holds no post; 'Amina Osei' is amina.osei@greenpaper.example."""
    email = f"{name.lower().replace(' ', '.')}@greenpaper.example"
    return register(email, name, by=SYSTEM, at=now(), password=password)


def post(person: Person, unit: Unit, code: str, title: str) -> Person:
    """Put somebody in a post they have held for some time."""
    start_posting(person, Post(unit, title, grade(code)), starts_at=now() - IN_POST_FOR, by=SYSTEM, at=now())
    return person


def leave(person: Person) -> Person:
    """End every posting of somebody as of yesterday."""
    for posting in person.postings.filter(ends_at=None):
        yesterday = now() - timedelta(days=1)
        end_posting(posting, ends_at=yesterday, by=SYSTEM, at=now(), because="Moved to another employer.")
    return person


def build_government() -> Government:
    """His Majesty's Government with two departments, as far down as the tests need it."""
    top = unit("His Majesty's Government", "Government", None)
    rural_affairs = unit("Department for Rural Affairs", "Department", top)
    transport = unit("Transport and Access", "Directorate", rural_affairs)
    coasts = unit("Department for Coasts", "Department", top)
    shoreline = unit("Shoreline", "Directorate", coasts)
    return Government(
        top=top,
        rural_affairs=rural_affairs,
        transport=transport,
        rural_transport=unit("Rural Transport", "Team", transport),
        bus_services=unit("Bus Services", "Team", transport),
        legal=unit("Legal", "Directorate", rural_affairs),
        coasts=coasts,
        shoreline=shoreline,
        sea_defences=unit("Sea Defences", "Team", shoreline),
    )


@staged
def government(db: None) -> Government:
    return build_government()


@staged
def amina(government: Government) -> Person:
    return post(person("Amina Osei"), government.rural_transport, "HEO", "Policy adviser")


@staged
def ben(government: Government) -> Person:
    return post(person("Ben Hughes"), government.rural_transport, "G7", "Head of rural transport")


@staged
def carys(government: Government) -> Person:
    return post(person("Carys Pritchard"), government.sea_defences, "SEO", "Senior policy adviser")


@staged
def dev(government: Government) -> Person:
    return post(person("Dev Patel"), government.transport, "AO", "Directorate support")


@staged
def erin(government: Government) -> Person:
    return leave(post(person("Erin Walsh"), government.rural_transport, "HEO", "Policy adviser"))


@staged
def fay(government: Government) -> Person:
    return post(person("Fay Campbell"), government.transport, "SCS1", "Deputy director, transport and access")


@staged
def gwen(government: Government) -> Person:
    return post(person("Gwen Okafor"), government.rural_affairs, "SCS2", "Director of rural policy")


@staged
def hal(db: None) -> Person:
    return person("Hal Newcombe")


@staged
def ines(db: None) -> Person:
    return Person.objects.create_superuser("ines.marsh@greenpaper.example", name="Ines Marsh")


@pytest.fixture
def hire(government: Government) -> Callable[[str, str], Person]:
    """Makes another colleague in Rural Transport, from a name and a grade's code."""

    def make(name: str, code: str) -> Person:
        return post(person(name), government.rural_transport, code, "Policy adviser")

    return make
