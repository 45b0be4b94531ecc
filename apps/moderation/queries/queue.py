"""What waits for the stewards of a community."""

from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from apps.moderation.choices import MatterState
from apps.moderation.models import Flag, Matter, Seen
from apps.people.models import Person
from apps.trust.choices import Level
from apps.trust.models import Appointment, Community, Standing

HEAVIEST_FIRST = ("-weight", "opened_at", "pk")


def for_steward(person: Person, *, at: datetime) -> QuerySet[Matter]:
    """What waits for this steward in all their communities: not what they wrote or flagged, nor what others look into.

    An appeal waits for those who had not looked into it before.
    """
    theirs = Flag.objects.filter(matter=OuterRef("pk"), flagger=person)
    looked = Seen.objects.before_an_appeal().filter(matter=OuterRef("pk"), person=person)
    free = Q(claimed_until=None) | Q(claimed_until__lte=at) | Q(claimed_by=person)
    waiting = Matter.objects.visible_to(person).waiting().filter(free).exclude(Exists(theirs))
    return waiting.exclude(Q(Exists(looked), state=MatterState.APPEALED))


def takeable(community: Community, person: Person, *, at: datetime) -> QuerySet[Matter]:
    """What nobody looks into, and a steward can, in a community: what weighs most first. Appeals are another list."""
    free = Q(claimed_until=None) | Q(claimed_until__lte=at)
    open_here = for_steward(person, at=at).filter(free, community=community, state=MatterState.OPEN)
    return open_here.select_related("community__audience_unit").order_by(*HEAVIEST_FIRST)


def shown_to(person: Person, community: Community) -> QuerySet[Matter]:
    """All that waits in a community, for a steward's list.

    `flagged_it` marks what they flagged, and `had_a_part` appeals about what they looked into: both are for others.
    """
    theirs = Flag.objects.filter(matter=OuterRef("pk"), flagger=person)
    looked = Seen.objects.before_an_appeal().filter(matter=OuterRef("pk"), person=person)
    waiting = Matter.objects.visible_to(person).waiting().filter(community=community)
    had_a_part = Q(Exists(looked), state=MatterState.APPEALED)
    waiting = waiting.annotate(flagged_it=Exists(theirs), had_a_part=had_a_part, flag_count=Count("flags"))
    return waiting.select_related("claimed_by", "author")


def waiting_by_community(person: Person, *, at: datetime) -> list[tuple[str, str, int]]:
    """The title and slug of each community in which something waits for this steward, and how much does."""
    return _counted(for_steward(person, at=at))


def waiting_for_nobody(person: Person) -> list[tuple[str, str, int]]:
    """As `waiting_by_community`, of those that this person's units keep and in which nobody is a steward."""
    stewards = Standing.objects.filter(community=OuterRef("community"), level=Level.STEWARD)
    appointed = Appointment.objects.filter(community=OuterRef("community"), ended_at=None)
    left = Matter.objects.waiting().filter(~Exists(stewards), ~Exists(appointed), community__unit__in=person.reach)
    # Nobody but who was asked into it hears of a community by invitation.
    left = left.filter(community__in=Community.objects.visible_to(person))
    return _counted(left)


def _counted(matters: QuerySet[Matter]) -> list[tuple[str, str, int]]:
    rows = matters.order_by().values("community__title", "community__slug").annotate(waiting=Count("pk"))
    return list(rows.order_by("community__title").values_list("community__title", "community__slug", "waiting"))
