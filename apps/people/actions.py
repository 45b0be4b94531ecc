"""Every change to who is who. Authority follows postings, so each change is on the record."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from apps.core.rules import Refused
from apps.people.choices import PostingKind
from apps.people.models import Grade, Person, Posting, Unit, UnitKind
from apps.people.rules import UNIT_TAKEN, may_end_posting, may_manage_people, may_open_unit
from apps.records.actions import System, record


@dataclass(frozen=True, slots=True)
class Post:
    """What somebody is to be: a title and perhaps a grade in a unit."""

    unit: Unit
    title: str
    grade: Grade | None = None
    kind: str = PostingKind.SUBSTANTIVE


@transaction.atomic
def register(email: str, name: str, *, by: Person | System, at: datetime, password: str | None = None) -> Person:
    """This will add a person; without a password they sign in by e-mail code or single sign-on.

    Raises Refused when `by` may not manage people or the address is taken.
    """
    may_manage_people.require(by)
    return _add(email, name, by=by, at=at, password=password)


@transaction.atomic
def arrive(email: str, name: str, *, at: datetime) -> Person:
    """This will add a person who has proved, by signing in, that the address is theirs. They hold no post yet."""
    return _add(email, name, by=System(), at=at, password=None)


def _add(email: str, name: str, *, by: Person | System, at: datetime, password: str | None) -> Person:
    with _refused_where_taken(f"Somebody is already registered as {email.strip().lower()}."):
        person = Person.objects.create_user(email, password, name=name, joined_at=at)
    record("people.registered", about=person, by=by, at=at)
    return person


@transaction.atomic
def open_unit(name: str, *, kind: UnitKind, parent: Unit | None, by: Person | System, at: datetime) -> Unit:
    """This will add a unit under its parent, or a new topmost one. Raises Refused when it has one of that name."""
    may_manage_people.require(by)
    may_open_unit.require(name, parent=parent)
    with _refused_where_taken(UNIT_TAKEN.format(name=name)):
        unit = Unit.objects.create(name=name, kind=kind, parent=parent, path=f"new {at.isoformat()} {name}"[:400])
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    record("people.unit_opened", about=unit, by=by, at=at, details={"path": unit.path})
    return unit


@transaction.atomic
def set_nation(unit: Unit, nation: str, *, by: Person | System, at: datetime) -> Unit:
    """This will say whose bank holidays a unit keeps, one of `choices.Nation`; when empty, those of the one above.

    What is due already stays due when it was; what becomes due from now on is reckoned anew.
    """
    may_manage_people.require(by)
    unit = Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    was, unit.nation = unit.nation, nation
    unit.save(update_fields=["nation"])
    record("people.nation_set", about=unit, by=by, at=at, details={"was": was, "nation": nation})
    return unit


@transaction.atomic
def add_unit_kind(name: str, *, breadth: int, by: Person | System, at: datetime) -> UnitKind:
    """This will add a kind of unit that spans as much as `breadth`, one of `choices.Breadth`, says."""
    may_manage_people.require(by)
    with _refused_where_taken(f"There is already a kind of unit called {name}."):
        kind = UnitKind.objects.create(name=name, breadth=breadth)
    record("people.unit_kind_added", about=kind, by=by, at=at, details={"breadth": breadth})
    return kind


@transaction.atomic
def add_grade(code: str, name: str, *, rank: int, by: Person | System, at: datetime) -> Grade:
    """This will add a rung to the ladder; a greater rank outranks a lesser."""
    may_manage_people.require(by)
    with _refused_where_taken(f"There is already a grade with the code {code}."):
        grade = Grade.objects.create(code=code, name=name, rank=rank)
    record("people.grade_added", about=grade, by=by, at=at, details={"name": name, "rank": rank})
    return grade


@transaction.atomic
def start_posting(
    person: Person,
    post: Post,
    *,
    starts_at: datetime,
    by: Person | System,
    at: datetime,
    ends_at: datetime | None = None,
) -> Posting:
    """This will give somebody a post from `starts_at`, until `ends_at` where one is named."""
    may_manage_people.require(by)
    if ends_at is not None and ends_at <= starts_at:
        raise Refused("A posting cannot end before it starts.")
    posting = Posting.objects.create(
        person=person,
        unit=post.unit,
        grade=post.grade,
        title=post.title,
        kind=post.kind,
        starts_at=starts_at,
        ends_at=ends_at,
    )
    record("people.posting_started", about=person, by=by, at=at, details=_facts(posting))
    return posting


@transaction.atomic
def end_posting(posting: Posting, *, ends_at: datetime, by: Person | System, at: datetime, because: str) -> Posting:
    """This will end a posting at a moment; what it gave is gone from then on. Raises Refused when already ended."""
    may_manage_people.require(by)
    posting = (
        Posting.objects.select_for_update(of=("self",)).select_related("person", "unit", "grade").get(pk=posting.pk)
    )
    may_end_posting.require(posting, ends_at)
    posting.ends_at = ends_at
    posting.save(update_fields=["ends_at"])
    record("people.posting_ended", about=posting.person, by=by, at=at, because=because, details=_facts(posting))
    return posting


@transaction.atomic
def change_access(person: Person, *, may_sign_in: bool, by: Person | System, at: datetime, because: str) -> Person:
    """This will let somebody sign in, or stop them; stopping takes effect on their very next request."""
    may_manage_people.require(by)
    # Not against being named: whatever they are doing now names them at its end, and holds what this waits for.
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    person.is_active = may_sign_in
    person.save(update_fields=["is_active"])
    record("people.access_given" if may_sign_in else "people.access_ended", about=person, by=by, at=at, because=because)
    return person


@contextmanager
def _refused_where_taken(reason: str) -> Iterator[None]:
    """Two who add the same at once both find it free; the database lets one through, and the other is told why."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise Refused(reason) from None


def _facts(posting: Posting) -> dict[str, str]:
    return {
        "post": str(posting),
        "kind": posting.kind,
        "starts_at": posting.starts_at.isoformat(),
        "ends_at": posting.ends_at.isoformat() if posting.ends_at else "",
    }
