"""What pages and acts cost in queries, at two sizes each: the number does not depend on how many rows there are."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.clearance.actions import deciding
from apps.core.clock import now
from apps.pages.actions import drafts, saving
from apps.pages.actions.publishing import Origin, bring_in, publish
from apps.pages.actions.saving import Words
from apps.pages.choices import DraftState
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


def costs(browser: Client, **paths: str) -> dict[str, int]:
    """How many queries each answer takes, session and person among them, once what memory keeps is there."""
    counted = {}
    for name, path in paths.items():
        assert browser.get(path).status_code == 200
        with CaptureQueriesContext(connection) as queries:
            browser.get(path)
        counted[name] = len(queries)
    return counted


def child(parent: Page, title: str, by: Person, body: str = "Words.") -> Page:
    """A page published without the steps between."""
    wording = Draft(title=title, body=body, audience=Breadth.DIRECTORATE)
    slug = title.lower().replace(" ", "-")
    return bring_in(None, wording, origin=Origin(parent, slug, "a test"), by=by, at=now()).page


def renew(page: Page, body: str, by: Person) -> None:
    wording = Draft(title=page.title, body=body, audience=Breadth.DIRECTORATE)
    bring_in(page, wording, origin=Origin(page, "", "a test"), by=by, at=now())


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
    assert costs(browser, top=top.get_absolute_url(), deep=page.get_absolute_url()) == {"top": 3, "deep": 3}


@pytest.mark.once
@pytest.mark.parametrize("many", [3, 1_000])
def test_the_list_of_children(space: Space, amina: Person, browser: Client, many: int):
    front = stories.front(space)
    for number in range(many):
        child(front, f"Route {number}", amina)
    listed = reverse("pages:children", args=[front.pk])
    assert costs(browser, listed=listed, page=front.get_absolute_url()) == {"listed": 6, "page": 3}


@pytest.mark.once
@pytest.mark.parametrize("many", [5, 500])
def test_the_history_an_edition_and_a_comparison(space: Space, amina: Person, browser: Client, many: int):
    fares = child(stories.front(space), "Fares", amina)
    for number in range(2, many + 1):
        renew(fares, f"Fares are {number} pounds.", amina)
    counted = costs(
        browser,
        history=reverse("pages:history", args=[fares.pk]),
        edition=reverse("pages:edition", args=[fares.pk, many]),
        comparison=f"{reverse('pages:comparison', args=[fares.pk])}?earlier=1&later={many}",
        records=reverse("pages:records", args=[fares.pk]),
    )
    assert counted == {"history": 6, "edition": 5, "comparison": 6, "records": 7}


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
    counted = costs(
        browser,
        home=reverse("desk:home"),
        waiting=reverse("desk:waiting"),
        drafts=reverse("desk:drafts"),
        notices=reverse("notices:list"),
        spaces=reverse("wiki:root"),
        search=f"{reverse('search:results')}?q=route",
    )
    assert counted == {"home": 31, "waiting": 9, "drafts": 5, "notices": 5, "spaces": 5, "search": 4}


@pytest.mark.parametrize("many", [3, 40])
def test_a_draft_and_its_submission(space: Space, amina: Person, ben: Person, browser: Client, many: int):
    front = stories.front(space)
    links = "\n\n".join(f"[[Route {number}]]" for number in range(many))
    draft = stories.start(front, amina, "Fares", links)
    for number in range(many):
        child(front, f"Route {number}", amina)
        draft = stories.write(draft, amina if number % 2 else ben, f"{links}\n\nSave {number}.")
    counted = costs(
        browser,
        draft=reverse("pages:draft", args=[draft.pk]),
        writing=reverse("pages:draft-edit", args=[draft.pk]),
        submitting=reverse("clearance:submit", args=[draft.pk]),
    )
    assert counted == {"draft": 29, "writing": 12, "submitting": 28}
    assert costs(browser, submission=stories.submit(draft, amina).get_absolute_url()) == {"submission": 26}


@pytest.mark.parametrize("many", [3, 60])
def test_saving_clearing_and_publishing(space: Space, amina: Person, ben: Person, hire, many: int):
    front = stories.front(space)
    for number in range(many):
        child(front, f"Route {number}", amina)
    draft = stories.start(front, amina)
    for number in range(many):
        draft = stories.write(draft, hire(f"Writer {number}", "HEO") if number % 9 == 0 else amina, f"Save {number}.")
    with CaptureQueriesContext(connection) as saved:
        saving.save(draft, Words("Fares", "Last.", draft.audience), made_on=draft.version, by=amina, at=now())
    draft.refresh_from_db()
    submission = stories.submit(draft, amina)
    with CaptureQueriesContext(connection) as clearing:
        deciding.clear(submission, by=ben, at=now())
    assert Page.objects.filter(path="rural-buses/fares").exists()
    other = stories.start(front, amina, "Passes")
    stories.submit(other, amina)
    other.refresh_from_db()
    drafts.move(other, DraftState.CLEARED)
    with CaptureQueriesContext(connection) as publishing:
        publish(other, digest=other.digest(), clearances=[], by=ben, at=now())
    assert (len(saved), len(publishing), len(clearing)) == (19, 24, 51)
