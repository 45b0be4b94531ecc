"""The one locked door to django-wiki's tables. Nothing else writes them.

Rows go in by `bulk_create`, which sends no signals: django-wiki's receivers would look up and clear a cache that we
do not use, five queries a page. The tree is URLPath's parent and slug; django-mptt's interval numbers are not kept
up, as that would rewrite every later row at each new page (docs/adr/0004-tree.md). `manage.py check_tree` watches
over what is kept.
"""

from django.conf import settings
from django.contrib.sites.models import Site
from django.db import models, transaction
from django.db.models import F
from wiki.models import Article, ArticleRevision, URLPath

from apps.core.rules import StateChanged
from apps.pages.models import Page, Space
from apps.people.models import Person

# Django-wiki's own flags are closed, so that even its untouched code would show these pages to nobody.
CLOSED = {"group_read": False, "group_write": False, "other_read": False, "other_write": False}


def root_node() -> URLPath:
    """The topmost node, above every space; made on first use under the lock of the site's row."""
    # Without the key: new nodes elsewhere refer to the site meanwhile, and would wait for this as this for them.
    Site.objects.select_for_update(no_key=True).get(pk=settings.SITE_ID)
    node = URLPath.objects.filter(parent=None, site_id=settings.SITE_ID).first()
    if node is None:
        node = plant(parent=None, slug=None)
        write_revision(node.article, title="Greenpaper", text="", number=1, by=None)
    return node


def lock_spaces(*pages: int) -> list[Space]:
    """The spaces of pages, by their keys, locked until the transaction ends: before any page when the tree changes."""
    # Without the key: new drafts refer to the space meanwhile, and need not wait.
    locked = Space.objects.select_for_update(of=("self",), no_key=True)
    spaces = Page.objects.filter(pk__in=pages).values("space_id")
    return list(locked.filter(pk__in=spaces).order_by("pk"))


def plant(*, parent: URLPath | None, slug: str | None) -> URLPath:
    """A new node with an empty article under `parent`, whose page the caller has locked."""
    [article] = Article.objects.bulk_create([Article(**CLOSED)])
    level = parent.level + 1 if parent else 0
    node = URLPath(article=article, parent=parent, slug=slug, site_id=settings.SITE_ID)
    node.lft, node.rght, node.tree_id, node.level = 1, 2, 0, level
    URLPath.objects.bulk_create([node])
    return node


def replant(node: URLPath, *, parent: URLPath, slug: str, below: models.QuerySet[Page]) -> None:
    """This will hang a node, with the nodes of the pages `below` it, under another one."""
    sinks = parent.level + 1 - node.level
    URLPath.objects.filter(pk=node.pk).update(parent=parent, slug=slug, level=F("level") + sinks)
    if sinks:
        URLPath.objects.filter(pk__in=below.values("urlpath_id")).update(level=F("level") + sinks)


def write_revision(article: Article, *, title: str, text: str, number: int, by: Person | None) -> ArticleRevision:
    """The next published revision, made current only if nobody made another current meanwhile.

    Raises StateChanged otherwise; the caller's transaction then undoes the revision.
    """
    before = article.current_revision_id
    revision = ArticleRevision(
        article=article, title=title, content=text, revision_number=number, previous_revision_id=before, user=by
    )
    ArticleRevision.objects.bulk_create([revision])
    current = Article.objects.filter(pk=article.pk, current_revision_id=before)
    if not current.update(current_revision=revision):
        raise StateChanged("Somebody published this page a moment before you.")
    article.current_revision = revision
    return revision


@transaction.atomic
def renumber() -> None:
    """This will work out django-mptt's interval numbers again, for tools that read them. It rewrites every node."""
    root_node()
    URLPath.objects.rebuild()
