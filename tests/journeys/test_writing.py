"""Writing as in Word: keys, lists that go on, paste that becomes Markdown, links to pages, and a code view."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from apps.core.clock import now
from apps.pages import markup
from apps.pages.actions import drafts
from tests import stories
from tests.house.project import ROOT

pytestmark = pytest.mark.appearance

CLIPBOARDS = sorted(Path(ROOT, "tests", "clipboard").glob("*.htm"))
# What a program puts on the clipboard goes there by a copy that it answers itself, as no browser cleans that.
COPIES = """html => {
  document.addEventListener("copy", (event) => {
    event.preventDefault();
    event.clipboardData.setData("text/html", html);
    event.clipboardData.setData("text/plain", "As plain text.");
  }, {once: true});
}"""


@pytest.fixture
def draft(space, amina):
    return drafts.start_new(stories.front(space), "Depots", template=None, by=amina, at=now())


@pytest.fixture
def writing(enter, draft, amina):
    """Amina's window with the empty draft open on the plain form."""
    page = enter(amina)
    page.goto(f"/drafts/{draft.pk}/text/")
    return page


@pytest.fixture
def writing_live(enter, live_site, draft, amina):
    """The same on the form in which people write together."""
    page = enter(amina, base_url=live_site)
    page.goto(f"/drafts/{draft.pk}/text/")
    expect(page.locator("[data-live-status]")).to_have_text("All changes saved")
    return page


def text(page):
    return page.get_by_label("Text", exact=True)


STEPS = (
    ("A bold word", ["ArrowLeft"] * 6, "A bold word"),
    ("", ["Control+b"], "A **bold** word"),
    ("", ["Control+b"], "A bold word"),
    ("", ["Control+i"], "A *bold* word"),
    ("", ["Control+b"], "A ***bold*** word"),
    ("", ["Control+z"], "A *bold* word"),
    ("", ["Control+Alt+1"], "## A *bold* word"),
    ("", ["Control+Alt+2"], "### A *bold* word"),
    ("", ["Control+Alt+2", "Control+Shift+L"], "- A *bold* word"),
    ("", ["Control+Shift+Digit7", "End", "Enter"], "1. A *bold* word\n2. "),
    ("Two", ["Enter", "Enter"], "1. A *bold* word\n2. Two\n"),
    ("After", ["Control+Alt+f"], "1. A *bold* word\n2. Two\nAfter[^1]\n\n[^1]: Where this comes from.\n"),
    ("A survey.", [], "1. A *bold* word\n2. Two\nAfter[^1]\n\n[^1]: A survey.\n"),
)


# `enter` stands first, as a browser needs a database that its server sees too.
@pytest.mark.parametrize("form", ["writing", "writing_live"])
def test_keys_do_what_they_do_in_word_and_each_can_be_undone(request, enter, form):
    writing = request.getfixturevalue(form)
    area, keyboard = text(writing), writing.keyboard
    area.focus()
    for typed, keys, expected in STEPS:
        keyboard.type(typed)
        for key in keys:
            keyboard.press(key)
        expect(area).to_have_value(expected)
    for _ in range(30):
        writing.get_by_role("button", name="Undo", exact=True).click()
    expect(area).to_have_value("")
    for _ in range(30):
        writing.get_by_role("button", name="Redo", exact=True).click()
    expect(area).to_have_value(STEPS[-1][2])


def test_what_is_pasted_becomes_markdown_and_can_be_undone_in_one_step(writing):
    area, keyboard = text(writing), writing.keyboard
    for copied in CLIPBOARDS:
        expected = copied.with_suffix(".md").read_text()
        writing.evaluate(COPIES, copied.read_text())
        keyboard.press("Control+c")
        area.focus()
        keyboard.press("Control+v")
        expect(area).to_have_value(f"{expected}\n")
        keyboard.press("Control+z")
        expect(area).to_have_value("")
        html = markup.render(expected).html
        assert ("<table>" in html, "footnote-call" in html) == ("| ---" in expected, "[^1]" in expected)
    expect(writing.get_by_text("Merged cells were taken apart: check the table.")).to_be_visible()
    keyboard.type("Before. After.")
    for _ in range(6):
        keyboard.press("ArrowLeft")
    keyboard.press("Control+Shift+v")
    expect(area).to_have_value("Before. As plain text.After.")


