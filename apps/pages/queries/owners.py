"""Who answers for pages: the holders of the posts that own them, or whoever stands in while nobody holds one."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse

from apps.notices.subjects import Subject
from apps.pages.choices import Marking, Standing
from apps.pages.models import Page, Space
from apps.people.models import Person, Posting, Unit
from apps.people.queries import Answer, OwnerPost, who_answers_for


def owner_of(page: Page) -> OwnerPost:
    """The post that owns a page."""
    return OwnerPost(page.owner, page.owner_post)


def answer_for(page: Page, *, at: datetime) -> Answer:
    """Who answers for the page at that moment."""
    post = owner_of(page)
    return who_answers_for([post], at=at)[post.key]


def answers_for(pages: QuerySet[Page], *, at: datetime) -> list[Answer]:
    """Who answers for each post that owns any of these pages, in the order of its unit and title."""
    pairs = list(pages.order_by().values_list("owner_id", "owner_post").distinct())
    units = Unit.objects.in_bulk({unit_id for unit_id, _ in pairs})
    posts = sorted((OwnerPost(units[unit_id], title) for unit_id, title in pairs), key=str)
    answers = who_answers_for(posts, at=at)
    return [answers[post.key] for post in posts]


def of_posts(posts: Iterable[OwnerPost]) -> Q:
    """The pages that any of these posts owns, as a filter."""
    units: dict[str, list[int]] = defaultdict(list)
    for post in posts:
        units[post.title].append(post.unit.pk)
    wanted = Q(pk__in=())
    for title, ids in units.items():
        wanted |= Q(owner_post=title, owner__in=ids)
    return wanted


def owned_by(person: Person, *, at: datetime) -> QuerySet[Page]:
    """Pages this person answers for and may read, those due first."""
    posted = Unit.objects.filter(pk__in=Posting.objects.held_at(at).filter(person=person).values("unit_id"))
    near = Q(pk__in=())
    for path in posted.values_list("path", flat=True):
        near |= Q(owner__path__startswith=path)
    mine = [answer.post for answer in answers_for(Page.objects.filter(near), at=at) if person in answer.people]
    owned = Page.objects.visible_to(person).filter(of_posts(mine), standing=Standing.PUBLISHED)
    return owned.select_related("space", "owner").order_by("review_by", "title", "pk")


def vacant(pages: QuerySet[Page], *, at: datetime) -> list[Answer]:
    """The posts that own any of these pages and that nobody holds, with who answers for them meanwhile."""
    return [answer for answer in answers_for(pages, at=at) if not answer.is_held]


def others_of(page: Page) -> QuerySet[Page]:
    """The other pages of the same space that the same post owns."""
    same = Page.objects.listed().filter(space=page.space_id, owner=page.owner_id, owner_post=page.owner_post)
    return same.exclude(pk=page.pk)


def vacant_posts(pages: QuerySet[Page], *, at: datetime) -> tuple[QuerySet[Page], list[Answer]]:
    """Those of the pages whose post nobody holds, and each such post with who answers for it meanwhile."""
    answers = vacant(pages, at=at)
    owned = pages.filter(of_posts(answer.post for answer in answers))
    return owned.select_related("space", "owner").order_by("owner__name", "owner_post", "title", "pk"), answers


def concern_of(person: Person, *, at: datetime) -> QuerySet[Page]:
    """Pages whose owners this person may change: of spaces they draft in, and those they answer for."""
    members = Q(space__unit__in=person.reach)
    theirs = members | Q(pk__in=owned_by(person, at=at).order_by().values("pk"))
    return Page.objects.visible_to(person).filter(theirs, standing=Standing.PUBLISHED)


def subjects(person: Person, ids: Collection[str]) -> Mapping[str, Subject]:
    """What notices may tell this person of these pages: they lead to where the page is looked after."""
    seen = Page.objects.visible_to(person).filter(pk__in=ids)
    return {
        str(page.pk): Subject(page.title, reverse("pages:owner", args=[page.pk]), page.marking, handling=page.handling)
        for page in seen
    }


def space_subjects(person: Person, ids: Collection[str]) -> Mapping[str, Subject]:
    """What notices may tell this person of these spaces: they lead to the pages they answer for."""
    seen = Space.objects.visible_to(person).filter(pk__in=ids)
    return {str(space.pk): Subject(space.title, reverse("pages:owned"), Marking.OFFICIAL) for space in seen}


def unit_subjects(person: Person, ids: Collection[str]) -> Mapping[str, Subject]:
    """What notices may tell of units in which a post is vacant: nothing to whoever holds no post any more."""
    units = Unit.objects.filter(pk__in=ids) if person.reach else Unit.objects.none()
    return {str(unit.pk): Subject(f"A post in {unit}", reverse("pages:vacant"), Marking.OFFICIAL) for unit in units}
