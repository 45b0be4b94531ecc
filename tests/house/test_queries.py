"""What pages and acts cost in queries, at two sizes each: the number does not depend on how many rows there are."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.clearance import actions as clearance
from apps.core.clock import now
from apps.notices.choices import NoticeKind
from apps.notices.models import Notice
from apps.pages.actions import drafts
from apps.pages.actions.drafts import Words
from apps.pages.actions.publishing import bring_in
from apps.pages.models import Draft, Page, Space
from apps.people.choices import Breadth
from apps.people.models import Person
from tests import stories

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(amina: Person) -> Client:
    client = Client()
    client.force_login(amina)
    return client


def cost(browser: Client, path: str) -> int:
    """How many queries one answer takes, session and person among them, once what memory keeps is there."""
    assert browser.get(path).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        browser.get(path)
    return len(queries)


def child(parent: Page, title: str, by: Person, body: str = "Words.") -> Page:
    """A page published without the steps between."""
    wording = Draft(title=title, body=body, audience=Breadth.DIRECTORATE)
    slug = title.lower().replace(" ", "-")
    return bring_in(None, wording, under=parent, slug=slug, source="a test", by=by, at=now()).page


def renew(page: Page, body: str, by: Person) -> None:
    wording = Draft(title=page.title, body=body, audience=Breadth.DIRECTORATE)
    bring_in(page, wording, under=page, slug="", source="a test", by=by, at=now())


@pytest.mark.parametrize("many", [3, 60])
def test_a_page_costs_the_same_at_any_depth_with_any_children_and_links(
    space: Space, amina: Person, browser: Client, many: int
):
    top = page = stories.front(space)
    for depth in range(1, 6):
        page = child(page, f"Level {depth}", amina)
    for number in range(many):
        child(top, f"Shallow {number}", amina)
        child(page, f"Deep {number}", amina)
    links = " ".join(f"[[Deep {number}]] [[Nowhere {number}]]" for number in range(many))
    renew(top, links, amina)
    renew(page, links, amina)
    assert page.path.count("/") == 5
    assert cost(browser, top.get_absolute_url()) == 5
    assert cost(browser, page.get_absolute_url()) == 5


@pytest.mark.parametrize("many", [3, 1_000])
def test_the_list_of_children(space: Space, amina: Person, browser: Client, many: int):
    front = stories.front(space)
    for number in range(many):
        child(front, f"Route {number}", amina)
    assert cost(browser, reverse("pages:children", args=[front.pk])) == 6
    assert cost(browser, front.get_absolute_url()) == 5


@pytest.mark.parametrize("many", [5, 500])
def test_the_history_an_edition_and_a_comparison(fares: Page, amina: Person, browser: Client, many: int):
    for number in range(2, many + 1):
        renew(fares, f"Fares are {number} pounds.", amina)
    assert cost(browser, reverse("pages:history", args=[fares.pk])) == 6
    assert cost(browser, reverse("pages:edition", args=[fares.pk, many])) == 5
    assert cost(browser, f"{reverse('pages:comparison', args=[fares.pk])}?earlier=1&later={many}") == 6
    assert cost(browser, reverse("pages:records", args=[fares.pk])) == 7


@pytest.mark.parametrize("many", [3, 40])
def test_home_and_the_lists_behind_it(space: Space, amina: Person, ben: Person, many: int):
    front = stories.front(space)
    for number in range(many):
        child(front, f"Route {number}", amina)
        stories.submit(stories.start(front, amina, f"Fares {number}"), amina)
        stories.start(front, ben, f"Stops {number}")
        stories.open_space(ben, f"Subject {number}")
    browser = Client()
    browser.force_login(ben)
    assert cost(browser, reverse("desk:home")) == 8
    assert cost(browser, reverse("desk:waiting")) == 5
    assert cost(browser, reverse("desk:drafts")) == 5
    assert cost(browser, reverse("notices:list")) == 5
    assert cost(browser, reverse("wiki:root")) == 5
    assert cost(browser, f"{reverse('search:results')}?q=route") == 4


@pytest.mark.parametrize("many", [3, 40])
def test_a_draft_and_its_submission(space: Space, amina: Person, ben: Person, browser: Client, many: int):
    front = stories.front(space)
    links = "\n\n".join(f"[[Route {number}]]" for number in range(many))
    draft = stories.start(front, amina, "Fares", links)
    for number in range(many):
        child(front, f"Route {number}", amina)
        draft = stories.write(draft, amina if number % 2 else ben, f"{links}\n\nSave {number}.")
    assert cost(browser, reverse("pages:draft", args=[draft.pk])) == 8
    assert cost(browser, reverse("pages:draft-edit", args=[draft.pk])) == 5
    assert cost(browser, reverse("clearance:submit", args=[draft.pk])) == 9
    submission = stories.submit(draft, amina)
    assert cost(browser, submission.get_absolute_url()) == 11


@pytest.mark.parametrize("many", [3, 60])
def test_saving_clearing_and_publishing(space: Space, amina: Person, ben: Person, fay: Person, hire, many: int):
    front = stories.front(space)
    for number in range(many):
        child(front, f"Route {number}", amina)
    draft = stories.start(front, amina)
    for number in range(many):
        draft = stories.write(draft, hire(f"Writer {number}", "HEO") if number % 9 == 0 else amina, f"Save {number}.")
    with CaptureQueriesContext(connection) as saving:
        drafts.save(draft, Words("Fares", "Last.", draft.audience), made_on=draft.version, by=amina, at=now())
    draft.refresh_from_db()
    submission = stories.submit(draft, amina)
    browser = Client()
    browser.force_login(ben)
    with CaptureQueriesContext(connection) as publishing:
        clearance.clear(submission, by=ben, at=now())
    assert Page.objects.filter(path="rural-buses/fares").exists()
    assert (len(saving), len(publishing)) == (99, 99)
