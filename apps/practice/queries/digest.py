"""What is new in a practice space since somebody's last letter, as they may read it at the time of writing."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.core import signing
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate, localtime, make_aware

from apps.core.months import months_after
from apps.pages.choices import Marking
from apps.pages.models import Page
from apps.pages.models.markings import marking_over
from apps.people.queries import units_of
from apps.practice.choices import IN_USE, MONTHS_UNTIL_FADING, QuestionState
from apps.practice.models import DigestReader, Practice, Question

MOST_OF_EACH = 5
# Monday at seven, in the time of the office.
WEEKDAY, HOUR = 0, time(7)
SALT = "practice.digest"


@dataclass(frozen=True, slots=True)
class Digest:
    """What one letter tells: no more than five of each."""

    new: list[Practice]
    adopted: list[Practice]
    unanswered: list[Question]
    fading: list[Practice]

    def __bool__(self) -> bool:
        return bool(self.new or self.adopted or self.unanswered or self.fading)

    @property
    def marking_line(self) -> str:
        """What stands over and under the letter: titles are marked as their pages are."""
        pages = (one.page for one in [*self.new, *self.adopted, *self.fading])
        return marking_over(*pages)

    @property
    def marking(self) -> str:
        """What the subject begins with."""
        marked: list[Page] = [one.page for one in [*self.new, *self.adopted, *self.fading]]
        return Marking.SENSITIVE if any(page.is_sensitive for page in marked) else Marking.OFFICIAL


def letter_day(at: datetime) -> datetime:
    """The last Monday morning at or before that moment: letters of that week are sent from then on."""
    local = localtime(at)
    monday = local.date() - timedelta(days=(local.weekday() - WEEKDAY) % 7)
    morning = make_aware(datetime.combine(monday, HOUR))
    return morning if morning <= at else make_aware(datetime.combine(monday - timedelta(days=7), HOUR))


def readers_due(at: datetime) -> QuerySet[DigestReader]:
    """Whoever is still to be sent this week's letter, and asked for it before it was due."""
    day = letter_day(at)
    due = Q(sent_at=None) | Q(sent_at__lt=day)
    return DigestReader.objects.filter(due, since__lt=day, person__is_active=True)


def digest_for(reader: DigestReader, *, at: datetime) -> Digest:
    """What is new for this reader since the last letter, or for a week, in a few queries."""
    since = max(reader.sent_at or reader.since, at - timedelta(days=14))
    offered = Practice.objects.visible_to(reader.person).offered()
    here = offered.filter(page__space=reader.space).select_related("page", "team")
    others = Q(adoptions__use__in=IN_USE, adoptions__is_own=False, adoptions__hidden_at=None)
    lately = others & Q(adoptions__retracted_at=None, adoptions__first_reported_at__gt=since)
    adopted = here.annotate(teams=Count("adoptions", filter=lately)).filter(teams__gt=0)
    asked = Question.objects.visible_to(reader.person).filter(space=reader.space, state=QuestionState.OPEN)
    own = here.filter(team__in=units_of(reader.person, at=at).values("pk"))
    began = own.filter(alive_at__gt=_year_before(since), alive_at__lte=_year_before(at))
    return Digest(
        new=list(here.filter(first_published_at__gt=since).order_by("-first_published_at")[:MOST_OF_EACH]),
        adopted=list(adopted.order_by("-teams", "-points", "pk")[:MOST_OF_EACH]),
        unanswered=list(asked.filter(at__gt=since).order_by("-at", "-pk")[:MOST_OF_EACH]),
        fading=list(began.order_by("alive_at", "pk")[:MOST_OF_EACH]),
    )


def stop_url(reader: DigestReader) -> str:
    """The address at which whoever holds the letter stops it, signed in or not."""
    key = signing.dumps([reader.space_id, reader.person_id], salt=SALT)
    return reverse("practice:digest-stop", kwargs={"key": key})


def reader_of_key(key: str) -> QuerySet[DigestReader] | None:
    """Whose letter a key stops: no row once it was stopped, None where the key is not one of ours."""
    try:
        space, person = signing.loads(key, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return DigestReader.objects.filter(space=space, person=person)


def _year_before(at: datetime) -> datetime:
    """The moment whose practices begin to fade at that one."""
    return make_aware(datetime.combine(months_after(localdate(at), -MONTHS_UNTIL_FADING), localtime(at).time()))
