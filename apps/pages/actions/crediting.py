"""What writers of a practice space's pages gain and lose by what others do with their words."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Sum

from apps.core.one_by_one import one_by_one
from apps.pages.authorship import Source
from apps.pages.choices import SaveKind, Standing
from apps.pages.models import Contribution, DraftSave, Edition, Page, StillThere
from apps.pages.queries.versions import published_from, version_runs
from apps.pages.still_there import shares_standing
from apps.people.models import Person
from apps.records.actions import SYSTEM
from apps.trust.actions.credits import credit, void
from apps.trust.choices import CreditKind
from apps.trust.models import Credit

# So much of what somebody added must stand for it to count, and be gone for it to count against them.
HALF = 0.5
# A little before a credit comes to count.
AHEAD = timedelta(hours=1)
STANDS_AGAIN = "What they wrote was put back by somebody else."
GONE = "Less than half of what they wrote was still on the page two weeks later."


def credit_writers(edition: Edition, *, by: Person, at: datetime) -> int:
    """This will credit everybody who wrote what a steward found good, and count them. Part of that act.

    It counts once it has stood for two weeks. In policy spaces nobody gains standing by what grade cleared.
    """
    page = edition.page
    if not page.space.is_practice:
        return 0
    given = [
        credit(CreditKind.EDIT, to=one, about=edition, on=page, community=page.space.community, by=by, at=at)
        for one in _writers(edition)
    ]
    return sum(one is not None for one in given)


def debit_undone(edition: Edition, *, by: Person, at: datetime) -> int:
    """This will count against the writers of editions that a restored text undid, and count them.

    Part of publishing it, where `by` is who restored it, or the steward who cleared that. What was counted so before
    and stands again now, because somebody else put it back, counts no more.
    """
    _give_back(edition, by=by, at=at)
    version = published_from(edition) if edition.page.space.is_practice else None
    restored = DraftSave.objects.filter(draft=version.draft_id, kind=SaveKind.RESTORED) if version else []
    bodies = {one.body for one in restored}
    if not bodies:
        return 0
    earlier = edition.page.editions.filter(number__lt=edition.number).select_related("page__space", "revision")
    undone: list[Edition] = []
    for one in earlier.order_by("-number"):
        if one.body in bodies:
            return _debit(undone, edition.body, by=by, at=at)
        undone.append(one)
    return 0


def _give_back(edition: Edition, *, by: Person, at: datetime) -> None:
    """Void what counted against the writers of earlier editions whose words the text holds again."""
    earlier = {str(one.pk): one for one in edition.page.editions.filter(number__lt=edition.number)}
    taken = Credit.objects.filter(kind=CreditKind.REVERSAL, about_kind="pages.edition", about_id__in=earlier)
    for one in taken.filter(void_at=None).exclude(person=by).select_related("person").order_by("pk"):
        undone = earlier[one.about_id]
        if _shares(undone, edition.body).get(one.person_id, 0) >= HALF:
            void(undone, kind=CreditKind.REVERSAL, to=one.person, because=STANDS_AGAIN, by=by, at=at)


def debit_unpublished(page: Page, *, by: Person, at: datetime) -> int:
    """This will count it against the writers of a page's latest edition that it was unpublished. Part of that act."""
    if page.edition is None or not page.space.is_practice or page.standing != Standing.REMOVED:
        return 0
    return _debit([page.edition], "", by=by, at=at)


def void_what_is_gone(at: datetime) -> int:
    """This will look once at every edit that is about to count, and void those of which less than half still stands.

    Counts those that no longer do.
    """
    ripe = Credit.objects.filter(kind=CreditKind.EDIT, about_kind="pages.edition", void_at=None)
    ripe = ripe.filter(counts_from__lte=at + AHEAD).exclude(pk__in=StillThere.objects.values("pk"))
    return one_by_one(ripe.select_related("person").order_by("pk"), lambda one: _look(one, at=at))


@transaction.atomic
def _look(given: Credit, *, at: datetime) -> int:
    edition = Edition.objects.select_related("page__edition__revision", "revision").get(pk=given.about_id)
    page = edition.page
    is_read = page.standing in (Standing.PUBLISHED, Standing.WITHDRAWN) and page.hidden_at is None
    now = page.edition.body if page.edition and is_read else ""
    share = _shares(edition, now).get(given.person_id, 0)
    _seen, is_new = StillThere.objects.get_or_create(credit=given, defaults={"percent": int(share * 100), "at": at})
    if not is_new or share >= HALF:
        return 0
    return void(edition, kind=CreditKind.EDIT, to=given.person, because=GONE, by=SYSTEM, at=at)


def _debit(editions: Iterable[Edition], now: str, *, by: Person, at: datetime) -> int:
    """Count against each writer what is gone of their words, on behalf of whoever undid it."""
    counted = 0
    for edition in editions:
        page, shares = edition.page, _shares(edition, now)
        gone = {who for who, share in shares.items() if share < HALF}
        for person in Person.objects.filter(pk__in=gone).order_by("pk"):
            community = page.space.community
            counted += (
                credit(CreditKind.REVERSAL, to=person, about=edition, on=page, community=community, by=by, at=at)
                is not None
            )
    return counted


def _shares(edition: Edition, now: str) -> dict[int, float]:
    """By writer, which share of what they added in an edition stands in a later text."""
    version = published_from(edition)
    if version is None:
        return {}
    before = Edition.objects.select_related("revision").filter(page=edition.page_id, number=edition.number - 1).first()
    source = Source(edition.body, version_runs(version))
    return dict(shares_standing(before.body if before else "", source, now))


def _writers(edition: Edition) -> list[Person]:
    """Everybody who added to its text, by name."""
    version = published_from(edition)
    if version is None:
        return []
    wrote = Contribution.objects.filter(save_of__draft=version.draft_id).values("person_id")
    added = wrote.annotate(characters=Sum("added")).filter(characters__gt=0)
    return list(Person.objects.filter(pk__in=added.values("person_id")).order_by("name", "pk"))
