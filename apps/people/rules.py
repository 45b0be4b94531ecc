"""Who may change who is who."""

from datetime import datetime

from apps.core.rules import Grounds, Rule
from apps.people.models import Person, Posting, Unit
from apps.records.actions import System

UNIT_TAKEN = "There is already a unit called {name} there."


@Rule
def may_manage_people(by: Person | System) -> Grounds:
    """Staff administrators with the permission, or Greenpaper itself when it is set up."""
    yield (
        isinstance(by, System) or (by.is_active and by.is_staff and by.has_perm("people.change_posting")),
        "Only an administrator who looks after people and postings can change them.",
    )


@Rule
def may_end_posting(posting: Posting, ends_at: datetime) -> Grounds:
    yield posting.ends_at is None or posting.ends_at > ends_at, "This posting has already ended by then."
    yield ends_at > posting.starts_at, "A posting cannot end before it starts."


@Rule
def may_open_unit(name: str, *, parent: Unit | None) -> Grounds:
    yield not Unit.objects.filter(parent=parent, name=name).exists(), UNIT_TAKEN.format(name=name)
