"""The tree of pages is whole, and each way in which it could fall apart is told in a sentence."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wiki.models import Article, ArticleRevision, URLPath

from apps.pages.choices import EditionState
from apps.pages.faults import faults
from apps.pages.models import Edition, Page, Space
from apps.people.models import Person
from tests import stories
from tests.search.library import shelve


@pytest.fixture
def caps(fares: Page, amina: Person, ben: Person) -> Page:
    """A page beneath 'Fares', with two editions."""
    page = stories.publish(fares, amina, ben, "Caps", "Two pounds.")
    return stories.revise(page, amina, ben, "Three pounds.")


def check(**options: bool) -> str:
    out = StringIO()
    call_command("check_tree", **options, stdout=out)
    return out.getvalue()


def test_what_people_publish_makes_a_whole_tree(caps: Page) -> None:
    assert check() == "3 pages checked: the tree is whole.\n"


def test_an_empty_wiki_is_whole(db: None) -> None:
    assert check() == "0 pages checked: the tree is whole.\n"


def other_node(page: Page) -> None:
    root = URLPath.objects.get(parent=None)
    URLPath.objects.filter(pk=page.urlpath_id).update(parent=root)


def move_front(page: Page) -> None:
    URLPath.objects.filter(page__path="rural-buses").update(slug="buses")


def orphan(page: Page) -> None:
    node = page.urlpath
    [article] = Article.objects.bulk_create([Article()])
    URLPath.objects.bulk_create(
        [URLPath(article=article, parent=node, slug="orphan", site=node.site, lft=1, rght=2, tree_id=0, level=4)]
    )


def second_root(page: Page) -> None:
    [article] = Article.objects.bulk_create([Article()])
    URLPath.objects.bulk_create(
        [URLPath(article=article, parent=None, slug=None, site=page.urlpath.site, lft=1, rght=2, tree_id=0, level=0)]
    )


def other_revision(page: Page) -> None:
    first = page.editions.get(number=1)
    Article.objects.filter(pk=page.article_id).update(current_revision=first.revision_id)


def withdrawn(page: Page) -> None:
    page.editions.filter(number=2).update(state=EditionState.WITHDRAWN)


def published_besides(page: Page) -> None:
    page.editions.filter(number=2).update(state=EditionState.SUPERSEDED)
    page.editions.filter(number=1).update(state=EditionState.PUBLISHED)


def foreign_revision(page: Page) -> None:
    other = Article.objects.get(page__path="rural-buses/fares")
    ArticleRevision.objects.filter(edition=page.editions.get(number=1)).update(article=other, revision_number=9)


def smuggled_revision(page: Page) -> None:
    ArticleRevision.objects.bulk_create(
        [ArticleRevision(article=page.article, title="Smuggled", content="Not cleared.", revision_number=9)]
    )


def other_title(page: Page) -> None:
    Page.objects.filter(pk=page.pk).update(title="Something else")


def moved_space(page: Page) -> None:
    Space.objects.update(slug="moved")


def wider_readers(page: Page) -> None:
    Page.objects.filter(pk=page.pk).update(audience_unit=page.space.unit.parent.parent)


@pytest.mark.parametrize(
    ("damage", "sentences"),
    [
        (
            lambda page: Page.objects.filter(pk=page.pk).update(path="rural-buses/caps"),
            ["The page at rural-buses/caps should stand at rural-buses/fares/caps, after the page above it."],
        ),
        (
            other_node,
            [
                "The node of the page at rural-buses/fares/caps (URLPath {node}) hangs under another node than that of the "
                "page above."
            ],
        ),
        (move_front, ["The front page at rural-buses should stand at buses, as its node does."]),
        (orphan, ["URLPath {next_node} (orphan) has no page."]),
        (second_root, ["Site 1 has 2 topmost nodes and should have one."]),
        (
            lambda page: URLPath.objects.filter(pk=page.urlpath_id).update(article=Article.objects.create()),
            [
                "The page at rural-buses/fares/caps and its node have different articles.",
                "Article {article} stands nowhere in the tree.",
            ],
        ),
        (
            other_revision,
            [
                "The current revision of the article at rural-buses/fares/caps is not the one its edition was published as."
            ],
        ),
        (
            withdrawn,
            [
                "The page at rural-buses/fares/caps does not show an edition of its own that is as it stands itself, PUBLISHED."
            ],
        ),
        (
            published_besides,
            [
                "The page at rural-buses/fares/caps does not show an edition of its own that is as it stands itself, PUBLISHED.",
                "Edition 1 of the page at rural-buses/fares/caps says it is published, and the page does not show it.",
            ],
        ),
        (
            foreign_revision,
            ["Edition 1 of the page at rural-buses/fares/caps was published as a revision of another article."],
        ),
        (
            smuggled_revision,
            ["ArticleRevision {next_revision} (Smuggled) belongs to no edition, so nobody published it."],
        ),
        (
            other_title,
            ["The title, audience or marking of the page at rural-buses/fares/caps is not that of its edition."],
        ),
        (
            moved_space,
            [
                "The space Rural buses has no front page at moved.",
                "The page at rural-buses stands topmost in the space Rural buses and is not its front page.",
            ],
        ),
        (
            wider_readers,
            [
                "The page at rural-buses/fares/caps is read by Department for Rural Affairs and should be by Transport and "
                "Access."
            ],
        ),
    ],
)
def test_each_fault_is_a_sentence(caps: Page, damage: Callable[[Page], None], sentences: list[str]) -> None:
    damage(caps)

    named = {
        "node": caps.urlpath_id,
        "article": caps.article_id,
        "next_node": URLPath.objects.order_by("-pk").values_list("pk", flat=True)[0],
        "next_revision": ArticleRevision.objects.order_by("-pk").values_list("pk", flat=True)[0],
    }
    assert list(faults()) == [sentence.format(**named) for sentence in sentences]
    out = StringIO()
    with pytest.raises(CommandError, match=f"{len(sentences)} faults found."):
        call_command("check_tree", stdout=out)


def test_the_number_of_queries_does_not_grow_with_the_wiki(space: Space, amina: Person) -> None:
    with CaptureQueriesContext(connection) as few:
        assert not list(faults())
    for number in range(12):
        shelve(f"Page {number}", "Text.", under=stories.front(space), by=amina)
    with CaptureQueriesContext(connection) as many:
        assert not list(faults())

    assert len(few) == len(many) == 20


def test_interval_numbers_can_be_worked_out(caps: Page) -> None:
    told = check(renumber=True)

    assert told == "The interval numbers were worked out again.\n3 pages checked: the tree is whole.\n"

    root = URLPath.objects.get(parent=None)
    assert list(root.get_descendants().values_list("slug", flat=True)) == ["rural-buses", "fares", "caps"]
    assert (root.lft, root.rght) == (1, 8)
    assert Edition.objects.filter(state=EditionState.PUBLISHED).count() == 3
