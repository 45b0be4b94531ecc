"""Reckoning what somebody stands at, and making a steward where none has emerged."""

from datetime import datetime

from django.db import IntegrityError, transaction

from apps.core.rules import StateChanged
from apps.people.models import Person
from apps.records.actions import SYSTEM, Actor, System, record
from apps.trust.choices import ENOUGH_EMERGED, Level, WhyEnded
from apps.trust.models import Appointment, Community, Standing
from apps.trust.needs import needs_another
from apps.trust.queries.credits import asks_of, held_by, path_in
from apps.trust.queries.levels import emerged_stewards
from apps.trust.reckoning import next_held
from apps.trust.rules.stewards import may_appoint, may_be_appointed, may_step_down
from apps.trust.telling import News, tell

MEANWHILE = "Somebody has changed this in the meantime. Look again before you do anything."


@transaction.atomic
def reckon(person: Person, community: Community, *, at: datetime) -> Standing:
    """This will set what somebody stands at in a community from all that others did there, and record a change.

    The standing of a newcomer who never was anything else is not kept. Raises StateChanged when their level was
    changed at the same time.
    """
    found = Standing.objects.filter(community=community, person=person).first()
    standing = found or Standing(community=community, person=person, level=Level.NEWCOMER, since=at)
    was = held_by(standing)
    held = next_held(was, path_in(community, person.pk, at=at), asks_of(community), at=at)
    if held == was:
        return standing
    if held.level != was.level:
        standing.since = at
        details = {"person": str(person.pk), "from": int(was.level), "to": int(held.level)}
        # The record comes before what it tells of: whoever writes a level holds the chain, and so waits for nobody.
        record("trust.level_changed", about=community, by=SYSTEM, at=at, details=details)
    standing.level, standing.below_since, standing.barred_until = held.level, held.below_since, held.barred_until
    _write(standing, was.level)
    if held.level != was.level:
        tell([person], News.LEVEL, about=community, at=at)
    if held.level == Level.STEWARD:
        end_appointments(community, at=at)
    return standing


@transaction.atomic
def appoint(community: Community, person: Person, *, because: str, by: Person | System, at: datetime) -> Appointment:
    """This will make somebody a steward by appointment: the exception, until two have emerged.

    Whoever opens a space is appointed by Greenpaper itself. Raises Refused when `by` may not appoint, or not them.
    """
    Community.objects.select_for_update(no_key=True).get(pk=community.pk)
    if isinstance(by, Person):
        may_appoint.require(by, community, at)
    may_be_appointed.require(person, community, by, at)
    appointment = Appointment.objects.create(
        community=community,
        person=person,
        because=because,
        appointed_by=by if isinstance(by, Person) else None,
        appointed_at=at,
    )
    details = {"person": str(person.pk)}
    record("trust.steward_appointed", about=community, by=by, at=at, because=because, details=details)
    if isinstance(by, Person):
        tell([person], News.APPOINTED, about=community, at=at)
    return appointment


@transaction.atomic
def step_down(community: Community, *, because: str, by: Person, at: datetime) -> None:
    """This will end somebody's own appointment. Raises Refused when they are not appointed there."""
    Community.objects.select_for_update(no_key=True).get(pk=community.pk)
    may_step_down.require(by, community, at)
    appointment = Appointment.objects.get(community=community, person=by, ended_at=None)
    end(appointment, WhyEnded.STEPPED_DOWN, by=by, at=at, because=because)


def end_appointments(community: Community, *, at: datetime) -> int:
    """This will end every appointment in a community in which two stewards have emerged, and count them.

    They stay while something waits there that only somebody who was appointed may deal with.
    """
    if emerged_stewards(community, at=at) < ENOUGH_EMERGED or needs_another(community, at=at):
        return 0
    current = Appointment.objects.filter(community=community, ended_at=None).order_by("pk")
    return sum(end(one, WhyEnded.EMERGED, by=SYSTEM, at=at) for one in current)


def end(appointment: Appointment, why: WhyEnded, *, by: Actor, at: datetime, because: str = "") -> int:
    """This will end one appointment, and count it unless somebody else ended it first."""
    details = {"person": str(appointment.person_id), "why": why}
    record("trust.appointment_ended", about=appointment.community, by=by, at=at, because=because, details=details)
    ended = {"ended_at": at, "why_ended": why}
    if not Appointment.objects.filter(pk=appointment.pk, ended_at=None).update(**ended):
        raise StateChanged(MEANWHILE)
    if appointment.person_id != by.pk:
        tell([appointment.person], News.ENDED, about=appointment.community, at=at)
    return 1


def _write(standing: Standing, was: Level) -> None:
    """Raises StateChanged when the level is no longer what it was."""
    if standing.pk is None:
        try:
            with transaction.atomic():
                standing.save(force_insert=True)
        except IntegrityError as written:
            raise StateChanged(MEANWHILE) from written
        return
    names = ("level", "since", "below_since", "barred_until")
    values = {name: getattr(standing, name) for name in names}
    if not Standing.objects.filter(pk=standing.pk, level=was).update(**values):
        raise StateChanged(MEANWHILE)
