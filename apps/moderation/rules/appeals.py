"""Who may appeal, and who may decide an appeal."""

from datetime import datetime

from apps.core.rules import Grounds, Rule
from apps.moderation.choices import AGAINST_AUTHOR, DAYS_TO_APPEAL, AppealOutcome
from apps.moderation.models import Appeal, Ruling
from apps.moderation.queries.appeals import appeal_of, appeal_until, who_may_decide
from apps.moderation.rules.queue import may_look_into
from apps.people.models import Person


@Rule
def may_appeal(person: Person, ruling: Ruling, at: datetime) -> Grounds:
    """Whoever wrote what was ruled on, once, within 28 days, paused or not. Who flagged in vain may flag it anew."""
    yield ruling.author_id == person.pk, "Only whoever wrote what was ruled on can appeal."
    yield ruling.measure in AGAINST_AUTHOR, "Nothing was done about what you wrote, so there is nothing to appeal."
    yield appeal_of(ruling) is None, "You have appealed against this ruling. There is one appeal."
    yield at <= appeal_until(ruling), f"A ruling can be appealed for {DAYS_TO_APPEAL} days, and these are over."


@Rule
def may_decide(person: Person, appeal: Appeal, at: datetime) -> Grounds:
    """A steward who had no part in it, while no other has decided it."""
    yield appeal.outcome == AppealOutcome.WAITING, "Another steward has decided this appeal."
    yield appeal.ruled_by_id != person.pk, "This is about a ruling of yours, so another steward decides it."
    looking = may_look_into(person, appeal.ruling.matter, at)
    yield looking.allowed, looking.reason
    free = who_may_decide(appeal, at=at).filter(pk=person.pk)
    yield free.exists(), "You wrote in this yourself, so another steward decides it."
