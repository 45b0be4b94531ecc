"""Asking another steward about a ruling, and what they say of it."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from apps.core.rules import StateChanged
from apps.moderation.actions.measures import undo
from apps.moderation.actions.queue import named
from apps.moderation.actions.ruling import settle_flags
from apps.moderation.choices import HIDES, AppealOutcome, FlagOutcome, MatterState
from apps.moderation.models import Appeal, Matter, Ruling, Seen
from apps.moderation.queries.appeals import who_may_decide
from apps.moderation.rules.appeals import may_appeal, may_decide
from apps.moderation.subjects import FLAGGABLE
from apps.notices.actions import tell
from apps.notices.choices import NoticeKind
from apps.people.models import Person
from apps.records.actions import record
from apps.trust.actions.credits import credit, void
from apps.trust.choices import CreditKind

DECIDED_ALREADY = "Another steward decided this appeal a moment before. Look at it again."


@transaction.atomic
def appeal(ruling: Ruling, *, because: str, by: Person, at: datetime) -> Appeal:
    """This will have another steward, who had no part in it, look at a ruling. It holds until they have decided.

    Raises Refused with the rule's reason.
    """
    ruling.matter = matter = _lock(ruling)
    may_appeal.require(by, ruling, at)
    made = Appeal.objects.create(ruling=ruling, by=by, ruled_by=ruling.by, because=because, at=at)
    _move(matter, MatterState.APPEALED)
    # What they say stays off the record, which nobody can take words out of: it may repeat what was taken out.
    record("moderation.appealed", about=matter, by=by, at=at, details=named(matter))
    tell(who_may_decide(made, at=at), NoticeKind.APPEALED, about=ruling, at=at)
    return made


@transaction.atomic
def decide(appeal: Appeal, *, outcome: AppealOutcome, answer: str, by: Person, at: datetime) -> Appeal:
    """This will end an appeal: the ruling stands, or what it did is undone and counts against whoever ruled so.

    Raises Refused with the rule's reason, StateChanged when another steward decided it at that very moment.
    """
    ruling = Ruling.objects.select_related("matter", "by", "author").get(pk=appeal.ruling_id)
    FLAGGABLE[ruling.matter.about_kind].lock(ruling.matter.about_id)
    ruling.matter = matter = _lock(ruling)
    appeal = Appeal.objects.get(pk=appeal.pk)
    if appeal.outcome != AppealOutcome.WAITING:
        raise StateChanged(DECIDED_ALREADY)
    appeal.ruling = ruling
    may_decide.require(by, appeal, at)
    Seen.objects.get_or_create(matter=matter, person=by, defaults={"at": at})
    appeal.outcome, appeal.answer, appeal.decided_by, appeal.decided_at = outcome, answer, by, at
    appeal.save(update_fields=["outcome", "answer", "decided_by", "decided_at"])
    _move(matter, MatterState.CLOSED)
    if outcome == AppealOutcome.OVERTURNED:
        _overturn(ruling, at=at)
    details = named(matter) | {"outcome": outcome, "measure": ruling.measure, "rule": ruling.rule}
    record("moderation.appeal_decided", about=matter, by=by, at=at, because=answer, details=details)
    if outcome == AppealOutcome.OVERTURNED:
        _recredit(ruling, by=by, at=at)
    kind = NoticeKind.OVERTURNED if outcome == AppealOutcome.OVERTURNED else NoticeKind.STANDS
    tell([ruling.author, ruling.by], kind, about=ruling, at=at)
    return appeal


def _overturn(ruling: Ruling, *, at: datetime) -> None:
    """What it did is undone, and those whose flags it upheld were not right after all."""
    undo(ruling, at=at)
    Ruling.objects.filter(pk=ruling.pk).update(overturned_at=at)
    ruling.overturned_at = at
    settle_flags(ruling.matter, FlagOutcome.REFUSED, at=at)


def _recredit(ruling: Ruling, *, by: Person, at: datetime) -> None:
    """It no longer counts for or against anybody but the steward who ruled so, and what it hid earns again."""
    kind = FLAGGABLE[ruling.matter.about_kind]
    if ruling.measure in HIDES and kind.restored:
        kind.restored(ruling.matter.about_id, by, at)
    void(ruling, because=AppealOutcome.OVERTURNED.label, by=by, at=at)
    community = ruling.matter.community
    credit(CreditKind.OVERTURNED, to=ruling.by, about=ruling, community=community, by=by, at=at)


def _lock(ruling: Ruling) -> Matter:
    """The ruling's matter afresh, locked until the transaction ends."""
    locked = Matter.objects.select_for_update(of=("self",)).select_related("community__audience_unit", "author")
    return locked.get(pk=ruling.matter_id)


def _move(matter: Matter, state: MatterState) -> None:
    moved = {"state": state, "claimed_by": None, "claimed_until": None, "version": F("version") + 1}
    Matter.objects.filter(pk=matter.pk).update(**moved)
    matter.refresh_from_db(fields=["state", "claimed_by", "claimed_until", "version"])
