"""A practice that others use, for tests that begin there."""

from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate

from apps.clearance.actions.on_standing import hand_in
from apps.clearance.actions.submitting import Cover
from apps.core.clock import now
from apps.moderation.actions import guidelines
from apps.pages.choices import Significance
from apps.pages.models import Edition, Space
from apps.people.models import Person
from apps.practice.actions import adoptions
from apps.practice.actions.adoptions import Report
from apps.practice.choices import Outcome, Use
from apps.practice.models import Adoption, Practice
from apps.trust.choices import Level
from tests import stories
from tests.exchange import open_exchange, stand
from tests.staged import staged

FIGURES = "https://www.example.gov.uk/figures"


def write_practice(space: Space, by: Person, title: str = "Book a bus by telephone") -> Practice:
    """A practice that its writer published at once, standing as a member."""
    stand(by, space.community, Level.MEMBER)
    draft = stories.start(stories.front(space), by, title, "## The problem\n\nNobody knew when a bus came.")
    edition = hand_in(draft, cover(), version=draft.version, by=by, at=now())
    assert isinstance(edition, Edition)
    facts = {"first_published_at": edition.published_at, "alive_at": edition.published_at}
    team = by.postings.get(ends_at=None).unit
    return Practice.objects.get_or_create(page=edition.page, defaults={"team": team, **facts})[0]


def cover() -> Cover:
    """What goes with a tip that is handed in."""
    return Cover("Tells how we did it.", Significance.MAJOR, localdate() + timedelta(days=365))


def report(by: Person, **said: Any) -> Report:
    """What somebody says for the team of their only post: in use for a month, with figures, and better for it."""
    usual = {"use": Use.ADOPTED, "outcome": Outcome.BETTER, "since": localdate() - timedelta(days=30)}
    return Report(**{"team": by.postings.get(ends_at=None).unit, "evidence_link": FIGURES, **usual, **said})


def adopt(practice: Practice, by: Person, **said: Any) -> Adoption:
    """Somebody says for their team what it does with a practice, having accepted the guidelines."""
    guidelines.accept(by=by, at=now())
    return adoptions.report(practice, report(by, **said), by=by, at=now())


@staged
def exchange(amina: Person) -> Space:
    """Amina's practice space, which all of government may read and write in."""
    return open_exchange(amina)


@staged
def booking(exchange: Space, amina: Person) -> Practice:
    """A practice that Amina wrote for Rural Transport."""
    return write_practice(exchange, amina)
