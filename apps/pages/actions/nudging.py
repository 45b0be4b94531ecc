"""Telling the owners of pages what falls due, whoever is signed in; nobody is told of the same thing every day."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import partial

from django.db.models import F, Q, QuerySet
from django.utils.timezone import localdate

from apps.core.one_by_one import one_by_one
from apps.notices.actions import tell
from apps.notices.choices import NoticeKind
from apps.pages.choices import Marking, Standing
from apps.pages.models import Page
from apps.pages.queries.owners import answer_for, answers_for, of_posts, vacant
from apps.people.models import Unit
from apps.people.queries import Answer

# Owners are told so long before a page falls due, and again so long after they were last told.
FOUR_WEEKS = timedelta(weeks=4)
# Above this many pages of one post in one space, one notice tells of them all.
MOST_AT_ONCE = 3


def nudge_owners(at: datetime) -> int:
    """This will tell owners which pages are due to be checked, and count the notices' pages.

    Four weeks before, on the day, and every four weeks from then on until somebody confirms or publishes the page.
    """
    today = localdate(at)
    near = Q(nudged_on=None) | Q(nudged_on__lt=F("review_by")) | Q(nudged_on__lte=today - FOUR_WEEKS)
    due = _published().filter(near, review_by__lte=today + FOUR_WEEKS)
    kinds: dict[NoticeKind, list[Page]] = defaultdict(list)
    for page in due:
        if kind := _review_notice(page, today):
            kinds[kind].append(page)
    done = 0
    for kind, pages in kinds.items():
        tell_them = partial(_nudge, kind=kind, told="nudged_on", at=at)
        done += one_by_one(_batches(pages), tell_them)
    return done


def nudge_about_markings(at: datetime) -> int:
    """This will tell owners which pages are marked until a day that has come, every four weeks, and count them."""
    today = localdate(at)
    untold = Q(marking_nudged_on=None) | Q(marking_nudged_on__lte=today - FOUR_WEEKS)
    due = _published().filter(untold, marking=Marking.SENSITIVE, sensitive_until__lte=today)
    tell_them = partial(_nudge, kind=NoticeKind.MARKING_DUE, told="marking_nudged_on", at=at)
    return one_by_one(([page] for page in due), tell_them)


def tell_of_vacancies(at: datetime) -> int:
    """This will tell whoever answers meanwhile for posts that own pages and that nobody holds, every four weeks.

    Counts the posts. They may not be among the readers of every page, so what they are told of is the unit.
    """
    today = localdate(at)
    answers = answers_for(_published(), at=at)
    held = of_posts(answer.post for answer in answers if answer.is_held)
    Page.objects.filter(held, vacancy_told_on__isnull=False).update(vacancy_told_on=None)
    untold = Q(vacancy_told_on=None) | Q(vacancy_told_on__lte=today - FOUR_WEEKS)
    units: dict[Unit, list[Answer]] = defaultdict(list)
    for answer in vacant(_published().filter(untold), at=at):
        units[answer.post.unit].append(answer)
    return one_by_one(units.values(), lambda found: _tell_of_vacant(found, untold, at=at))


def _published() -> QuerySet[Page]:
    return Page.objects.filter(standing=Standing.PUBLISHED).select_related("owner", "space")


def _review_notice(page: Page, today: date) -> NoticeKind | None:
    """What its owner is to be told of this page today, if anything."""
    told, due = page.nudged_on, page.review_by
    assert due is not None
    if today < due:
        return NoticeKind.REVIEW_SOON if told is None or told < due - FOUR_WEEKS else None
    if told is None or told < due or told <= today - FOUR_WEEKS:
        return NoticeKind.REVIEW_DUE
    return None


def _batches(pages: Iterable[Page]) -> list[list[Page]]:
    """Pages of the same post in the same space together."""
    together: dict[tuple[int, str, int], list[Page]] = defaultdict(list)
    for page in pages:
        together[page.owner_id, page.owner_post, page.space_id].append(page)
    return list(together.values())


def _nudge(batch: list[Page], *, kind: NoticeKind, told: str, at: datetime) -> int:
    first = batch[0]
    # Whoever runs this a second time at once waits here, and then finds that everything has been told.
    locked = Page.objects.select_for_update(of=("self",)).filter(pk__in=[page.pk for page in batch])
    before = {page.pk: getattr(page, told) for page in batch}
    batch = [page for page in locked.order_by("pk") if getattr(page, told) == before[page.pk]]
    people = answer_for(first, at=at).people
    if len(batch) > MOST_AT_ONCE:
        tell(people, NoticeKind.REVIEW_MANY, about=first.space, at=at)
    else:
        for page in batch:
            tell(people, kind, about=page, at=at)
    Page.objects.filter(pk__in=[page.pk for page in batch]).update(**{told: localdate(at)})
    return len(batch)


def _tell_of_vacant(found: list[Answer], untold: Q, *, at: datetime) -> int:
    pages = Page.objects.filter(untold, of_posts(answer.post for answer in found))
    if not pages.update(vacancy_told_on=localdate(at)):
        return 0
    people = {person.pk: person for answer in found for person in answer.people}
    tell(people.values(), NoticeKind.VACANT, about=found[0].post.unit, at=at)
    return len(found)
