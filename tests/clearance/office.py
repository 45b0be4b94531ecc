"""Somebody's own words, what they hold when they decide, and what comes of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction

from apps.clearance.actions import deciding, submitting
from apps.clearance.models import Submission
from apps.core.clock import now
from apps.core.rules import Refused
from apps.pages.actions import drafts, saving
from apps.pages.actions.saving import Words
from apps.pages.models import Draft, Space
from apps.people.choices import PostingKind
from apps.people.models import Person, Posting, Unit
from tests import stories
from tests.cast import Government, grade, person

T = TypeVar("T")
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
HELD = ("ended a second ago", "held", "starts in a second", "held as cover")
RANKS = {"SEO": 50, "G7": 60, "SCS1": 80}


@dataclass
class Office:
    """A team's space, its author, and the moments at which things are written and decided."""

    government: Government
    space: Space
    amina: Person
    decided: datetime = field(default_factory=now)

    @property
    def written(self) -> datetime:
        return self.decided - 2 * DAY

    def adviser(self, name: str) -> Person:
        """Somebody who could write in the space when the draft was written, and holds no grade by that."""
        who = person(name)
        self.post(who, self.government.rural_transport, None, self.written - DAY, self.written + HOUR)
        return who

    def post(
        self,
        who: Person,
        unit: Unit,
        code: str | None,
        starts_at: datetime,
        ends_at: datetime | None = None,
        kind: str = PostingKind.SUBSTANTIVE,
    ) -> None:
        rung = grade(code) if code else None
        Posting.objects.create(
            person=who, unit=unit, grade=rung, title="Adviser", kind=kind, starts_at=starts_at, ends_at=ends_at
        )

    def save(self, draft: Draft, by: Person, body: str) -> Draft:
        words = Words(draft.title, body, draft.audience)
        return saving.save(draft, words, made_on=draft.version, by=by, at=self.written).draft

    def submit(self, draft: Draft, by: Person) -> Submission:
        cover = submitting.Cover("Why.", "MAJOR", (self.decided + 365 * DAY).date())
        return submitting.submit(draft, cover, version=draft.version, by=by, at=self.written)

    def start(self) -> Draft:
        front = stories.front(self.space)
        return drafts.start_new(front, "Fares", template=None, by=self.amina, at=self.written)


def rolled_back(act: Callable[[], T]) -> T:
    with transaction.atomic():
        came_to = act()
        transaction.set_rollback(True)
    return came_to


def outcome(submission: Submission, who: Person, at: datetime) -> str:
    try:
        with transaction.atomic():
            return str(deciding.clear(submission, by=who, at=at).state)
    except Refused:
        return "refused"


def post_held(office: Office, who: Person, code: str, held: str, unit: Unit) -> None:
    starts, ends, kind = office.decided - 9 * DAY, None, PostingKind.SUBSTANTIVE
    if held == "ended a second ago":
        ends = office.decided - SECOND
    if held == "starts in a second":
        starts = office.decided + SECOND
    if held == "held as cover":
        kind, ends = PostingKind.COVER, office.decided + DAY
    office.post(who, unit, code, starts, ends, kind)
