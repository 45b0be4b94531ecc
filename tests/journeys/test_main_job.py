"""The main job from end to end, as people do it: draft, clear, publish, read."""

import pytest
from playwright.sync_api import expect

from tests import stories

WITH_AND_WITHOUT_SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])


def submit(page, note):
    page.get_by_role("link", name="Submit for clearance").click()
    page.get_by_label("Major: readers need to know").check()
    page.get_by_label("Change note").fill(note)
    page.get_by_role("button", name="Submit for clearance").click()
    expect(page.get_by_text("Submitted for clearance. The people who can clear it have been told.")).to_be_visible()


def write(page, text, *, scripts):
    """Type the text; with scripts, make its first line a heading by the toolbar's button."""
    area = page.get_by_label("Text", exact=True)
    area.fill(text)
    if scripts:
        area.evaluate("area => area.setSelectionRange(0, 0)")
        page.get_by_role("button", name="Heading", exact=True).click()
        expect(area).to_have_value(f"## {text}")
    else:
        expect(page.get_by_role("toolbar")).to_be_hidden()
        area.fill(f"## {text}")


@WITH_AND_WITHOUT_SCRIPTS
def test_amina_drafts_ben_clears_and_dev_reads(enter, space, amina, ben, dev, scripts):
    author = enter(amina, by_password=True, java_script_enabled=scripts)
    author.goto("/wiki/rural-buses/")
    author.get_by_role("link", name="Add a page below this one").click()
    author.get_by_label("Title of the new page").fill("Night buses")
    author.get_by_label("Policy page").check()
    author.get_by_role("button", name="Start the draft").click()
    expect(author.get_by_label("Text", exact=True)).not_to_have_value("")

    write(author, "Why night buses\n\nShifts end after dark.", scripts=scripts)
    author.get_by_role("button", name="Preview").click()
    preview = author.get_by_role("region", name="Preview: Night buses")
    expect(preview.get_by_role("heading", name="Why night buses")).to_be_visible()
    author.get_by_role("button", name="Save draft").click()
    expect(author.get_by_text("Draft saved.")).to_be_visible()
    submit(author, "Says when buses run at night.")

    expect(author.get_by_text("You wrote in this draft")).to_be_visible()
    expect(author.get_by_role("button", name="Clear", exact=True)).to_have_count(0)
    reader = enter(dev, java_script_enabled=scripts)
    assert reader.goto("/wiki/rural-buses/night-buses/").status == 404

    reviewer = enter(ben, java_script_enabled=scripts)
    reviewer.get_by_role("region", name="Waiting for you").get_by_role("link", name="Night buses").click()
    expect(reviewer.get_by_text("Says when buses run at night.")).to_be_visible()
    reviewer.get_by_role("button", name="Clear", exact=True).click()
    expect(reviewer.get_by_text("Cleared and published.")).to_be_visible()

    reader.goto("/")
    reader.get_by_role("region", name="Recently published to you").get_by_role("link", name="Night buses").click()
    expect(reader.get_by_role("heading", name="Why night buses")).to_be_visible()
    expect(reader.get_by_text("Shifts end after dark.")).to_be_visible()
    expect(reader.get_by_role("complementary", name="About this page")).to_contain_text("Ben Hughes")


@WITH_AND_WITHOUT_SCRIPTS
def test_ben_sends_it_back_and_amina_reads_why(enter, space, amina, ben, scripts):
    submission = stories.submit(stories.start(stories.front(space), amina), amina)
    reviewer = enter(ben, java_script_enabled=scripts)
    reviewer.goto(submission.get_absolute_url())
    reviewer.get_by_role("button", name="Send back").click()
    expect(reviewer).to_have_title("Error: Clearance of Fares - Greenpaper")
    expect(reviewer.get_by_role("alert").get_by_role("link", name="Enter what must change")).to_be_visible()
    reviewer.get_by_label("What must change").fill("Cite the 2024 survey.")
    reviewer.get_by_role("button", name="Send back").click()
    expect(reviewer.get_by_text("Sent back to its authors with your comments.")).to_be_visible()

    author = enter(amina, java_script_enabled=scripts)
    author.get_by_role("region", name="Yours").get_by_role("link", name="Fares").click()
    expect(author.get_by_text("Cite the 2024 survey.")).to_be_visible()
    expect(author.get_by_role("link", name="Write")).to_be_visible()


@WITH_AND_WITHOUT_SCRIPTS
def test_amina_compares_two_editions_and_restores_the_first(enter, fares, amina, ben, scripts):
    stories.revise(fares, amina, ben, "Fares are free.")
    author = enter(amina, java_script_enabled=scripts)
    author.goto(fares.get_absolute_url())
    author.get_by_role("link", name="History").click()
    expect(author.get_by_label("Earlier")).to_have_value("1")
    expect(author.get_by_label("Later")).to_have_value("2")
    author.get_by_role("button", name="Compare").click()
    written = author.get_by_role("region", name="Changes as written")
    expect(written.locator("del")).to_have_text("capped")
    expect(written.locator("ins")).to_have_text("free")

    author.get_by_role("link", name="Back to the history").click()
    author.get_by_role("link", name="Edition 1: Fares").click()
    author.get_by_role("link", name="Restore this edition").click()
    author.get_by_role("button", name="Start a draft from edition 1").click()
    expect(author.get_by_text("Fares are capped.")).to_be_visible()
    expect(author.get_by_role("link", name="Submit for clearance")).to_be_visible()


@WITH_AND_WITHOUT_SCRIPTS
def test_amina_signs_out_only_when_she_says_so(enter, amina, scripts):
    page = enter(amina, java_script_enabled=scripts)
    page.get_by_role("link", name="Sign out").click()
    expect(page.get_by_role("heading", name="Do you want to sign out?")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
