"""Who may not write in a community for a while, and how right somebody's flags there have been."""

from datetime import datetime

from django.db.models import Count, Q

from apps.moderation.choices import FlagOutcome
from apps.moderation.models import Flag, Pause
from apps.people.models import Person
from apps.trust.models import Community


def pause_of(person: Person, community: Community, *, at: datetime) -> Pause | None:
    """The pause that keeps this person from writing in a community at that moment, the one that ends last."""
    there = Pause.objects.filter(community=community, person=person, lifted_at=None, since__lte=at, until__gt=at)
    return there.order_by("-until").first()


def is_paused(person: Person, community: Community, *, at: datetime) -> bool:
    """Whether this person may not write in a community at that moment."""
    return pause_of(person, community, at=at) is not None


def settled_flags(person: Person, community: Community) -> tuple[int, int]:
    """How many of their flags in a community stewards agreed with, and how many they did not."""
    theirs = Flag.objects.filter(flagger=person, matter__community=community)
    counted = theirs.aggregate(
        upheld=Count("pk", filter=Q(outcome=FlagOutcome.UPHELD)),
        refused=Count("pk", filter=Q(outcome=FlagOutcome.REFUSED)),
    )
    return counted["upheld"], counted["refused"]
