"""Over and under every page stands the highest marking of all that it shows."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from apps.clearance.actions import deciding
from apps.core.clock import now
from apps.pages.actions import drafts, saving
from apps.pages.actions.saving import Saved, Words
from apps.pages.choices import Marking
from apps.pages.models import Draft, Page
from apps.people.models import Person
from tests import stories

SENSITIVE = "OFFICIAL-SENSITIVE: TEAM ONLY."


@pytest.fixture
def browser(client: Client, amina: Person) -> Client:
    client.force_login(amina)
    return client


def write(draft: Draft, body: str, by: Person, marking: str, made_on: int) -> Saved:
    marked = {**stories.SENSITIVE, "handling": "Team only."} if marking == Marking.SENSITIVE else {}
    words = Words(draft.title, body, draft.audience, **marked)
    return saving.save(draft, words, made_on=made_on, by=by, at=now())


def revise(page: Page, body: str, marking: str, by: Person, cleared_by: Person) -> None:
    draft = drafts.start(page, by=by, at=now())
    write(draft, body, by, marking, made_on=0)
    draft.refresh_from_db()
    deciding.clear(stories.submit(draft, by), by=cleared_by, at=now())


def marked(html: bytes) -> set[str]:
    """What stands in the bands at the top and bottom."""
    bands = re.findall(r'<p class="app-marking[^>]*>([^<]*)</p>', html.decode())
    assert len(bands) == 2
    return set(bands)


def test_editions_of_which_one_was_sensitive(fares: Page, amina: Person, ben: Person, browser: Client) -> None:
    revise(fares, "Names.", Marking.SENSITIVE, amina, ben)
    revise(fares, "No names.", Marking.OFFICIAL, amina, ben)
    compare = reverse("pages:comparison", args=[fares.pk])
    shown = {
        "page": fares.get_absolute_url(),
        "history": reverse("pages:history", args=[fares.pk]),
        "edition": reverse("pages:edition", args=[fares.pk, 2]),
        "from it": f"{compare}?earlier=2&later=3",
        "to it": f"{compare}?earlier=1&later=2",
        "without it": f"{compare}?earlier=1&later=3",
    }
    assert {name: marked(browser.get(path).content) for name, path in shown.items()} == {
        "page": {"OFFICIAL"},
        "history": {SENSITIVE},
        "edition": {SENSITIVE},
        "from it": {SENSITIVE},
        "to it": {SENSITIVE},
        "without it": {"OFFICIAL"},
    }


@pytest.mark.parametrize("title", ["Fares", ""])
def test_what_is_typed_and_not_saved(fares: Page, amina: Person, browser: Client, title: str) -> None:
    draft = drafts.start(fares, by=amina, at=now())
    typed = {"title": title, "body": "Names.", "audience": draft.audience, "version": 0, "preview": "1"}
    edit = reverse("pages:draft-edit", args=[draft.pk])
    sensitive = {**typed, "marking": Marking.SENSITIVE, "handling": "Team only."}
    assert marked(browser.get(edit).content) == {"OFFICIAL"}
    assert marked(browser.post(edit, sensitive).content) == {SENSITIVE}
    assert marked(browser.post(edit, {**typed, "marking": Marking.OFFICIAL}).content) == {"OFFICIAL"}


@pytest.mark.parametrize(("theirs", "mine"), [Marking.values, Marking.values[::-1]])
def test_two_texts_of_which_one_is_sensitive(
    fares: Page, amina: Person, ben: Person, browser: Client, theirs: str, mine: str
) -> None:
    draft = drafts.start(fares, by=amina, at=now())
    write(draft, "Ben’s.", ben, theirs, made_on=0)
    kept = write(draft, "Amina’s.", amina, mine, made_on=0).kept
    for page in ("pages:draft-kept", "pages:draft-take-up", "pages:draft-kept-away"):
        assert marked(browser.get(reverse(page, args=[draft.pk, kept.pk])).content) == {SENSITIVE}
