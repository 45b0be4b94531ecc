"""What a reader may not see is not found, not counted and not shown, on either database."""

import pytest

from apps.core.clock import now
from apps.pages.actions import drafts
from apps.pages.actions.publishing import Origin, bring_in
from apps.pages.choices import EditionState
from apps.pages.models import Draft, Edition, Page, Space
from apps.people.choices import Breadth
from apps.people.models import Person
from apps.search.queries import HITS_A_PAGE, Results, search
from tests import stories
from tests.search.library import shelve, stock


@pytest.fixture
def shelf(space: Space, amina: Person) -> dict[str, Page]:
    return stock(space, by=amina)


def titles(text: str, person: Person) -> list[str]:
    return [hit.title for hit in search(text, person).hits]


# Law 5: seen in every place or in none.


def test_another_department_finds_nothing_of_ours(shelf: dict[str, Page], carys: Person) -> None:
    assert [search(word, carys) for word in ("capped", "travel", "capped or travel", "buses -ring")] == [Results()] * 4


def test_somebody_who_left_or_holds_no_post_finds_nothing(shelf: dict[str, Page], erin: Person, hal: Person) -> None:
    assert search("travel", erin) == search("travel", hal) == Results()


def test_counts_and_pages_are_of_what_the_reader_may_see(space: Space, amina: Person, carys: Person) -> None:
    theirs = stories.open_space(carys, "Sea walls", Breadth.GOVERNMENT)
    shelve("Tides", "Tides and buses.", under=stories.front(theirs), by=carys)
    for number in range(HITS_A_PAGE + 1):
        shelve(f"Route {number}", "Buses stop here.", under=stories.front(space), by=amina)

    ours, others = search("buses", amina), search("buses", carys)

    # Amina's space is called 'Rural buses', so its front page answers too.
    assert (ours.total, others.total) == (HITS_A_PAGE + 3, 1)
    assert [hit.title for hit in others.hits] == ["Tides"]


def test_the_page_s_own_audience_counts_not_the_space_s(space: Space, amina: Person, dev: Person) -> None:
    page = shelve("Team rota", "Who answers the telephone.", under=stories.front(space), by=amina)
    assert titles("telephone", dev) == ["Team rota"]

    wording = Draft(title=page.title, body="Who answers the telephone.", audience=Breadth.TEAM)
    bring_in(page, wording, origin=Origin(stories.front(space), "", "test"), by=amina, at=now())

    assert titles("telephone", amina) == ["Team rota"]
    assert search("telephone", dev) == Results()


# Law 1: readers see only published text.


def test_a_draft_is_found_only_once_published(space: Space, amina: Person, ben: Person) -> None:
    front = stories.front(space)
    stories.start(front, amina, "Secret plan", "Unpublished marmalade.")
    assert search("marmalade", amina) == Results()

    page = stories.publish(front, amina, ben, "Fares", "Fares in marmalade.")
    assert titles("marmalade", amina) == ["Fares"]

    stories.write(drafts.start(page, by=amina, at=now()), amina, "Fares in honey.")
    assert (titles("marmalade", amina), titles("honey", amina)) == (["Fares"], [])

    drafts.discard(page.drafts.latest("pk"), by=amina, at=now())
    stories.revise(page, amina, ben, "Fares in honey.")
    assert (titles("marmalade", amina), titles("honey", amina)) == ([], ["Fares"])


@pytest.mark.parametrize("state", [EditionState.SUPERSEDED, EditionState.WITHDRAWN])
def test_an_edition_no_longer_published_is_not_found(
    shelf: dict[str, Page], amina: Person, state: EditionState
) -> None:
    Edition.objects.filter(page=shelf["Bus fares"]).update(state=state)

    assert search("capped", amina) == Results()
