"""Where the tree of pages does not agree with itself, each fault as a sentence.

A fixed number of queries whatever the size of the wiki; each brings back the faulty rows alone, but for the one that
compares audiences, which streams.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import models
from django.db.models import Count, F, Q, Value
from django.db.models.functions import Concat
from wiki.models import Article, ArticleRevision, URLPath

from apps.pages.choices import SHOWN_AS, EditionState
from apps.pages.models import Edition, Page, Redirect, Space
from apps.people.models import Unit

CHUNK = 2000

Rows = models.QuerySet[Any, tuple[Any, ...]]


def faults() -> Iterator[str]:
    """Every fault found, in sentences."""
    yield from _roots()
    for sentence, find in CHECKS.items():
        for row in find().iterator(chunk_size=CHUNK):
            yield sentence.format(*row)
    yield from _audiences()


def _roots() -> Iterator[str]:
    for site_id, roots in (
        URLPath.objects.filter(parent=None).order_by().values_list("site_id").annotate(Count("pk")).iterator()
    ):
        if roots != 1:
            yield f"Site {site_id} has {roots} topmost nodes and should have one."


def _misplaced_pages() -> Rows:
    expected = Concat(F("parent__path"), Value("/"), F("urlpath__slug"), output_field=models.CharField())
    below = Page.objects.exclude(parent=None).annotate(expected=expected).exclude(path=F("expected"))
    return below.order_by("path").values_list("path", "expected")


def _misplaced_front_pages() -> Rows:
    fronts = Page.objects.filter(parent=None).exclude(path=F("urlpath__slug"))
    return fronts.order_by("path").values_list("path", "urlpath__slug")


def _nodes_elsewhere() -> Rows:
    agrees = Q(urlpath__parent=F("parent__urlpath"))
    is_at_the_top = Q(parent=None, urlpath__parent__isnull=False, urlpath__parent__parent=None)
    right = Page.objects.filter(agrees | is_at_the_top).values("pk")
    return Page.objects.exclude(pk__in=right).order_by("path").values_list("path", "urlpath_id")


def _other_spaces() -> Rows:
    astray = Page.objects.exclude(parent=None).exclude(space=F("parent__space"))
    return astray.order_by("path").values_list("path", "space__title")


def _nodes_without_page() -> Rows:
    rows: Rows = URLPath.objects.filter(page=None, parent__isnull=False).order_by("pk").values_list("pk", "slug")
    return rows


def _other_articles() -> Rows:
    return Page.objects.exclude(article=F("urlpath__article")).order_by("path").values_list("path")


def _articles_without_node() -> Rows:
    rows: Rows = Article.objects.filter(urlpath=None).order_by("pk").values_list("pk")
    return rows


def _other_revisions() -> Rows:
    right = Page.objects.filter(article__current_revision=F("edition__revision")).values("pk")
    return Page.objects.exclude(pk__in=right).order_by("path").values_list("path")


def _editions_of_others() -> Rows:
    as_the_page_stands = Q()
    for standing, state in SHOWN_AS.items():
        as_the_page_stands |= Q(standing=standing, edition__state=state)
    right = Page.objects.filter(as_the_page_stands, edition__page=F("pk")).values("pk")
    return Page.objects.exclude(pk__in=right).order_by("path").values_list("path", "standing")


def _published_besides() -> Rows:
    current = Page.objects.exclude(edition=None).values("edition_id")
    besides = Edition.objects.filter(state=EditionState.PUBLISHED).exclude(pk__in=current)
    return besides.order_by("pk").values_list("number", "page__path")


def _foreign_revisions() -> Rows:
    foreign = Edition.objects.exclude(revision__article=F("page__article"))
    return foreign.order_by("pk").values_list("number", "page__path")


def _revisions_without_edition() -> Rows:
    bare = ArticleRevision.objects.filter(edition=None, article__urlpath__parent__isnull=False)
    rows: Rows = bare.order_by("pk").values_list("pk", "title")
    return rows


def _facts_apart() -> Rows:
    same = Page.objects.filter(
        title=F("edition__title"),
        audience=F("edition__audience"),
        marking=F("edition__marking"),
        handling=F("edition__handling"),
    )
    apart = Page.objects.exclude(edition=None).exclude(pk__in=same.values("pk"))
    return apart.order_by("path").values_list("path")


def _spaces_without_front() -> Rows:
    fronts = Page.objects.filter(parent=None, path=F("space__slug")).values("space_id")
    return Space.objects.exclude(pk__in=fronts).order_by("slug").values_list("title", "slug")


def _fronts_besides() -> Rows:
    besides = Page.objects.filter(parent=None).exclude(path=F("space__slug"))
    return besides.order_by("path").values_list("path", "space__title")


def _redirects_over_pages() -> Rows:
    """An address that a page stands at leads nowhere else."""
    over = Redirect.objects.filter(path__in=Page.objects.values("path"))
    return over.order_by("path").values_list("path", "page__path")


CHECKS: dict[str, Callable[[], Rows]] = {
    "The page at {0} should stand at {1}, after the page above it.": _misplaced_pages,
    "The front page at {0} should stand at {1}, as its node does.": _misplaced_front_pages,
    "The node of the page at {0} (URLPath {1}) hangs under another node than that of the page above.": _nodes_elsewhere,
    "The page at {0} belongs to the space {1}, and the page above it to another.": _other_spaces,
    "URLPath {0} ({1}) has no page.": _nodes_without_page,
    "The page at {0} and its node have different articles.": _other_articles,
    "Article {0} stands nowhere in the tree.": _articles_without_node,
    "The current revision of the article at {0} is not the one its edition was published as.": _other_revisions,
    "The page at {0} does not show an edition of its own that is as it stands itself, {1}.": _editions_of_others,
    "Edition {0} of the page at {1} says it is published, and the page does not show it.": _published_besides,
    "Edition {0} of the page at {1} was published as a revision of another article.": _foreign_revisions,
    "ArticleRevision {0} ({1}) belongs to no edition, so nobody published it.": _revisions_without_edition,
    "The title, audience or marking of the page at {0} is not that of its edition.": _facts_apart,
    "The space {0} has no front page at {1}.": _spaces_without_front,
    "The page at {0} stands topmost in the space {1} and is not its front page.": _fronts_besides,
    "A redirect leads from {0}, where a page stands, to {1}.": _redirects_over_pages,
}


def _audiences() -> Iterator[str]:
    """Pages and spaces whose readers are not the unit that their audience names."""
    units = {unit.pk: unit for unit in Unit.objects.select_related("kind").iterator(chunk_size=CHUNK)}
    spanning: dict[tuple[int, int], Unit] = {}
    for kind, rows in (
        ("page", Page.objects.order_by("path").values_list("path", "space__unit_id", "audience", "audience_unit_id")),
        ("space", Space.objects.order_by("slug").values_list("slug", "unit_id", "audience", "audience_unit_id")),
    ):
        for address, unit_id, audience, audience_unit_id in rows.iterator(chunk_size=CHUNK):
            wanted = spanning.setdefault((unit_id, audience), _spanning(units, unit_id, audience))
            if wanted.pk != audience_unit_id:
                yield f"The {kind} at {address} is read by {units[audience_unit_id]} and should be by {wanted}."


def _spanning(units: dict[int, Unit], unit_id: int, breadth: int) -> Unit:
    """As `Unit.spanning`, from units already read."""
    above = [units[int(pk)] for pk in units[unit_id].path.strip("/").split("/")]
    return next((unit for unit in reversed(above) if unit.kind.breadth >= breadth), above[0])
