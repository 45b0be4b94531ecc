"""Somebody new writes a tip in one form, without scripts; a steward publishes it, and others find it."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.appearance


def test_a_newcomer_writes_a_tip_which_a_steward_publishes_and_a_reader_finds(enter, exchange, amina, carys, dev):
    newcomer = enter(carys, java_script_enabled=False)
    newcomer.get_by_role("region", name="Best practice").get_by_role("link", name="What works").click()
    newcomer.get_by_role("link", name="Write a tip").click()
    expect(newcomer.get_by_label("Contact", exact=True)).to_have_value("Senior policy adviser, Sea Defences")
    newcomer.get_by_label("What is your tip, in a line?").fill("Count gulls at dawn")
    newcomer.get_by_label("The problem", exact=True).fill("Counts at noon were all different.")
    newcomer.get_by_label("Digital services").check()
    newcomer.get_by_role("button", name="Send the tip").click()
    expect(newcomer.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(newcomer.get_by_label("Digital services")).to_be_checked()
    newcomer.get_by_label("What we did", exact=True).fill("We **count** at dawn.")
    newcomer.get_by_label("I have read the guidelines and will follow them").check()
    newcomer.get_by_role("button", name="Send the tip").click()
    expect(newcomer.get_by_role("heading", name="Your tip is sent")).to_be_visible()

    steward = enter(amina, java_script_enabled=False)
    steward.get_by_role("region", name="Waiting for you").get_by_role("link", name="Count gulls at dawn").click()
    steward.get_by_role("button", name="Clear", exact=True).click()
    expect(steward.get_by_text("Cleared and published.")).to_be_visible()

    reader = enter(dev, java_script_enabled=False)
    reader.goto("/practices/")
    reader.get_by_label("Topic", exact=True).select_option("Digital services")
    reader.get_by_role("button", name="Show", exact=True).click()
    expect(reader.get_by_role("heading", name="1 practice", exact=True)).to_be_visible()
    reader.get_by_role("link", name="Count gulls at dawn").click()
    expect(reader.get_by_text("We count at dawn.")).to_be_visible()
    reader.get_by_role("link", name="Read the whole page").click()
    expect(reader.get_by_role("heading", name="What we did")).to_be_visible()
    reader.get_by_role("link", name="Who uses this practice, and how it went").click()
    expect(reader.get_by_text("A practice of Sea Defences")).to_be_visible()
