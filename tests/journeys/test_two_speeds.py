"""A practice space without scripts: a newcomer's page goes to the stewards, a member's edit is live at once."""

import os

import pytest
from playwright.sync_api import Page, expect

from apps.pages.models import Space
from apps.people.models import Person
from apps.trust.choices import Level
from tests import stories
from tests.exchange import open_exchange, stand

pytestmark = pytest.mark.appearance

PICTURES = os.environ.get("GREENPAPER_PICTURES")


@pytest.fixture
def exchange(ben: Person) -> Space:
    return open_exchange(ben)


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)


def hand_in(page: Page, note: str, button: str) -> None:
    page.get_by_label("Major: readers need to know").check()
    page.get_by_label("Change note").fill(note)
    accepts = page.get_by_label("I have read the guidelines and will follow them")
    if accepts.count():
        accepts.check()
    page.get_by_role("button", name=button).click()


def test_a_newcomers_page_goes_to_the_stewards_and_one_of_them_clears_it(enter, exchange, ben, carys):
    newcomer = enter(carys, java_script_enabled=False)
    newcomer.goto("/wiki/what-works/")
    newcomer.get_by_role("link", name="Add a page below this one").click()
    newcomer.get_by_label("Title of the new page").fill("Stand-ups by the door")
    newcomer.get_by_label("An empty page").check()
    newcomer.get_by_role("button", name="Start the draft").click()
    newcomer.get_by_label("Text", exact=True).fill("We stood by the door, and it took five minutes.")
    newcomer.get_by_role("button", name="Save draft").click()
    expect(newcomer.get_by_text("Draft saved.")).to_be_visible()
    newcomer.get_by_role("link", name="Send it in").click()
    expect(newcomer.get_by_text("Stewards look at it first: you are a newcomer in this space")).to_be_visible()
    picture(newcomer, "newcomer")
    hand_in(newcomer, "How we stand up.", "Submit for clearance")
    expect(newcomer.get_by_text("The people who can clear it have been told.")).to_be_visible()

    steward = enter(ben, java_script_enabled=False)
    steward.get_by_role("region", name="Waiting for you").get_by_role("link", name="Stand-ups by the door").click()
    expect(steward.get_by_text("a steward, by standing").first).to_be_visible()
    picture(steward, "waiting")
    steward.get_by_role("button", name="Clear", exact=True).click()
    expect(steward.get_by_text("Cleared and published.")).to_be_visible()

    newcomer.goto("/wiki/what-works/stand-ups-by-the-door/")
    facts = newcomer.get_by_role("complementary", name="About this page")
    expect(facts).to_contain_text("Ben Hughes, Steward of What works, by standing")


def test_a_members_edit_is_live_at_once(enter, exchange, ben, carys, amina):
    stand(amina, exchange.community, Level.MEMBER)
    page = stories.publish(stories.front(exchange), carys, ben, "Stand-ups", "We stood by the door.")
    member = enter(amina, java_script_enabled=False)
    member.goto(page.get_absolute_url())
    member.get_by_role("link", name="Draft a change").click()
    member.get_by_role("button", name="Start a draft").click()
    member.get_by_label("Text", exact=True).fill("We stood by the door.\n\nBring coats.")
    member.get_by_role("button", name="Save draft").click()
    expect(member.get_by_text("Draft saved.")).to_be_visible()
    member.get_by_role("link", name="Send it in").click()
    expect(member.get_by_role("heading", name="It is live at once")).to_be_visible()
    picture(member, "member")
    hand_in(member, "It is cold by the door.", "Publish")
    expect(member.get_by_text("Published. Readers see it now")).to_be_visible()
    expect(member.get_by_text("Bring coats.")).to_be_visible()
    facts = member.get_by_role("complementary", name="About this page")
    expect(facts).to_contain_text("Published on the standing of its writers; stewards look at samples")
    picture(member, "live")
