"""The page of results, as a civil servant sees it."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from apps.pages.choices import Marking
from apps.pages.models import Page, Space
from apps.people.models import Person
from apps.search.queries import HITS_A_PAGE, NOTHING_ASKED, NOTHING_SEARCHABLE, TOO_LONG
from tests import stories
from tests.search.library import shelve, stock

URL = reverse("search:results")


@pytest.fixture
def shelf(space: Space, amina: Person) -> dict[str, Page]:
    return stock(space, by=amina)


@pytest.fixture
def browser(client: Client, amina: Person) -> Client:
    client.force_login(amina)
    return client


def read(browser: Client, **query: str) -> str:
    """The page in one line, having answered 200."""
    response = browser.get(URL, query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def title(page: str) -> str:
    found = re.search("<title[^>]*>(.*?)</title>", page)
    assert found
    return found[1].strip()


def test_the_box_alone_says_how_to_ask(browser: Client) -> None:
    page = read(browser)

    assert title(page).startswith("Search")
    assert "Put words in quotation marks to find them side by side" in page
    assert 'name="q"' in page


def test_results_link_to_their_pages_with_matches_marked(browser: Client, shelf: dict[str, Page]) -> None:
    page = read(browser, q="capped")

    assert title(page).startswith("‘capped’: 1 page found - Search")
    assert f'href="{shelf["Bus fares"].get_absolute_url()}">Bus fares</a>' in page
    assert "Fares are <mark>capped</mark> at two pounds" in page
    assert "Rural buses, published" in page
    assert 'value="capped"' in page


def test_results_with_sensitive_words_are_marked_as_such(browser: Client, shelf: dict[str, Page]) -> None:
    Page.objects.filter(title="Bus fares").update(marking=Marking.SENSITIVE)

    assert read(browser, q="capped").count('">OFFICIAL-SENSITIVE</p>') == 2
    assert read(browser, q="coaches").count('">OFFICIAL</p>') == 2


def test_what_a_page_says_of_html_is_shown_as_written(browser: Client, space: Space, amina: Person) -> None:
    shelve("Tags", "Write `<script>alert(1)</script>` for capped.", under=stories.front(space), by=amina)

    page = read(browser, q="capped")

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page


def test_nothing_found_says_so_and_advises(browser: Client, shelf: dict[str, Page]) -> None:
    page = read(browser, q="<b>kuberntes</b>")

    assert title(page).startswith("‘&lt;b&gt;kuberntes&lt;/b&gt;’: 0 pages found - Search")
    assert "No pages match ‘&lt;b&gt;kuberntes&lt;/b&gt;’" in page
    assert "check the spelling" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", NOTHING_ASKED),
        ("the", NOTHING_SEARCHABLE),
        ("😀", NOTHING_SEARCHABLE),
        ("capped" * 2000, TOO_LONG),
        ("cap\x00ped", "Remove the hidden character U+0000"),
        ("\u202ecapped", "Remove the hidden character U+202E"),
    ],
)
def test_what_cannot_be_searched_for_gets_a_sentence(browser: Client, typed: str, sentence: str) -> None:
    page = read(browser, q=typed)

    assert sentence in page
    assert "found" not in title(page)


@pytest.mark.parametrize("number", ["2", "1", "0", "-1", "x", "", "99", "9" * 400, "²", "٢"])
def test_any_page_number_gets_results(browser: Client, space: Space, amina: Person, number: str) -> None:
    for route in range(HITS_A_PAGE + 1):
        shelve(f"Route {route}", "Coaches stop here.", under=stories.front(space), by=amina)

    page = read(browser, q="coaches", page=number)

    shown = 1 if number in {"2", "٢"} else HITS_A_PAGE
    assert page.count("<mark>") == shown
    assert f"{HITS_A_PAGE + 1} pages found" in title(page)
    assert "q=coaches" in page


def test_a_page_of_results_costs_five_queries_at_most(
    browser: Client, shelf: dict[str, Page], django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(5):
        read(browser, q="travel")


def test_search_asks_who_is_there_first(client: Client) -> None:
    response = client.get(URL, {"q": "capped"})

    assert response.status_code == 302
    assert response.headers["Location"].startswith(reverse("account_login"))
