"""Who may make somebody a steward, and who may give it up."""

from datetime import datetime

from apps.core.rules import Grounds, Rule
from apps.people.models import Person
from apps.records.actions import System
from apps.trust.choices import ENOUGH_EMERGED, Level
from apps.trust.models import Appointment, Community, Standing
from apps.trust.needs import needs_another
from apps.trust.queries.levels import emerged_stewards, level_of


@Rule
def may_appoint(person: Person, community: Community, at: datetime) -> Grounds:
    """Anybody posted in the unit that keeps the space, at whatever grade, while no steward has emerged in it.

    Or while something waits, such as an appeal, that none of those who have emerged may deal with.
    """
    yield (
        community.is_kept_by(person, at=at),
        f"Only people posted in {community.unit}, which keeps this space, can appoint a steward.",
    )
    yield (
        not emerged_stewards(community, at=at) or needs_another(community, at=at),
        "A steward has emerged in this space, so nobody can be appointed any more.",
    )
    appointed = Appointment.objects.filter(community=community, ended_at=None).count()
    yield (
        appointed < ENOUGH_EMERGED,
        "Two people have been appointed already. One of them must step down before somebody else can be appointed.",
    )


@Rule
def may_be_appointed(person: Person, community: Community, by: Person | System, at: datetime) -> Grounds:
    """Whoever takes part in the space, is no steward yet and was not recalled of late; by somebody else."""
    yield by.pk != person.pk, "Nobody can appoint themselves. Ask a colleague in your unit to do it."
    yield community.has_member(person, at=at), f"{person} cannot read this space, so they cannot be its steward."
    yield level_of(person, community, at=at) < Level.STEWARD, f"{person} is a steward of this space already."
    barred = Standing.objects.filter(community=community, person=person, barred_until__gt=at)
    yield not barred.exists(), f"The members recalled {person}, who cannot be a steward again yet."


@Rule
def may_step_down(person: Person, community: Community, at: datetime) -> Grounds:  # noqa: ARG001 - as every rule is asked
    yield (
        Appointment.objects.filter(community=community, person=person, ended_at=None).exists(),
        "You have not been appointed a steward of this space, so there is nothing to give up.",
    )
