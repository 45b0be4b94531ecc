"""Notices as their reader may see them now."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from apps.notices.models import Notice
from apps.notices.subjects import LOOK_UPS, Subject
from apps.people.models import Person

# Nobody looks back further, and what is looked through to find what may still be shown has to end somewhere.
LATEST = 500


@dataclass(frozen=True, slots=True)
class Told:
    """A notice and what it is about."""

    notice: Notice
    subject: Subject


def told(person: Person, notices: Sequence[Notice]) -> list[Told]:
    """The notices whose subjects this person may still see, in the order given; the others go unmentioned (law 5)."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for notice in notices:
        wanted[notice.about_kind].add(notice.about_id)
    found = {kind: LOOK_UPS[kind](person, ids) for kind, ids in wanted.items() if kind in LOOK_UPS}
    pairs = ((notice, found.get(notice.about_kind, {}).get(notice.about_id)) for notice in notices)
    return [Told(notice, subject) for notice, subject in pairs if subject]


def lately_told(person: Person) -> list[Told]:
    """What they may still see of their latest 500 notices, newest first."""
    return told(person, list(_latest(person)))


def has_unread(person: Person) -> bool:
    """Whether `lately_told` holds anything that they have not marked as read."""
    unread = Notice.objects.filter(pk__in=_latest(person).values("pk"), read_at=None)
    return bool(told(person, list(unread)))


def _latest(person: Person) -> QuerySet[Notice]:
    return Notice.objects.filter(person=person).order_by("-at", "-pk")[:LATEST]
