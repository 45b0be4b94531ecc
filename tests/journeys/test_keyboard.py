"""Greenpaper by keyboard alone, and on a narrow screen."""

import pytest
from playwright.sync_api import expect

from tests import stories

pytestmark = pytest.mark.appearance

NARROW = {"width": 320, "height": 640}


def test_the_first_stop_leads_past_the_menu(enter, fares, dev):
    page = enter(dev)
    page.goto(fares.get_absolute_url())
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Read", exact=True)).to_be_focused()


def test_the_toolbar_is_one_stop_and_tab_leaves_the_text(enter, space, amina):
    draft = stories.start(stories.front(space), amina, "Fares", "capped")
    page = enter(amina)
    page.goto(f"/drafts/{draft.pk}/text/")
    keyboard, toolbar = page.keyboard, page.get_by_role("toolbar", name="Formatting")
    page.get_by_label("Title", exact=True).focus()
    keyboard.press("Tab")
    button = lambda name: toolbar.get_by_role("button", name=name, exact=True)  # noqa: E731
    expect(button("Heading")).to_be_focused()
    keyboard.press("ArrowRight")
    expect(button("Subheading")).to_be_focused()
    keyboard.press("End")
    expect(button("Code view")).to_be_focused()
    keyboard.press("ArrowRight")
    expect(button("Heading")).to_be_focused()
    for key in ("ArrowLeft", "Home", "ArrowRight", "ArrowRight", "Tab"):
        keyboard.press(key)
    area = page.get_by_label("Text", exact=True)
    expect(area).to_be_focused()
    keyboard.press("Control+a")
    keyboard.press("Shift+Tab")
    expect(button("Bold")).to_be_focused()
    keyboard.press("Enter")
    expect(area).to_be_focused()
    expect(area).to_have_value("**capped**")
    keyboard.press("Control+z")
    expect(area).to_have_value("capped")
    keyboard.press("Tab")
    expect(page.get_by_role("link", name="Find a page to link to")).to_be_focused()


def test_ben_clears_without_touching_a_mouse(enter, space, amina, ben):
    submission = stories.submit(stories.start(stories.front(space), amina), amina)
    page = enter(ben)
    page.goto(submission.get_absolute_url())
    page.get_by_role("link", name="Go to your decision").press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Comment (optional)")).to_be_focused()
    page.keyboard.type("Well put.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.get_by_text("Cleared and published.")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_menu_works_on_a_narrow_screen(enter, amina, scripts):
    page = enter(amina, viewport=NARROW, java_script_enabled=scripts)
    menu = page.get_by_role("navigation", name="Menu")
    if scripts:
        expect(menu.get_by_role("link", name="Notices")).to_be_hidden()
        menu.get_by_role("button", name="Menu").press("Enter")
    menu.get_by_role("link", name="Notices").click()
    expect(page.get_by_role("heading", name="Notices")).to_be_visible()
    expect(menu.locator("[aria-current]")).to_have_text("Notices")
