"""Who may decide an appeal, and which appeals wait."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from apps.moderation.choices import DAYS_TO_APPEAL
from apps.moderation.models import Appeal, Ruling
from apps.moderation.queries.rulings import things_of
from apps.people.models import Person, Posting
from apps.trust.choices import Level
from apps.trust.models import Community, Standing
from apps.trust.queries.levels import people_standing, stands_at


def appeal_until(ruling: Ruling) -> datetime:
    """Until when a ruling can be appealed."""
    return ruling.at + timedelta(days=DAYS_TO_APPEAL)


def appeal_of(ruling: Ruling) -> Appeal | None:
    """The appeal against a ruling, decided or not."""
    return Appeal.objects.filter(ruling=ruling).select_related("by", "ruled_by", "decided_by").first()


def who_may_decide(appeal: Appeal, *, at: datetime) -> QuerySet[Person]:
    """Stewards who may read it and had no part in it: they neither ruled, flagged or wrote it, nor looked into it."""
    matter = appeal.ruling.matter
    thing = things_of([matter]).get(matter.pk)
    stewards = people_standing(matter.community, Level.STEWARD, at=at)
    stewards = stewards.exclude(pk__in=[appeal.by_id, appeal.ruled_by_id, matter.author_id])
    stewards = stewards.exclude(pk__in=matter.seen.before_an_appeal().values("person_id"))
    stewards = stewards.exclude(pk__in=matter.flags.values("flagger_id"))
    if thing is None:
        return stewards
    if thing.readers is not None:
        held = Posting.objects.held_at(at).filter(person=OuterRef("pk"))
        stewards = stewards.filter(Exists(held.filter(unit__path__startswith=thing.readers.path)))
    return stewards.exclude(pk__in=[thing.author.pk, *thing.writers, *thing.hands])


def needs_another_steward(community: Community, at: datetime) -> bool:
    """Whether an appeal waits in a community that none of the stewards who have emerged may decide."""
    emerged = Standing.objects.filter(community=community, level=Level.STEWARD).values("person_id")
    return any(not who_may_decide(one, at=at).filter(pk__in=emerged).exists() for one in waiting_in(community))


def appealed_to(person: Person) -> QuerySet[Ruling]:
    """Rulings that were appealed in communities in which this person is a steward, but about what they wrote."""
    keeps = stands_at(person, community="matter__community_id", least=Level.STEWARD)
    return Ruling.objects.filter(keeps, appeal__isnull=False).exclude(author=person)


def waiting_in(community: Community) -> QuerySet[Appeal]:
    """Appeals in a community that no steward has decided yet, the oldest first."""
    there = Appeal.objects.waiting().filter(ruling__matter__community=community)
    return there.select_related("ruling__matter__community__audience_unit").order_by("at", "pk")
