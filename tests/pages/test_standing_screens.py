"""What readers find at an address whose page no longer stands."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from apps.clearance.actions import deciding
from apps.core.clock import now
from apps.pages.actions import standing
from apps.pages.models import Page, Space
from apps.people.choices import Breadth
from apps.people.models import Person
from tests import stories

WHY = "The cap ended in March."


@pytest.fixture
def passes(space: Space, amina: Person, ben: Person) -> Page:
    return stories.publish(stories.front(space), amina, ben, "Passes", "A pass costs ten pounds. See [[Fares]].")


def browser_of(person: Person) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def said(browser: Client, path: str, status: int = 200) -> str:
    response = browser.get(path, follow=True)
    assert response.status_code == status, response.status_code
    return " ".join(unescape(response.content.decode()).split())


def test_a_withdrawn_page_is_read_under_its_notice_and_marked_in_lists(fares: Page, passes: Page, amina, dev) -> None:
    reader, front = browser_of(dev), stories.front(fares.space)
    assert "withdrawn" not in said(reader, fares.get_absolute_url())

    standing.withdraw(fares, WHY, passes, by=amina, at=now())

    page = said(reader, fares.get_absolute_url())
    assert "This page was withdrawn on" in page
    assert WHY in page
    assert "Read ‘Passes’ instead" in page
    assert "Fares are capped." in page
    assert "Fares</a> (withdrawn)" in said(reader, front.get_absolute_url())
    assert "Withdrawn</strong>" in said(reader, reverse("pages:children", args=[front.pk]))
    history = said(reader, reverse("pages:history", args=[fares.pk]))
    assert "Withdrawn. Published" in history
    assert "What readers see now" not in history
    assert "This page was withdrawn on" in said(reader, reverse("pages:edition", args=[fares.pk, 1]))
    assert "Withdrew the page" in said(reader, reverse("pages:records", args=[fares.pk]))
    assert "1 page found" in said(reader, "/search/?q=passes")
    assert "0 pages found" in said(reader, "/search/?q=capped")
    assert f'href="{fares.get_absolute_url()}"' not in said(reader, "/")


def test_readers_of_a_replaced_page_are_led_on_with_the_reason(fares: Page, passes: Page, amina, dev) -> None:
    standing.replace(fares, passes, WHY, by=amina, at=now())
    reader = browser_of(dev)

    response = reader.get(fares.get_absolute_url())

    assert (response.status_code, response["Location"]) == (302, passes.get_absolute_url())
    page = said(reader, passes.get_absolute_url())
    assert f"‘Fares’ was replaced by this page. {WHY}" in page
    assert WHY not in said(reader, passes.get_absolute_url())
    assert f'<a class="govuk-link" href="{fares.get_absolute_url()}">Fares</a>' in page
    assert fares.get_absolute_url() not in said(reader, reverse("pages:children", args=[fares.parent_id]))


def test_whoever_may_not_read_the_other_page_is_told_why_and_not_its_title(
    space: Space, fares: Page, amina: Person, ben: Person, dev: Person
) -> None:
    draft = stories.start(stories.front(space), amina, "Team fares", "For the team.")
    stories.submit(stories.write(draft, amina, "For the team.", audience=Breadth.TEAM), amina)
    deciding.clear(draft.submissions.get(), by=ben, at=now())
    for_team = Page.objects.get(title="Team fares")
    standing.replace(fares, for_team, WHY, by=amina, at=now())

    page = said(browser_of(dev), fares.get_absolute_url())

    assert WHY in page
    assert "Team fares" not in page
    assert "Fares are capped." not in page
    assert browser_of(ben).get(fares.get_absolute_url()).status_code == 302


def test_of_what_was_published_in_error_nothing_is_left_but_the_reason(
    fares: Page, passes: Page, amina: Person, dev: Person, carys: Person
) -> None:
    caps = stories.front(fares.space)
    standing.remove(fares, WHY, by=amina, at=now())
    reader = browser_of(dev)

    page = said(reader, fares.get_absolute_url(), 410)

    assert WHY in page
    for hidden in ("Fares", "Fares are capped"):
        assert hidden not in page
    for name in ("history", "records", "comparison", "children", "draft-start", "page-new"):
        assert reader.get(reverse(f"pages:{name}", args=[fares.pk])).status_code == 404
    assert reader.get(reverse("pages:edition", args=[fares.pk, 1])).status_code == 404
    for path in (caps.get_absolute_url(), reverse("pages:children", args=[caps.pk]), "/", "/search/?q=capped"):
        assert "Fares" not in said(reader, path), path
    assert browser_of(carys).get(fares.get_absolute_url()).status_code == 404


def test_members_bring_back_what_was_unpublished(fares: Page, amina: Person, ben: Person, dev: Person) -> None:
    standing.remove(fares, WHY, by=amina, at=now())
    member = browser_of(amina)
    assert "It was called ‘Fares’" in said(member, fares.get_absolute_url(), 410)
    assert "Unpublished the page" in said(member, reverse("pages:records", args=[fares.pk]))
    assert "Fares are capped" not in said(member, reverse("pages:history", args=[fares.pk]))
    stories.revise(fares, amina, ben, fares.edition.body)
    assert "Fares are capped." in said(browser_of(dev), fares.get_absolute_url())
