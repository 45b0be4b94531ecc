"""The public log of rulings: what stewards did and by which rule, and nobody's name but theirs.

Moderation that can be held to account names whoever acts in a post of trust. It names neither whom a ruling is about
nor who flagged it, and so leaves out the reasons as well, which may: they are for those whom the ruling concerns.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, QuerySet

from apps.moderation.choices import AppealOutcome, Measure, Why
from apps.moderation.guidelines import RULES
from apps.moderation.models import Ruling
from apps.moderation.queries.rulings import kind_name
from apps.people.models import Person
from apps.trust.models import Community


@dataclass(frozen=True, slots=True)
class Entry:
    """One ruling as everybody may read it."""

    at: datetime
    opened_at: datetime
    name: str
    measure: str
    rule: str
    steward: str
    appeal: str

    @property
    def took(self) -> timedelta:
        """From when it was flagged, or picked, to the ruling."""
        return self.at - self.opened_at


@dataclass(frozen=True)
class Totals:
    """What the rulings of the log come to. `by_measure`: how many there were, were appealed and were overturned."""

    by_measure: Mapping[Measure, tuple[int, int, int]]
    flagged: int
    upheld: int
    decided: int
    overturned: int
    median: timedelta | None

    @cached_property
    def rulings(self) -> int:
        """How many there were."""
        return sum(ruled for ruled, _, _ in self.by_measure.values())

    @property
    def upheld_in_hundred(self) -> int:
        """Of what people flagged, how much a steward acted on."""
        return round(100 * self.upheld / self.flagged) if self.flagged else 0

    @property
    def overturned_in_hundred(self) -> int:
        """Of the appeals that were decided, how many overturned a ruling."""
        return round(100 * self.overturned / self.decided) if self.decided else 0


def logged(person: Person, community: Community) -> QuerySet[Ruling]:
    """Every ruling of a community that this person may read, the latest first."""
    there = Ruling.objects.visible_to(person).filter(matter__community=community)
    return there.select_related("matter", "by", "appeal").order_by("-at", "-pk")


def entry(ruling: Ruling) -> Entry:
    """What the log says of a ruling, one of those that `logged` found."""
    guideline = RULES.get(ruling.rule)
    appeal = getattr(ruling, "appeal", None)
    return Entry(
        at=ruling.at,
        opened_at=ruling.matter.opened_at,
        name=kind_name(ruling.matter.about_kind).capitalize(),
        measure=Measure(ruling.measure).label,
        rule=guideline.label if guideline else ruling.rule,
        steward=ruling.by.name,
        appeal=AppealOutcome(appeal.outcome).label if appeal else "",
    )


def totals(rulings: QuerySet[Ruling]) -> Totals:
    """What these rulings come to, in four queries at most."""
    plain = rulings.order_by().select_related(None)
    overturned = Q(overturned_at__isnull=False)
    counted = plain.values("measure").annotate(
        ruled=Count("pk"), appealed=Count("appeal"), overturned=Count("pk", filter=overturned)
    )
    found = {row["measure"]: (row["ruled"], row["appealed"], row["overturned"]) for row in counted}
    flagged = Q(matter__why=Why.FLAGGED)
    sums = plain.aggregate(
        flagged=Count("pk", filter=flagged),
        upheld=Count("pk", filter=flagged & ~Q(measure=Measure.NONE)),
        decided=Count("appeal", filter=~Q(appeal__outcome=AppealOutcome.WAITING)),
        overturned=Count("appeal", filter=Q(appeal__outcome=AppealOutcome.OVERTURNED)),
    )
    by_measure = {measure: found.get(measure, (0, 0, 0)) for measure in Measure}
    return Totals(by_measure=by_measure, **sums, median=_median(plain, sum(numbers[0] for numbers in found.values())))


def _median(rulings: QuerySet[Ruling], how_many: int) -> timedelta | None:
    """How long the middle one took, or half-way between the two in the middle; None of no rulings."""
    if not how_many:
        return None
    took = ExpressionWrapper(F("at") - F("matter__opened_at"), output_field=DurationField())
    each = rulings.annotate(took=took).order_by("took").values_list("took", flat=True)
    middle = list(each[(how_many - 1) // 2 : how_many // 2 + 1])
    return sum(middle, timedelta()) / len(middle)
