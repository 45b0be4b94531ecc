"""What comes into a community's queue, and whose turn it is to look into it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from apps.core.rules import Refused, StateChanged
from apps.moderation.choices import CLAIM_MINUTES, MatterState, Why
from apps.moderation.models import Matter, Seen
from apps.moderation.queries.queue import takeable
from apps.moderation.queries.rulings import things_of
from apps.moderation.rules.queue import may_claim, may_release, may_take_off
from apps.people.models import Person
from apps.records.actions import SYSTEM, record
from apps.trust.models import Community

DEALT_WITH = "Another steward has dealt with this, or something about it has changed. Look at it again."


@transaction.atomic
def put(
    about_kind: str, about_id: str, *, why: Why | str, author: Person, community: Community, at: datetime
) -> Matter:
    """This will have something wait for the stewards of a community; the same matter when it waits already."""
    matter, is_new = Matter.objects.get_or_create(
        about_kind=about_kind,
        about_id=str(about_id),
        state=MatterState.OPEN,
        defaults={"why": why, "author": author, "community": community, "opened_at": at},
    )
    if is_new and why == Why.SAMPLED:
        record("moderation.picked", about=matter, by=SYSTEM, at=at, details=named(matter))
    return matter


@transaction.atomic
def claim(matter: Matter, *, version: int, by: Person, at: datetime) -> Matter:
    """This will have one steward look into a matter for half an hour, and nobody else meanwhile.

    Raises Refused with the rule's reason, StateChanged when another claimed it a moment before.
    """
    may_claim.require(by, matter, at)
    return _take(matter, version=version, by=by, at=at)


def claim_next(community: Community, *, by: Person, at: datetime) -> Matter | None:
    """This will have a steward look into what weighs most of all that nobody looks into; None when nothing is left."""
    not_theirs: list[int] = []
    while matter := takeable(community, by, at=at).exclude(pk__in=not_theirs).first():
        try:
            return claim(matter, version=matter.version, by=by, at=at)
        except StateChanged:
            continue
        except Refused:
            # They wrote in it, or it is for fewer people.
            not_theirs.append(matter.pk)
    return None


@transaction.atomic
def release(matter: Matter, *, version: int, by: Person, at: datetime) -> Matter:
    """This will leave a matter to whichever steward comes next. Raises Refused when they have no claim on it."""
    may_release.require(by, matter, at)
    mine = Matter.objects.filter(pk=matter.pk, version=version, claimed_by=by, state=MatterState.OPEN)
    if not mine.update(claimed_by=None, claimed_until=None, version=F("version") + 1):
        raise StateChanged(DEALT_WITH)
    matter.refresh_from_db()
    record("moderation.released", about=matter, by=by, at=at, details=named(matter))
    return matter


@transaction.atomic
def take_off(matter: Matter, *, version: int, by: Person, at: datetime) -> Matter:
    """This will end a matter whose thing is no longer there.

    Raises Refused with the rule's reason, StateChanged when another steward acted on it.
    """
    may_take_off.require(by, matter, things_of([matter]).get(matter.pk), at)
    waiting = Matter.objects.filter(pk=matter.pk, version=version, state=MatterState.OPEN)
    ended = {"state": MatterState.GONE, "claimed_by": None, "claimed_until": None, "version": F("version") + 1}
    if not waiting.update(**ended):
        raise StateChanged(DEALT_WITH)
    matter.refresh_from_db()
    record("moderation.gone", about=matter, by=by, at=at, details=named(matter))
    return matter


def named(matter: Matter) -> dict[str, str]:
    """What the record says of the thing that a matter is about."""
    return {"kind": matter.about_kind, "id": matter.about_id}


def _take(matter: Matter, *, version: int, by: Person, at: datetime) -> Matter:
    free = Q(claimed_until=None) | Q(claimed_until__lte=at) | Q(claimed_by=by)
    waiting = Matter.objects.filter(free, pk=matter.pk, version=version, state=MatterState.OPEN)
    until = at + timedelta(minutes=CLAIM_MINUTES)
    if not waiting.update(claimed_by=by, claimed_until=until, version=F("version") + 1):
        raise StateChanged(DEALT_WITH)
    Seen.objects.get_or_create(matter=matter, person=by, defaults={"at": at})
    matter.refresh_from_db()
    record("moderation.claimed", about=matter, by=by, at=at, details=named(matter))
    return matter
