"""Writing to the ledger, the only thing ever done to it, and putting on hold what it tells of."""

from datetime import datetime
from typing import Any, Protocol

from django.db import models, transaction

from apps.records.models import Chain, Event, Hold, kind_of


class Actor(Protocol):
    """Whoever acts: a person, or Greenpaper itself."""

    @property
    def pk(self) -> Any: ...

    def post_at(self, at: datetime) -> str:
        """The post they act in at that moment, in words; empty when none."""


class System:
    """Greenpaper itself, for acts that no person made, such as setting up."""

    pk = ""

    def __str__(self) -> str:
        return "Greenpaper"

    def post_at(self, at: datetime) -> str:  # noqa: ARG002 - a system holds no post at any time
        return ""


SYSTEM = System()


def record(
    verb: str, *, about: models.Model, by: Actor, at: datetime, because: str = "", details: dict[str, Any] | None = None
) -> Event:
    """This will append one event to the chain, inside the caller's transaction.

    `verb` names the act ('page.published'), `about` is the object acted on, `by` the actor, `at` the moment,
    `because` the reason in the actor's words, `details` whatever else a later reader needs, as JSON values.
    Raises TransactionManagementError outside a transaction: an act and its record stand or fall together.
    Take every other lock first; the chain's is always the last.
    """
    chain = _locked_chain()
    event = Event(
        sequence=chain.sequence + 1,
        at=at,
        verb=verb,
        actor_id=str(by.pk),
        actor_name=str(by),
        post=by.post_at(at),
        about_kind=kind_of(about),
        about_id=str(about.pk),
        about_name=str(about),
        because=because,
        details=details or {},
        previous=chain.digest,
    )
    event.digest = event.compute_digest()
    event.save(force_insert=True)
    Chain.objects.filter(pk=1).update(sequence=event.sequence, digest=event.digest)
    return event


def put_hold(subject: models.Model, *, because: str, by: Actor, at: datetime) -> Hold:
    """This will put an object on hold, inside the caller's transaction, which holds the object's lock.

    The record tells of the hold and not of the object, so that who reads about that does not read why it is held.
    Raises IntegrityError when there is a hold on it already: ask `hold_on` first.
    """
    about = {"about_kind": kind_of(subject), "about_id": str(subject.pk), "about_name": str(subject)}
    hold = Hold.objects.create(**about, because=because, by_id=str(by.pk), by_name=str(by), at=at)
    record("records.held", about=hold, by=by, at=at, because=because, details=about)
    return hold


def lift_hold(hold: Hold, *, because: str, by: Actor, at: datetime) -> bool:
    """This will lift a hold, inside the caller's transaction, and return whether it was still there to be lifted."""
    lifted = {"lifted_by_id": str(by.pk), "lifted_by_name": str(by), "lifted_at": at, "lifted_because": because}
    if not Hold.objects.filter(pk=hold.pk, lifted_at=None).update(**lifted):
        return False
    about = {"about_kind": hold.about_kind, "about_id": hold.about_id, "about_name": hold.about_name}
    record("records.hold_lifted", about=hold, by=by, at=at, because=because, details=about)
    return True


def _locked_chain() -> Chain:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("A record is written in the transaction of the act it tells of.")
    locked = Chain.objects.select_for_update().filter(pk=1)
    chain = locked.first()
    if chain is None:
        Chain.objects.get_or_create(pk=1)
        chain = locked.get()
    return chain
