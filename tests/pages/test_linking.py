"""Finding a page to link to while one writes."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.core.clock import now
from apps.pages import markup
from apps.pages.actions import standing
from apps.pages.models import Draft
from apps.pages.queries.linking import linkables, pages_to_link
from apps.pages.queries.pages import linked_by
from tests import stories


@pytest.fixture
def draft(space, amina) -> Draft:
    return stories.start(stories.front(space), amina, "Depots", "Where buses sleep.")


@pytest.fixture
def as_amina(client: Client, amina) -> Client:
    client.force_login(amina)
    return client


def found(said, draft, person):
    return [(one.page.path, one.markdown) for one in linkables(pages_to_link(said, draft, person), draft, person)]


def test_pages_of_the_same_space_come_first_then_those_that_begin_so(draft, fares, amina, ben, carys):
    front = stories.front(draft.space)
    stories.publish(front, amina, ben, "Night fares")
    elsewhere = stories.open_space(amina, "Fares abroad")
    assert found("fares", draft, amina) == [
        ("rural-buses/fares", "[[Fares]]"),
        ("rural-buses/night-fares", "[[Night fares]]"),
        ("fares-abroad", "[[Fares abroad]]"),
    ]
    assert [path for path, _ in found("  FARES night ", draft, amina)] == ["rural-buses/night-fares"]
    assert [path for path, _ in found(elsewhere.get_absolute_url(), draft, amina)] == ["fares-abroad"]
    assert [path for path, _ in found("", draft, amina)][-1] == "fares-abroad"
    assert found("fares 50%_", draft, amina) == []


def test_nobody_is_offered_what_they_may_not_read_or_what_is_gone(draft, fares, amina, ben, carys):
    assert found("fares", draft, carys) == []
    standing.remove(fares, "It was not ready.", by=amina, at=now())
    assert found("fares", draft, amina) == []


def test_of_two_pages_of_one_title_each_link_leads_to_its_own(draft, fares, amina, ben):
    deeper = stories.publish(fares, amina, ben, "Fares")
    offered = dict(found("fares", draft, amina))
    assert offered == {
        "rural-buses/fares": "[[Fares]]",
        "rural-buses/fares/fares": f"[Fares]({deeper.get_absolute_url()})",
    }
    assert linked_by(markup.render(offered["rural-buses/fares"]).links, draft.space, amina)["fares"].path == fares.path


@pytest.mark.parametrize("title", ["Fares [old] | new", "Terms_and_*stars*", "A `tick` <b>"])
def test_a_title_of_any_characters_is_shown_as_it_is(draft, amina, ben, title):
    page = stories.publish(stories.front(draft.space), amina, ben, title)
    ((_, markdown),) = found(page.path + "/", draft, amina)
    assert markup.render(markdown).plain.strip() == title


def test_the_screen_lists_them_with_what_to_copy(draft, fares, as_amina: Client):
    address = reverse("pages:draft-links", args=[draft.pk])
    screen = as_amina.get(address, {"q": "fare"}).content.decode()
    assert "1 page for ‘fare’" in screen
    assert '<code class="app-link-source">[[Fares]]</code>' in screen
    assert "Rural buses, read by: Directorate" in screen
    assert "No page for ‘&lt;b&gt;’" in as_amina.get(address, {"q": "<b>\0"}).content.decode()
    part = as_amina.get(reverse("pages:draft-link-matches", args=[draft.pk]), {"q": "fare"}).content.decode()
    assert "1 page found." in part
    assert 'role="option" aria-selected="false" data-markdown="[[Fares]]"' in part


def test_who_may_not_read_the_draft_finds_nothing(draft, carys, client):
    client.force_login(carys)
    for name in ("pages:draft-links", "pages:draft-link-matches"):
        assert client.get(reverse(name, args=[draft.pk])).status_code == 404


def test_however_many_pages_there_are_it_takes_as_many_queries(draft, fares, amina, ben, django_assert_num_queries):
    def ask():
        list(linkables(pages_to_link("fares", draft, amina)[:20], draft, amina))

    ask()
    with django_assert_num_queries(2):
        ask()
    for number in range(3):
        stories.publish(fares, amina, ben, f"Fares {number}")
    with django_assert_num_queries(2):
        ask()
