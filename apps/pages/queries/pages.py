"""Reads across pages, drafts and people."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection
from django.db.models import Exists, IntegerField, Max, OuterRef, Q, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Length

from apps.pages import markup
from apps.pages.choices import OPEN_STATES, Marking, Standing
from apps.pages.compare import TooLargeToCompare, compare_rendered
from apps.pages.models import Contribution, Draft, Edition, Page, Redirect, Space
from apps.people.models import Person, ids_along
from apps.records.models import Event

CHILDREN_SHOWN = 30
NO_FILES: Mapping[str, markup.Placed] = {}
# The columns of a page that a Step is made of.
STEP = ("path", "title", "key", "standing", "marking", "handling")


@dataclass(frozen=True, slots=True)
class Step:
    """A page somebody may go to: its path, title and wiki-link key, and what stands there."""

    path: str
    title: str
    key: str
    standing: str = Standing.PUBLISHED
    marking: str = Marking.OFFICIAL
    handling: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a text as one reader is shown it: HTML, a link to a page by title, or the place of a missing file.

    A link without a path leads to no page this reader may see, and is shown as missing.
    """

    html: str = ""
    text: str = ""
    path: str = ""
    missing_file: str = ""


@dataclass(slots=True)
class Surroundings:
    """What stands around a page, as far as one reader may see it."""

    trail: list[Step] = field(default_factory=list)
    children: list[Step] = field(default_factory=list)
    linked: dict[str, Step] = field(default_factory=dict)
    has_more_children: bool = False


def surroundings(page: Page, edition: Edition, person: Person) -> Surroundings:
    """Ancestors, the first children and the targets of wiki links, in one query whatever their number."""
    seen = Page.objects.visible_to(person)
    above = page.ancestor_paths()
    near = seen.filter(Q(path__in=above) | Q(key__in=edition.links)) if edition.links else seen.filter(path__in=above)
    first_children = seen.listed().filter(parent=page).order_by("title", "pk")[: CHILDREN_SHOWN + 1]
    columns = (*STEP, "parent_id", "space_id")
    rows = near.values_list(*columns).union(
        seen.filter(pk__in=first_children.values("pk")).values_list(*columns), all=True
    )
    found = Surroundings()
    every = {Step(*facts): (parent_id, space_id) for *facts, parent_id, space_id in sorted(rows)}
    for step, (parent_id, _) in every.items():
        if step.path in above:
            found.trail.append(step)
        if parent_id == page.pk and step.standing != Standing.REPLACED:
            found.children.append(step)
    links = set(edition.links)
    targets = ((step, space_id) for step, (_, space_id) in every.items() if step.key in links)
    found.linked = _first_by_key(targets, page.space_id)
    found.children.sort(key=lambda step: step.title.casefold())
    found.has_more_children = len(found.children) > CHILDREN_SHOWN
    del found.children[CHILDREN_SHOWN:]
    return found


def page_instead_of(page: Page, person: Person) -> Page | None:
    """The page that holds instead of one that was withdrawn or replaced, if this person may read it."""
    if page.replaced_by_id is None:
        return None
    return Page.objects.visible_to(person).filter(pk=page.replaced_by_id).first()


def stood_at(path: str, pages: QuerySet[Page]) -> Page | None:
    """Which of these pages stands at an address, or stood there before it moved."""
    moved = Redirect.objects.filter(path=path).values("page_id")
    return pages.select_related("space").filter(Q(path=path) | Q(pk__in=moved)).first()


def longest_path_within(page: Page) -> int:
    """How many characters the longest address has, of a page, those below it, and those that drafts propose there."""
    pages = Page.objects.within(page.path)
    of_a_draft = Length("parent__path") + Length("slug") + 1
    proposed = Draft.objects.open().filter(parent__in=pages).annotate(length=of_a_draft)
    longest = pages.aggregate(longest=Max(Length("path")))["longest"] or 0
    return max(longest, proposed.aggregate(longest=Max("length"))["longest"] or 0)


# In SQL because it stands before every page anybody reads, and building it anew costs twice what asking it does.
GLANCE = """
    SELECT unit.path, (SELECT number FROM pages_imprint WHERE id = 1)
    FROM people_posting AS posting JOIN people_unit AS unit ON unit.id = posting.unit_id
    WHERE posting.person_id = %s AND posting.starts_at <= %s AND (posting.ends_at IS NULL OR posting.ends_at > %s)
"""


def glance(person: Person, *, at: datetime) -> int:
    """Read afresh what this person may see, and return the number of the latest change to what readers see.

    One query, before anything that was laid out earlier is shown to them again.
    """
    moment = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(GLANCE, [person.pk, moment, moment])
        rows = cursor.fetchall()
    person.reach = ids_along(path for path, _ in rows) if person.is_active else frozenset()
    return int(rows[0][1] or 0) if rows else 0


