"""What a practice is ranked by, read from what teams said, from thanks and from the page."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime, time

from django.db.models import Count
from django.utils.timezone import make_aware

from apps.people.choices import Breadth
from apps.people.models import Unit, ids_along
from apps.practice.choices import DoubtOutcome, Outcome, Use
from apps.practice.models import Adoption, Doubt, Practice, Thanks
from apps.practice.ranking import Reckoning, Word, reckon


def reckonings(practices: Collection[Practice], *, at: datetime) -> dict[int, Reckoning]:
    """What each practice is worth, by id, in four queries whatever their number."""
    words: dict[int, list[Word]] = defaultdict(list)
    counted = Adoption.objects.filter(practice__in=practices, retracted_at=None, hidden_at=None)
    adoptions = list(counted.select_related("team").order_by("pk"))
    departments = departments_of({adoption.team for adoption in adoptions})
    for adoption in adoptions:
        words[adoption.practice_id].append(_word(adoption, departments[adoption.team_id]))
    thanks = thanks_for(practices)
    return {one.pk: reckon(words[one.pk], thanks=thanks.get(one.pk, 0), at=at) for one in practices}


def departments_of(units: Collection[Unit]) -> dict[int, int]:
    """The id of the department of each unit, by id, in one query; the unit itself where it is in none."""
    above = Unit.objects.filter(pk__in=ids_along(unit.path for unit in units), kind__breadth=Breadth.DEPARTMENT)
    departments = set(above.values_list("pk", flat=True))
    found = {}
    for unit in units:
        nearest_first = (int(pk) for pk in reversed(unit.path.strip("/").split("/")))
        found[unit.pk] = next((pk for pk in nearest_first if pk in departments), unit.pk)
    return found


def thanks_for(practices: Collection[Practice]) -> Mapping[int, int]:
    """How many people said thank you for each practice, by id; none are named that nobody thanked."""
    counts = Thanks.objects.filter(practice__in=practices).values("practice").annotate(people=Count("by")).order_by()
    return {row["practice"]: row["people"] for row in counts}


def last_sign_of(practice: Practice) -> datetime:
    """When there was a last sign that a practice holds: it was published or confirmed, or a team said what it does."""
    page = practice.page
    signs = [practice.first_published_at]
    if page.edition:
        signs.append(page.edition.published_at)
    if page.confirmed_on:
        signs.append(make_aware(datetime.combine(page.confirmed_on, time())))
    said = Adoption.objects.filter(practice=practice, retracted_at=None, hidden_at=None)
    signs.extend(said.values_list("reported_at", flat=True).order_by("-reported_at")[:1])
    return max(signs)


def oldest_doubt_of(practice: Practice) -> datetime | None:
    """When the oldest doubt was raised that nobody has answered yet."""
    waiting = Doubt.objects.filter(page=practice.page_id, outcome=DoubtOutcome.WAITING)
    return waiting.values_list("at", flat=True).order_by("at").first()


def _word(adoption: Adoption, department: int) -> Word:
    return Word(
        adoption=adoption.pk,
        department=department,
        use=Use(adoption.use),
        outcome=Outcome(adoption.outcome),
        is_evidenced=adoption.is_evidenced,
        is_own=adoption.is_own,
        said_at=adoption.reported_at,
    )