def test_a_link_to_a_page_is_found_as_one_types(writing, fares, amina, ben):
    stories.publish(stories.front(fares.space), amina, ben, "Night fares")
    area, keyboard = text(writing), writing.keyboard
    area.fill("See ")
    keyboard.press("End")
    keyboard.press("Control+Alt+k")
    words = writing.get_by_role("combobox", name="Words of its title, or its address")
    expect(words).to_be_focused()
    keyboard.type("fare")
    expect(writing.get_by_text("2 pages found.")).to_be_visible()
    expect(writing.get_by_role("option", selected=True)).to_contain_text("Fares")
    keyboard.press("ArrowDown")
    expect(writing.get_by_role("option", selected=True)).to_contain_text("Night fares")
    expect(words).to_have_attribute("aria-activedescendant", "link-match-2")
    keyboard.press("Enter")
    expect(area).to_be_focused()
    expect(area).to_have_value("See [[Night fares]]")
    keyboard.press("Control+Alt+k")
    keyboard.type("xyz")
    expect(writing.get_by_text("No page found. Use fewer words.")).to_be_visible()
    keyboard.press("Escape")
    expect(words).to_be_hidden()
    expect(area).to_have_value("See [[Night fares]]")


def test_without_scripts_a_page_to_link_to_is_found_on_a_screen_of_its_own(enter, draft, fares, amina):
    page = enter(amina, java_script_enabled=False)
    page.goto(f"/drafts/{draft.pk}/text/")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Find a page to link to (opens in a new tab)").click()
    finder = opened.value
    finder.get_by_label("Words of its title, or its address").fill("fares")
    finder.get_by_role("button", name="Find").click()
    expect(finder.get_by_text("[[Fares]]")).to_be_visible()


# `enter` stands first, as a browser needs a database that its server sees too.
@pytest.mark.parametrize("form", ["writing", "writing_live"])
def test_a_code_view_for_those_who_choose_it_writes_the_same_text(request, enter, form, draft):
    writing = request.getfixturevalue(form)
    keyboard = writing.keyboard
    text(writing).fill("## One\n\ntwo")
    writing.get_by_role("button", name="Code view").click()
    editor = writing.get_by_role("textbox", name="Text, code view")
    expect(editor).to_be_focused()
    keyboard.press("Control+End")
    keyboard.press("Control+b")
    keyboard.press("End")
    keyboard.type(" and more")
    area = writing.locator("textarea[name=body]")
    expect(area).to_have_value("## One\n\ntwo**bold text** and more")
    keyboard.press("Tab")
    expect(editor).not_to_be_focused()
    with writing.expect_navigation():
        writing.get_by_role("button", name="Save and go on writing").click()
    # The choice is kept, and the label leads to it.
    expect(editor).to_be_visible()
    writing.get_by_text("Text", exact=True).click()
    expect(editor).to_be_focused()
    draft.refresh_from_db()
    assert draft.body.strip() == "## One\n\ntwo**bold text** and more"
    writing.get_by_role("button", name="Code view").click()
    expect(text(writing)).to_be_focused()


def test_a_hint_leads_to_its_line(writing):
    text(writing).fill("One.\n\nIt was felt.")
    writing.get_by_role("button", name="Preview", exact=True).click()
    hints = writing.get_by_role("region", name="Hints on accessibility and plain English")
    expect(hints).to_contain_text("Nobody does it: 1.")
    hints.get_by_role("button", name="Line 3", exact=True).click()
    expect(text(writing)).to_be_focused()
    assert text(writing).evaluate("area => area.value.slice(area.selectionStart, area.selectionEnd)") == "It was felt."
