"""Reads across people, units and postings."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet

from apps.people.choices import Nation
from apps.people.models import Person, Posting, Unit, ids_along

# More matches than this tell nobody anything, and whoever looks types another word.
MOST_UNITS = 50


def people_holding(*, unit: Unit, least_rank: int, at: datetime) -> QuerySet[Person]:
    """Everyone who at that moment holds a post of at least that rank in the unit or below it, by name."""
    held = Posting.objects.held_at(at).within(unit).at_least(least_rank)
    return Person.objects.filter(is_active=True, pk__in=held.values("person_id")).order_by("name", "pk")


def people_at_least(least_rank: int, *, at: datetime) -> QuerySet[Person]:
    """Everyone who at that moment holds a post of at least that rank anywhere, by name."""
    held = Posting.objects.held_at(at).at_least(least_rank)
    return Person.objects.filter(is_active=True, pk__in=held.values("person_id")).order_by("name", "pk")


def units_of(person: Person, *, at: datetime) -> QuerySet[Unit]:
    """The units they hold a post in at that moment, by name."""
    held = Posting.objects.held_at(at).filter(person=person)
    return Unit.objects.filter(pk__in=held.values("unit_id")).select_related("kind").order_by("name")


def post_giving(person: Person, *, unit: Unit | None, least_rank: int, at: datetime) -> Posting | None:
    """The least senior post that gives them this rank within the unit (anywhere if None) at that moment, or None.

    The least that suffices is the one they act in: a director who is also on a team's cover rota clears the
    team's page in the cover post.
    """
    held = Posting.objects.held_at(at).at_least(least_rank).filter(person=person, person__is_active=True)
    if unit is not None:
        held = held.within(unit)
    return held.select_related("unit", "grade").order_by("grade__rank", "pk").first()


@dataclass(frozen=True, slots=True)
class OwnerPost:
    """A post that owns something: a title in a unit; without a title, whoever leads the unit."""

    unit: Unit
    title: str = ""

    def __str__(self) -> str:
        return f"{self.title}, {self.unit}" if self.title else f"Whoever leads {self.unit}"

    @property
    def key(self) -> tuple[int, str]:
        return self.unit.pk, self.title


@dataclass(frozen=True, slots=True)
class Answer:
    """Who answers for what a post owns: `postings` of its holders, or of whoever stands in while nobody holds it."""

    post: OwnerPost
    postings: tuple[Posting, ...]
    is_held: bool

    @property
    def people(self) -> list[Person]:
        return list(dict.fromkeys(posting.person for posting in self.postings))


def who_answers_for(posts: Iterable[OwnerPost], *, at: datetime) -> dict[tuple[int, str], Answer]:
    """Who answers for each post at that moment, by unit id and title, in one query whatever their number.

    Its holders; while it has none, the most senior in the unit; while that is empty too, the most senior of the
    nearest unit above that is not. Only a government in which nobody above holds any post leaves it to nobody.
    """
    wanted = list(posts)
    above = ids_along(post.unit.path for post in wanted)
    held = Posting.objects.held_at(at).filter(unit__in=above, person__is_active=True)
    by_unit: dict[int, list[Posting]] = defaultdict(list)
    for posting in held.select_related("person", "unit", "grade").order_by("person__name", "pk"):
        by_unit[posting.unit_id].append(posting)
    return {post.key: _answer(post, by_unit) for post in wanted}


def _answer(post: OwnerPost, by_unit: Mapping[int, list[Posting]]) -> Answer:
    there = by_unit.get(post.unit.pk, [])
    if post.title:
        holders = tuple(posting for posting in there if posting.title.casefold() == post.title.casefold())
        if holders:
            return Answer(post, holders, is_held=True)
    upwards = [int(pk) for pk in reversed(post.unit.path.strip("/").split("/"))]
    manned = next((by_unit[pk] for pk in upwards if by_unit.get(pk)), [])
    highest = max((_rank(posting) for posting in manned), default=-1)
    leaders = tuple(posting for posting in manned if _rank(posting) == highest)
    return Answer(post, leaders, is_held=not post.title and bool(there))


def leader_title(unit: Unit, *, at: datetime) -> str:
    """The title of the most senior post held in the unit at that moment; empty when nobody is posted there."""
    there = Posting.objects.held_at(at).filter(unit=unit, person__is_active=True)
    leader = there.order_by(F("grade__rank").desc(nulls_last=True), "starts_at", "pk").first()
    return leader.title if leader else ""


def titles_held_in(unit: Unit, *, at: datetime) -> list[str]:
    """The titles that somebody in the unit holds at that moment, the most senior first."""
    there = Posting.objects.held_at(at).filter(unit=unit, person__is_active=True)
    ordered = there.order_by(F("grade__rank").desc(nulls_last=True), "title").values_list("title", flat=True)
    return list(dict.fromkeys(ordered))


def units_called(words: str, *, within: Unit, near: Unit) -> list[Unit]:
    """Units within one whose names have these words in them, by name; without words, `near` and those around it."""
    units = Unit.objects.within(within).select_related("parent")
    if words:
        found = units.filter(name__icontains=words)
    else:
        siblings = Q(parent=near.parent_id) if near.parent_id else Q(pk=near.pk)
        found = units.filter(siblings | Q(pk=near.parent_id) | Q(parent=near))
    return list(found.order_by("name", "pk")[:MOST_UNITS])


def _rank(posting: Posting) -> int:
    return posting.grade.rank if posting.grade else -1


def people_called(said: str) -> QuerySet[Person]:
    """Everyone who may sign in and has this e-mail address or exactly this name, whatever the capitals."""
    named = Person.objects.filter(Q(email__iexact=said) | Q(name__iexact=said), is_active=True)
    return named.order_by("name", "pk")


def nations_of(units: Iterable[Unit]) -> Mapping[int, Nation]:
    """Whose bank holidays each of these units keeps, by the unit's id, in one query; see `Unit.keeps_holidays_of`."""
    paths = {unit.pk: unit.path for unit in units}
    set_on = dict(Unit.objects.filter(pk__in=ids_along(paths.values())).exclude(nation="").values_list("pk", "nation"))
    kept = {}
    for pk, path in paths.items():
        nearest_first = (int(one) for one in reversed(path.strip("/").split("/")))
        said = next((set_on[one] for one in nearest_first if one in set_on), Nation.ENGLAND_AND_WALES)
        kept[pk] = Nation(said)
    return kept
