"""Two people flag what somebody wrote, so that readers do not see it; a steward rules, and its author is told why."""

import pytest
from playwright.sync_api import expect

from apps.moderation.models import Matter, Ruling
from apps.trust.choices import Level
from tests.exchange import stand
from tests.practising import write_practice

pytestmark = pytest.mark.appearance


@pytest.fixture
def counting(exchange, carys):
    """A practice that Carys wrote."""
    return write_practice(exchange, carys, "Counting")


def flag(page, practice):
    """Flag it from the page where it is read."""
    page.goto(practice.page.get_absolute_url())
    page.get_by_role("link", name="Flag this page for the stewards").click()
    page.get_by_role("button", name="Flag it").click()
    expect(page.get_by_role("alert")).to_contain_text("Select which of the guidelines it is about")
    page.get_by_label("Be consistent").check()
    page.get_by_label("What should be looked at, and why?").fill("It makes fun of Sea Defences.")
    page.get_by_role("button", name="Flag it").click()
    expect(page.get_by_text("Flagged. A steward will look at it")).to_be_visible()


def rule(page):
    """Look into what weighs most, hide it, and say why."""
    page.goto("/")
    section = page.get_by_role("region", name="Waiting for you as a steward")
    section.get_by_role("link", name="What works").click()
    expect(page.get_by_text("Hidden meanwhile")).to_be_visible()
    page.get_by_role("button", name="Look into the next one").click()
    expect(page.get_by_text("It makes fun of Sea Defences.").first).to_be_visible()
    expect(page.get_by_text("Nobody knew when a bus came.")).to_be_visible()
    page.get_by_label("Hide it from readers", exact=True).check()
    page.get_by_label("Why?").fill("It makes fun of colleagues.")
    page.get_by_role("button", name="Rule", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Select which of the guidelines it goes against")
    page.get_by_label("Which of the guidelines does it go against?").select_option("Be consistent")
    page.get_by_role("button", name="Rule", exact=True).click()
    expect(page.get_by_text("Nothing is waiting for the stewards of What works.")).to_be_visible()


def is_told(page):
    page.goto("/notices/")
    told = page.get_by_role("listitem").filter(has_text="has been ruled on by a steward")
    told.get_by_role("link", name="Counting").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A steward has ruled on what you wrote")
    expect(page.get_by_text("It makes fun of colleagues.")).to_be_visible()
    expect(page.get_by_text("Ben Hughes")).to_have_count(0)
    expect(page.get_by_text("Dev Patel")).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_what_was_flagged_is_ruled_on_and_its_author_is_told(enter, counting, amina, ben, dev, scripts):
    window = {"java_script_enabled": scripts}
    community = counting.page.space.community
    flag(enter(stand(ben, community, Level.STEWARD), **window), counting)

    flag(enter(stand(dev, community, Level.CONTRIBUTOR), **window), counting)

    assert Matter.objects.get().hidden_at is not None
    reader = enter(amina, **window)
    reader.goto(counting.page.get_absolute_url())
    expect(reader.get_by_role("heading", level=1)).to_have_text("Page hidden")
    rule(reader)
    is_told(enter(Ruling.objects.get().author, **window))
