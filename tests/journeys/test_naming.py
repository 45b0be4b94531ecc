"""Naming a colleague and a page, and sending a picture, as whoever may read the page and whoever may not see it."""

import pytest
from playwright.sync_api import expect

from apps.core.clock import now
from apps.moderation.actions import guidelines
from apps.people.choices import Breadth
from tests.journeys.test_screens import look_at_all
from tests.pages.files import samples
from tests.rooms.talking import general, open_room

pytestmark = pytest.mark.appearance


def test_what_is_named_shows_to_each_what_they_may_read(enter, amina, carys, fares):
    topic = general(open_room(amina, "Fares everywhere", audience=Breadth.GOVERNMENT))
    guidelines.accept(by=amina, at=now())
    page = enter(amina)
    page.goto(topic.get_absolute_url())
    page.get_by_label("Your message").fill(
        "@Carys Pritchard, does [[Fares]] say enough? See also `[[Fares]]`.\n\n> Fares are capped.\n\n- **Buses**\n- Trains"
    )
    page.get_by_text("Add a file").click()
    chart = {"name": "Chart.png", "mimeType": "image/png", "buffer": samples.image(size=(400, 200))}
    page.get_by_label("A file").set_input_files(chart)
    page.get_by_label("What it shows or holds").fill("Fares fell by a third")
    page.get_by_role("button", name="Send").click()
    said = page.locator("#message-1")
    expect(said.locator(".app-named")).to_have_text("@Carys Pritchard")
    expect(said.get_by_role("link", name="Fares", exact=True)).to_have_attribute("href", fares.get_absolute_url())
    expect(said.get_by_role("img", name="Fares fell by a third")).to_be_visible()
    look_at_all(page, (topic.get_absolute_url(), "General - Fares everywhere"))
    other = enter(carys)
    other.goto("/notices/")
    other.get_by_role("link", name="Fares everywhere, General").click()
    expect(other.locator("#message-1")).to_contain_text("does a page you cannot read say enough?")
    expect(other.locator("#message-1").get_by_role("link", name="Fares", exact=True)).to_have_count(0)
