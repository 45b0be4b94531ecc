"""Withdrawing, replacing and unpublishing: what readers find afterwards, and how a page comes back."""

import pytest
from django.core.management import call_command

from apps.core.clock import now
from apps.core.rules import Refused, StateChanged
from apps.pages.actions import standing
from apps.pages.actions.publishing import Origin, bring_in
from apps.pages.choices import EditionState, Standing
from apps.pages.models import Draft, Edition, Imprint, Page, Space
from apps.pages.queries.pages import linked_by
from apps.people.models import Person
from apps.records.models import Event
from tests import stories
from tests.search.library import shelve

WHY = "The cap ended in March."


@pytest.fixture
def passes(space: Space, amina: Person, ben: Person) -> Page:
    return stories.publish(stories.front(space), amina, ben, "Passes", "A pass costs ten pounds.")


def states(page: Page) -> list[str]:
    return list(Edition.objects.filter(page=page).order_by("number").values_list("state", flat=True))


def test_a_withdrawn_page_keeps_its_text_and_says_why(fares: Page, passes: Page, amina: Person) -> None:
    before, at = Imprint.objects.get().number, now()

    withdrawn = standing.withdraw(fares, WHY, passes, by=amina, at=at)

    withdrawn.refresh_from_db()
    assert (withdrawn.standing, withdrawn.standing_since, withdrawn.explanation, withdrawn.replaced_by) == (
        Standing.WITHDRAWN,
        at,
        WHY,
        passes,
    )
    assert states(fares) == [EditionState.WITHDRAWN]
    assert Imprint.objects.get().number == before + 1
    told = Event.objects.order_by("-sequence")[0]
    assert (told.verb, told.because, told.actor_name) == ("pages.withdrawn", WHY, "Amina Osei")
    assert told.details == {"path": "rural-buses/fares", "edition": 1, "other": "rural-buses/passes"}
    call_command("check_tree")


def test_what_was_published_in_error_is_gone_with_every_edition(fares: Page, amina: Person, ben: Person) -> None:
    fares = stories.revise(fares, amina, ben, "Fares are free.")
    standing.remove(fares, WHY, by=amina, at=now())
    assert states(fares) == [EditionState.REMOVED] * 2
    assert not Page.objects.visible_to(amina).filter(pk=fares.pk).exists()
    assert not Edition.objects.visible_to(amina).filter(page=fares).exists()
    assert Page.objects.known_to(amina).filter(pk=fares.pk).exists()
    call_command("check_tree")


def test_a_page_comes_back_as_a_further_edition(fares: Page, amina: Person, ben: Person) -> None:
    standing.remove(fares, WHY, by=amina, at=now())
    back = stories.revise(fares, amina, ben, fares.edition.body)
    assert (back.standing, back.explanation, back.standing_since, back.replaced_by) == ("PUBLISHED", "", None, None)
    assert states(fares) == [EditionState.REMOVED, EditionState.PUBLISHED]
    call_command("check_tree")


def test_a_replaced_page_may_still_be_withdrawn_and_then_unpublished(fares: Page, passes: Page, amina: Person) -> None:
    for act, left in (
        (lambda: standing.replace(fares, passes, WHY, by=amina, at=now()), EditionState.WITHDRAWN),
        (lambda: standing.withdraw(fares, WHY, by=amina, at=now()), EditionState.WITHDRAWN),
        (lambda: standing.remove(fares, WHY, by=amina, at=now()), EditionState.REMOVED),
    ):
        act()
        assert states(fares) == [left]
        call_command("check_tree")
    assert Page.objects.get(pk=fares.pk).replaced_by is None


def test_an_import_renews_nothing_that_people_here_withdrew(space: Space, amina: Person) -> None:
    page = shelve("Guidance", "As it was.", under=stories.front(space), by=amina)
    standing.withdraw(page, WHY, by=amina, at=now())
    wording = Draft(title="Guidance", body="As it is.", audience=page.audience)
    with pytest.raises(Refused, match="People here have withdrawn, replaced or unpublished this page since"):
        bring_in(page, wording, origin=Origin(page, "", "test"), by=amina, at=now())


def test_links_by_title_go_to_what_still_stands(fares: Page, passes: Page, amina: Person) -> None:
    earlier = shelve("Passes", "Of old.", under=fares, by=amina)
    assert linked_by(["passes"], fares.space, amina)["passes"].path == earlier.path
    standing.withdraw(earlier, WHY, by=amina, at=now())
    assert linked_by(["passes"], fares.space, amina)["passes"].path == passes.path
    standing.remove(passes, WHY, by=amina, at=now())
    assert linked_by(["passes"], fares.space, amina)["passes"].path == earlier.path


def test_moves_that_the_table_does_not_have_are_refused(fares: Page, passes: Page, amina: Person) -> None:
    standing.remove(fares, WHY, by=amina, at=now())
    sentence = "it is now unpublished, as it was published in error"
    for act in (standing.remove, standing.withdraw):
        with pytest.raises(StateChanged, match=sentence):
            act(fares, WHY, by=amina, at=now())
    with pytest.raises(StateChanged, match=sentence):
        standing.replace(fares, passes, WHY, by=amina, at=now())


def test_readers_are_sent_only_to_a_page_that_is_published(fares: Page, passes: Page, amina: Person) -> None:
    with pytest.raises(Refused, match="A page cannot take its own place"):
        standing.replace(fares, fares, WHY, by=amina, at=now())
    with pytest.raises(Refused, match="A space opens with this page"):
        standing.replace(stories.front(fares.space), fares, WHY, by=amina, at=now())
    standing.replace(fares, passes, WHY, by=amina, at=now())
    with pytest.raises(Refused, match="it is not published itself any more"):
        standing.replace(passes, fares, WHY, by=amina, at=now())
    assert Page.objects.get(pk=passes.pk).standing == Standing.PUBLISHED
