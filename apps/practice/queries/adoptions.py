"""Reads of what teams say they do with a practice, and of doubts about it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from apps.people.models import Person, Unit
from apps.practice.choices import Tells
from apps.practice.models import Adoption, Doubt, Practice
from apps.practice.queries.ranking import departments_of, reckonings
from apps.practice.ranking import Line, Reckoning, tells


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the ranking with the adoption it is of, and the name of its department."""

    line: Line
    adoption: Adoption
    department: str


def adoptions_of(practice: Practice, person: Person) -> QuerySet[Adoption]:
    """What teams say they do with a practice, as this person may read it, the latest word first."""
    seen = Adoption.objects.visible_to(person).filter(practice=practice)
    return seen.select_related("team", "reported_by").prefetch_related("reports").order_by("-reported_at", "-pk")


def counts_of(practice: Practice) -> dict[str, int]:
    """How many teams use it, plan to, tried it and stopped, and found that it did not work, each team once."""
    stands = Q(retracted_at=None, hidden_at=None)
    found = Adoption.objects.filter(stands, practice=practice).values("use", "outcome").annotate(teams=Count("pk"))
    counts = dict.fromkeys(("in_use", "planned", "stopped", "did_not_work"), 0)
    names = {Tells.PLANNED: "planned", Tells.STOPPED: "stopped", Tells.DID_NOT_WORK: "did_not_work"}
    for row in found.order_by():
        counts[names.get(tells(row["use"], row["outcome"]), "in_use")] += row["teams"]
    return counts


def why_ranked(practice: Practice, *, at: datetime) -> tuple[Reckoning, list[Shown]]:
    """The sum that ranks a practice, and each of its lines with the team that it is of."""
    reckoning = reckonings([practice], at=at)[practice.pk]
    stands = Adoption.objects.filter(pk__in=[line.adoption for line in reckoning.lines])
    adoptions = {one.pk: one for one in stands.select_related("team", "practice")}
    departments = departments_of([one.team for one in adoptions.values()])
    names = dict(Unit.objects.filter(pk__in=departments.values()).values_list("pk", "name"))
    lines = [(line, adoptions[line.adoption]) for line in reckoning.lines]
    return reckoning, [Shown(line, one, names[departments[one.team_id]]) for line, one in lines]


def doubts_of(practice: Practice) -> QuerySet[Doubt]:
    """Every doubt about a practice, the latest first."""
    return Doubt.objects.filter(page=practice.page_id).select_related("by", "settled_by").order_by("-at", "-pk")
