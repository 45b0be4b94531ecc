"""Asking somebody to decide on one's behalf, in writing and between two moments, and ending that early."""

from datetime import datetime

from django.db import transaction

from apps.clearance.models import Delegation
from apps.clearance.rules.standing_in import may_delegate, may_end_delegation
from apps.notices.actions import tell
from apps.notices.choices import NoticeKind
from apps.people.models import Person
from apps.records.actions import record


@transaction.atomic
def delegate(
    receiver: Person, starts_at: datetime, ends_at: datetime, because: str, *, by: Person, at: datetime
) -> Delegation:
    """This will let the receiver decide on behalf of `by` from one moment until another. Both are told.

    What they may fill on behalf of `by` is asked anew at every decision. Raises Refused with the rule's reason.
    """
    # Against two such at once, not against being named: whatever else they are doing now names them at its end.
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    may_delegate.require(by, receiver, starts_at, ends_at, at)
    delegation = Delegation.objects.create(
        giver=by, receiver=receiver, starts_at=starts_at, ends_at=ends_at, because=because, made_at=at
    )
    record("clearance.delegated", about=delegation, by=by, at=at, because=because, details=_facts(delegation))
    tell([receiver], NoticeKind.LENT, about=delegation, at=at)
    tell([by], NoticeKind.STANDS_IN, about=delegation, at=at)
    return delegation


@transaction.atomic
def end_delegation(delegation: Delegation, *, by: Person, at: datetime) -> Delegation:
    """This will end a delegation at once; what was decided under it stands. Both are told. Raises Refused."""
    locked = Delegation.objects.select_for_update(of=("self",)).select_related("giver", "receiver")
    delegation = locked.get(pk=delegation.pk)
    may_end_delegation.require(by, delegation, at)
    delegation.ended_at = at
    delegation.save(update_fields=["ended_at"])
    record("clearance.delegation_ended", about=delegation, by=by, at=at, details=_facts(delegation))
    tell([delegation.receiver], NoticeKind.RECALLED, about=delegation, at=at)
    tell([delegation.giver], NoticeKind.STOOD_DOWN, about=delegation, at=at)
    return delegation


def _facts(delegation: Delegation) -> dict[str, object]:
    return {
        "giver": delegation.giver_id,
        "receiver": delegation.receiver_id,
        "starts_at": delegation.starts_at.isoformat(),
        "ends_at": delegation.ends_at.isoformat(),
    }
