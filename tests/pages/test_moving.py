"""Moving a page with everything below it: addresses, redirects, drafts, and what may not move where."""

from datetime import datetime

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wiki.models import URLPath

from apps.clearance.actions import deciding
from apps.core.clock import now
from apps.core.rules import Refused
from apps.pages.actions import drafts, standing
from apps.pages.actions.moving import move_page
from apps.pages.models import Draft, Imprint, Page, Redirect, Space
from apps.pages.models.pages import PATH_LENGTH
from apps.people.choices import Breadth
from apps.people.models import Person
from apps.records.models import Event
from tests import stories
from tests.cast import Government, person, post
from tests.search.library import shelve

WHY = "Fares belong with passes."


@pytest.fixture
def passes(space: Space, amina: Person) -> Page:
    return shelve("Passes", "A pass costs ten pounds.", under=stories.front(space), by=amina)


@pytest.fixture
def caps(fares: Page, amina: Person) -> Page:
    return shelve("Caps", "Two pounds.", under=fares, by=amina)


def move(page: Page, under: Page, by: Person, slug: str = "", at: datetime | None = None) -> Page:
    return move_page(page, under=under, slug=slug, by=by, at=at or now(), because=WHY)


def paths() -> set[str]:
    return set(Page.objects.values_list("path", flat=True))


def led_to(person: Person, path: str) -> tuple[int, str]:
    browser = Client(raise_request_exception=False)
    browser.force_login(person)
    response = browser.get(reverse("wiki:get", args=[path]))
    return response.status_code, response.headers.get("Location", "").removeprefix("/wiki/")


def test_a_page_moves_with_all_below_it_and_old_addresses_lead_on(
    fares: Page, caps: Page, passes: Page, amina: Person, dev: Person, carys: Person
) -> None:
    draft = stories.start(caps, amina, "Exceptions")
    change = drafts.start(caps, by=amina, at=now())
    before = Imprint.objects.get().number

    moved = move(fares, passes, amina)

    assert moved.path == "rural-buses/passes/fares"
    assert paths() == {
        "rural-buses",
        "rural-buses/passes",
        "rural-buses/passes/fares",
        "rural-buses/passes/fares/caps",
    }
    assert set(Redirect.objects.values_list("path", "page_id")) == {
        ("rural-buses/fares", fares.pk),
        ("rural-buses/fares/caps", caps.pk),
    }
    assert Draft.objects.get(pk=draft.pk).path() == "rural-buses/passes/fares/caps/exceptions"
    assert Draft.objects.get(pk=change.pk).path() == "rural-buses/passes/fares/caps"
    assert led_to(dev, "rural-buses/fares/caps") == (301, "rural-buses/passes/fares/caps/")
    assert led_to(dev, "rural-buses/passes/fares/caps") == (200, "")
    assert led_to(carys, "rural-buses/fares/caps") == (404, "")
    levels = dict(URLPath.objects.exclude(page=None).values_list("page__path", "level"))
    assert {path: level - path.count("/") for path, level in levels.items()} == dict.fromkeys(paths(), 1)
    assert Imprint.objects.get().number == before + 1
    told = Event.objects.order_by("-sequence")[0]
    assert (told.verb, told.because) == ("pages.moved", WHY)
    assert told.details == {"from": "rural-buses/fares", "to": "rural-buses/passes/fares", "pages": 2}
    call_command("check_tree")


def test_chains_never_form_and_a_page_that_comes_back_takes_its_address(
    fares: Page, caps: Page, passes: Page, amina: Person, dev: Person
) -> None:
    move(fares, passes, amina)
    move(fares, stories.front(fares.space), amina, "prices")
    assert led_to(dev, "rural-buses/fares/caps") == (301, "rural-buses/prices/caps/")
    assert led_to(dev, "rural-buses/passes/fares") == (301, "rural-buses/prices/")
    move(fares, stories.front(fares.space), amina, "fares")
    assert led_to(dev, "rural-buses/fares/caps") == (200, "")
    assert led_to(dev, "rural-buses/prices") == (301, "rural-buses/fares/")
    assert not Redirect.objects.filter(path__startswith="rural-buses/fares").exists()
    call_command("check_tree")


