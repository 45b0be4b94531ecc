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
    with page.expect_navigation():
        page.get_by_role("button", name="Save draft").click()


def body_of(draft):
    draft.refresh_from_db()
    return draft.body


def open_twice(enter, draft, amina, ben, **options):
    """The draft in a window of Amina's and in one of Ben's."""
    windows = [enter(person, **options) for person in (amina, ben)]
    for window in windows:
        window.goto(f"/drafts/{draft.pk}/text/")
    return windows


def test_two_who_write_in_different_paragraphs_need_not_wait_for_each_other(enter, draft, amina, ben):
    stories.write(draft, amina, "Fares are capped.\n\nBuses run hourly.\n")
    hers, his = open_twice(enter, draft, amina, ben, java_script_enabled=False)
    text(his).fill("Fares are capped.\n\nBuses run daily.\n")
    save(his)
    text(hers).fill("Fares are free.\n\nBuses run hourly.\n")
    save(hers)
    expect(hers.get_by_text("Your changes were put together with what Ben Hughes saved on")).to_be_visible()
    assert body_of(draft) == "Fares are free.\n\nBuses run daily.\n"
    hers.get_by_role("link", name="See what they changed").click()
    expect(hers.get_by_role("region", name="Changes as written")).to_contain_text("daily")


def test_two_who_change_the_same_sentence_without_scripts(enter, draft, amina, ben):
    hers, his = open_twice(enter, draft, amina, ben, java_script_enabled=False)
    text(his).fill("Fares are free.")
    save(his)
    text(hers).fill("Fares are halved.")
    save(hers)

    expect(hers).to_have_title("Put together: Fares - Greenpaper")
    conflict = hers.get_by_role("region", name="Conflict 1")
    for words in ("Fares are capped.", "Fares are halved.", "Fares are free."):
        expect(conflict.get_by_text(words, exact=True).first).to_be_visible()
    assert body_of(draft) == "Fares are free."

    hers.get_by_role("button", name="Save the draft").click()
    hers.get_by_role("link", name="Select which text you want in conflict 1").click()
    hers.get_by_label("Conflict 1: your own text").fill("Fares are free for some and halved for others.")
    hers.get_by_label("Write it in the box below").check()
    hers.get_by_role("button", name="Save the draft").click()
    expect(hers.get_by_text("Draft saved.")).to_be_visible()
    assert body_of(draft) == "Fares are free for some and halved for others."

    hers.get_by_role("link", name="Kept for you on").click()
    expect(hers.get_by_role("heading", name="Your own copy: Fares")).to_be_visible()
    expect(hers.get_by_text("Fares are halved.", exact=True)).to_be_visible()


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
    page.get_by_label("Title", exact=True).fill("")
    text(page).fill("Words that took an hour.")
    save(page)

    expect(page).to_have_title("Error: Write: Fares - Greenpaper")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.get_by_role("link", name="Enter a title").click()
    expect(page.get_by_label("Title", exact=True)).to_be_focused()
    expect(page.get_by_label("Title", exact=True)).to_have_accessible_description("Error: Enter a title")
    expect(text(page)).to_have_value("Words that took an hour.")
