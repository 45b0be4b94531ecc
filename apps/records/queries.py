"""Reading the ledger back to see whether anyone has touched it, and what is on hold."""

from dataclasses import dataclass

from django.db import models

from apps.records.models import NO_DIGEST, Chain, Event, Hold, kind_of


@dataclass(frozen=True, slots=True)
class Fault:
    """The first row that is not as it was written, and what is wrong with it."""

    sequence: int
    what: str


def first_fault() -> Fault | None:
    """Walk the whole chain from its first event and return the first fault, or None when it is whole."""
    expected, previous = 1, NO_DIGEST
    for event in Event.objects.order_by("sequence").iterator(chunk_size=2000):
        if event.sequence != expected:
            return Fault(expected, "is missing")
        if event.previous != previous:
            return Fault(event.sequence, "does not follow from the one before it")
        if event.compute_digest() != event.digest:
            return Fault(event.sequence, "was changed after it was written")
        expected, previous = expected + 1, event.digest
    chain = Chain.objects.filter(pk=1).first()
    last = chain.sequence if chain else 0
    if last >= expected:
        return Fault(expected, "is missing")
    if chain and chain.digest != previous:
        return Fault(last, "is not the one the chain ends with")
    return None


def hold_on(subject: models.Model) -> Hold | None:
    """The hold that stops whatever would change or take away what is kept of this object, when there is one now."""
    return Hold.objects.filter(about_kind=kind_of(subject), about_id=str(subject.pk), lifted_at=None).first()
