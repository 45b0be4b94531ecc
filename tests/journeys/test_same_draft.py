"""Two people, or two windows, in one draft: nothing typed is lost and nothing is overwritten in silence."""

import pytest
from playwright.sync_api import expect

from tests import stories


@pytest.fixture
def draft(space, amina):
    return stories.start(stories.front(space), amina, "Fares", "Fares are capped.")


def text(page):
    return page.get_by_label("Text", exact=True)


def save(page):
    page.get_by_role("button", name="Save draft").click()


def body_of(draft):
    draft.refresh_from_db()
    return draft.body


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_second_window_to_save_is_shown_both_texts(enter, draft, amina, scripts):
    first = enter(amina, java_script_enabled=scripts)
    second = first.context.new_page()
    for window in (first, second):
        window.goto(f"/drafts/{draft.pk}/text/")
    text(first).fill("Fares are free.")
    save(first)
    text(second).fill("Fares are halved.")
    save(second)

    expect(second.get_by_role("heading", name="Your text was kept, but not saved into the draft")).to_be_visible()
    expect(second.get_by_role("region", name="In the draft now")).to_contain_text("Fares are free.")
    expect(second.get_by_role("region", name="What you typed")).to_contain_text("Fares are halved.")
    assert body_of(draft) == "Fares are free."

    expect(text(second)).to_have_value("Fares are halved.")
    text(second).fill("Fares are free for some and halved for others.")
    save(second)
    expect(second.get_by_text("Draft saved.")).to_be_visible()
    assert body_of(draft) == "Fares are free for some and halved for others."


def test_going_back_never_puts_old_words_on_a_newer_version(enter, draft, amina, ben):
    page = enter(amina)
    page.goto(f"/drafts/{draft.pk}/text/")
    text(page).fill("Fares are free.")
    save(page)
    expect(page.get_by_text("Draft saved.")).to_be_visible()
    draft.refresh_from_db()
    stories.write(draft, ben, "Fares are free, says Ben.")

    page.go_back()
    expect(text(page)).to_have_value("Fares are free, says Ben.")
    save(page)
    expect(page.get_by_text("Draft saved.")).to_be_visible()
    assert body_of(draft) == "Fares are free, says Ben."


def test_text_that_cannot_be_saved_stays_in_the_box(enter, draft, amina):
    page = enter(amina)
    page.goto(f"/drafts/{draft.pk}/text/")
    page.get_by_label("Title").fill("")
    text(page).fill("Words that took an hour.")
    save(page)

    expect(page).to_have_title("Error: Write: Fares - Greenpaper")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.get_by_role("link", name="Enter a title").click()
    expect(page.get_by_label("Title")).to_be_focused()
    expect(page.get_by_label("Title")).to_have_accessible_description("Error: Enter a title")
    expect(text(page)).to_have_value("Words that took an hour.")