def drafts_since_published(draft: Draft) -> QuerySet[Draft]:
    """This draft and those given up before it that proposed to change the same cleared text, or the same new page.

    A draft that was brought up to date with a later text may still hold words of what was given up before that. What
    was published in an emergency is as good as given up until somebody has cleared it, and so it stays once the text
    before it has been put back.
    """
    if draft.is_for_new_page:
        return Draft.objects.filter(parent=draft.parent_id, slug=draft.slug)
    base = draft.first_base
    if base is None or not (base.awaits_review or base.puts_back_id):
        since = Q(base__number__gte=base.number if base else 0) | Q(state__in=OPEN_STATES)
        return Draft.objects.filter(since, page=draft.page_id)
    cleared = last_cleared_edition(base)
    if cleared is not None:
        return Draft.objects.filter(page=draft.page_id, base__number__gte=(cleared.puts_back or cleared).number)
    anew = Draft.objects.filter(page=draft.page_id, parent__isnull=False)
    places = Q(parent__in=anew.values("parent_id"), slug__in=anew.values("slug"))
    return Draft.objects.filter(Q(page=draft.page_id) | places)


def last_cleared_edition(edition: Edition) -> Edition | None:
    """This edition, or the latest before it that does not stand on an emergency alone; None when there is none."""
    before = Edition.objects.filter(page=edition.page_id, number__lte=edition.number, awaits_review=False)
    return before.select_related("puts_back", "revision").order_by("-number").first()


def writers_of(draft: Draft) -> QuerySet[Person]:
    """Everyone who wrote since the last published text, by name. Law 3 bars them all.

    Words pasted from a draft that was given up are still its writers' words, and the title of a new page is the
    first thing anybody writes of it.
    """
    drafts = drafts_since_published(draft)
    wrote = Q(pk__in=Contribution.objects.filter(save_of__draft__in=drafts).values("person_id"))
    if draft.is_for_new_page:
        wrote |= Q(pk__in=drafts.values("opened_by_id"))
    return Person.objects.filter(wrote).order_by("name", "pk")


def drafts_written_by(person: Person) -> QuerySet[Draft]:
    """Open drafts this person started or wrote in and may still see, latest first."""
    wrote = Contribution.objects.filter(person=person).values("save_of__draft_id")
    mine = Draft.objects.visible_to(person).open().filter(Q(opened_by=person) | Q(pk__in=wrote))
    return mine.select_related("space", "saved_by").order_by("-saved_at")


def recently_published(person: Person) -> QuerySet[Page]:
    """Pages this person may read that still stand, the latest published first.

    Left out is what would only crowd the rest: front pages that hold their title alone, and what was brought in whole.
    """
    seen = Page.objects.visible_to(person).filter(standing=Standing.PUBLISHED, edition__provenance="")
    published = seen.exclude(parent=None, edition__number=1)
    return published.select_related("edition", "space").order_by("-edition__published_at", "-pk")


def linked_by(keys: Iterable[str], space: Space, person: Person) -> dict[str, Step]:
    """The pages that wiki links of these keys lead to, for this reader."""
    wanted = list(keys)
    if not wanted:
        return {}
    rows = Page.objects.visible_to(person).filter(key__in=wanted).values_list(*STEP, "space_id")
    return _first_by_key(((Step(*facts), space_id) for *facts, space_id in rows), space.pk)


def _first_by_key(targets: Iterable[tuple[Step, int]], near: int) -> dict[str, Step]:
    """Of pages and the spaces they stand in, those that wiki links go to.

    Those in space `near` come first, among these what still stands, then by path.
    """
    found: dict[str, Step] = {}
    for step, _ in sorted(
        targets, key=lambda one: (one[1] != near, one[0].standing != Standing.PUBLISHED, one[0].path)
    ):
        found.setdefault(step.key, step)
    return found


def pieces(html: str, linked: Mapping[str, Step], files: Mapping[str, markup.Placed] = NO_FILES) -> list[Piece]:
    """Stored HTML as this reader is shown it, each wiki link and each file resolved or missing."""
    shown: list[Piece] = []
    for part in markup.parts(markup.placed(html, files)):
        if part.is_link:
            target = linked.get(part.key)
            shown.append(Piece(text=part.text, path=target.path if target else ""))
        else:
            shown += with_missing_files(part.html)
    return shown


def with_missing_files(html: str) -> Iterator[Piece]:
    """HTML in which files were placed, taken apart where one is missing."""
    for part in markup.split_at_missing(html):
        if isinstance(part, markup.MissingFile):
            yield Piece(text=part.text, missing_file=part.name)
        elif part:
            yield Piece(html=part)


def events_of(page: Page, person: Person) -> QuerySet[Event]:
    """What is on the record about a page, as far as this person may know.

    Its drafts' events are for those who may see drafts (law 1), and that an edition was published for those who may
    read the edition. What was asked of clearance is for those who may see drafts too.
    """
    subjects: list[Page | Draft] = [page]
    is_member = page.space.unit_id in person.reach
    if is_member:
        subjects += Draft.objects.filter(page=page).only("pk")
    seen = Edition.objects.visible_to(person).filter(page=page, number=OuterRef("edition"))
    events = Event.objects.about(*subjects).alias(edition=Cast(KT("details__edition"), IntegerField()))
    told = events.exclude(~Exists(seen), verb="pages.published")
    return told if is_member else told.exclude(verb__startswith="clearance.")


def rendered_difference(earlier: str, later: str, files: Mapping[str, markup.Placed] = NO_FILES) -> str:
    """The later HTML with insertions and deletions marked; empty when the texts are too large to compare."""
    try:
        return markup.placed(compare_rendered(earlier, later), files)
    except TooLargeToCompare:
        return ""
