"""The lists of practices: what somebody may read of what they ask for, ranked."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from apps.pages.models import Space
from apps.people.models import Person, Unit
from apps.practice.choices import IN_USE
from apps.practice.fading import stands_as
from apps.practice.models import Adoption, Practice, Profession, Topic

MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of practices is asked for. `department` and `used_by` stand for all of the units below them too."""

    space: Space | None = None
    topic: Topic | None = None
    profession: Profession | None = None
    department: Unit | None = None
    used_by: Unit | None = None
    stands: str = ""
    words: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether it asks for less than all there is in the space."""
        chosen = (self.topic, self.profession, self.department, self.used_by, self.stands, self.words)
        return any(chosen)


def practices_for(person: Person, wanted: Wanted, *, today: date) -> QuerySet[Practice]:
    """Practices this person may read, take up and asks for, the highest ranked first, with how many teams use each.

    What a list shows of them takes two queries, however many they are.
    """
    found = Practice.objects.visible_to(person).offered().filter(_asked(wanted, today))
    in_use = Q(adoptions__use__in=IN_USE, adoptions__retracted_at=None, adoptions__hidden_at=None)
    ranked = found.annotate(teams=Count("adoptions", filter=in_use)).order_by("-points", "-alive_at", "pk")
    return ranked.select_related("page__space", "team").prefetch_related("topics")


def _asked(wanted: Wanted, today: date) -> Q:
    asked = Q()
    if wanted.space:
        asked &= Q(page__space=wanted.space)
    if wanted.topic:
        asked &= Q(Exists(Practice.topics.through.objects.filter(practice=OuterRef("pk"), topic=wanted.topic)))
    if wanted.profession:
        filed = Practice.professions.through.objects.filter(practice=OuterRef("pk"), profession=wanted.profession)
        asked &= Q(Exists(filed))
    if wanted.department:
        asked &= Q(team__path__startswith=wanted.department.path)
    if wanted.used_by:
        asked &= Q(Exists(_used_by(wanted.used_by)))
    if wanted.stands:
        asked &= stands_as(wanted.stands, today=today)
    for word in wanted.words.split()[:MOST_WORDS]:
        asked &= Q(page__title__icontains=word) | Q(problem__icontains=word)
    return asked


def _used_by(unit: Unit) -> QuerySet[Adoption]:
    shown = Adoption.objects.filter(practice=OuterRef("pk"), retracted_at=None, hidden_at=None)
    return shown.filter(use__in=IN_USE, team__path__startswith=unit.path)