def test_a_new_page_at_an_old_address_takes_it_over(
    fares: Page, passes: Page, amina: Person, ben: Person, dev: Person
) -> None:
    move(fares, passes, amina)
    stories.publish(stories.front(fares.space), amina, ben, "Fares", "Another page.")
    assert led_to(dev, "rural-buses/fares") == (200, "")
    assert not Redirect.objects.exists()
    call_command("check_tree")


def test_an_old_address_of_what_was_unpublished_says_so_and_not_where_it_stands(
    fares: Page, passes: Page, amina: Person, dev: Person, carys: Person
) -> None:
    move(fares, passes, amina)
    standing.remove(fares, WHY, by=amina, at=now())
    assert led_to(dev, "rural-buses/fares") == (410, "")
    assert led_to(carys, "rural-buses/fares") == (404, "")


def test_what_cannot_move_there_is_told_why(fares: Page, caps: Page, passes: Page, amina: Person) -> None:
    front = stories.front(fares.space)
    stories.start(passes, amina, "Prices")
    shelve("Caps", "For passes.", under=passes, by=amina)
    deep = shelve("Deep", "Words.", under=passes, by=amina)
    Page.objects.filter(pk=deep.pk).update(path=f"rural-buses/passes/{'x' * (PATH_LENGTH - 25)}")
    for page, under, slug, sentence in (
        (front, fares, "", "A space opens with this page"),
        (fares, fares, "", "A page cannot go below itself"),
        (fares, caps, "", "A page cannot go below itself"),
        (fares, front, "", "The page stands at that address already"),
        (caps, passes, "", "There is already a page at /wiki/rural-buses/passes/caps/"),
        (caps, passes, "prices", "An open draft of a new page would stand at /wiki/rural-buses/passes/prices/"),
        (passes, caps, "", "an address would be too long"),
    ):
        with pytest.raises(Refused, match=sentence):
            move(page, under, amina, slug)
    standing.withdraw(passes, WHY, by=amina, at=now())
    with pytest.raises(Refused, match="it is not published any more"):
        move(caps, passes, amina, "elsewhere")
    assert not Redirect.objects.exists()


def test_a_page_changes_its_space_only_for_the_same_readers(
    government: Government, fares: Page, caps: Page, amina: Person, ben: Person
) -> None:
    colleague = post(person("Nia Powell"), government.bus_services, "HEO", "Adviser")
    ours, theirs = stories.open_space(amina, "Other buses"), stories.open_space(colleague, "Coaches")
    draft = stories.start(fares, amina, "Team fares", "For the team.")

    move(fares, stories.front(ours), amina)

    assert set(Page.objects.within("other-buses/fares").values_list("space_id", flat=True)) == {ours.pk}
    assert Draft.objects.get(pk=draft.pk).space == ours
    call_command("check_tree")
    submission = stories.submit(stories.write(draft, amina, "For the team.", audience=Breadth.TEAM), amina)
    with pytest.raises(Refused, match="A draft of one of these pages is being cleared"):
        move(fares, stories.front(fares.space), amina)
    deciding.clear(submission, by=ben, at=now())
    move(fares, stories.front(fares.space), amina)
    with pytest.raises(Refused, match="In Coaches, what is for ‘Team only’ is read by Bus Services"):
        move(fares, stories.front(theirs), amina)
    call_command("check_tree")


@pytest.mark.parametrize("many", [3, 300])
def test_a_move_costs_the_same_whatever_it_takes_along(fares: Page, passes: Page, amina: Person, many: int) -> None:
    for number in range(many):
        shelve(f"Page {number}", "Text.", under=fares, by=amina)
    fares = Page.objects.get(pk=fares.pk)
    with CaptureQueriesContext(connection) as queries:
        move(fares, passes, amina)
    assert len(queries) == 20


def test_pages_below_are_found_by_the_index_of_their_paths(fares: Page) -> None:
    plan = Page.objects.filter(path__below=fares.path).values("pk").explain()
    if connection.vendor == "sqlite":
        assert "USING" in plan
        assert "path>?" in plan.replace(" ", "")
    assert list(Page.objects.filter(path__below="rural-buses")) == [fares]
    assert not Page.objects.filter(path__below="rural-bus").exists()
    assert not Page.objects.filter(path__below="rural_buses").exists()
