"""Several people type in one draft at once: everybody sees every word, and none is lost when something breaks."""

import re

import pytest
from playwright.sync_api import Error, expect

from apps.pages.queries.pages import writers_of
from tests import stories

# As from a network that lets no web sockets through.
NO_SOCKETS = "window.WebSocket = class { constructor() { throw new Error('blocked'); } }"

# What the browser keeps of text that is not saved; and the same, as if it had been typed in another live text.
KEPT = """new Promise((done) => {
  indexedDB.open("greenpaper-live").onsuccess = (opened) => {
    const texts = opened.target.result.transaction("texts").objectStore("texts");
    texts.getAll().onsuccess = (found) => done(found.target.result.map((one) => one.text).join());
  };
})"""
OF_ANOTHER = """new Promise((done) => {
  indexedDB.open("greenpaper-live").onsuccess = (opened) => {
    const texts = opened.target.result.transaction("texts", "readwrite").objectStore("texts");
    texts.openCursor().onsuccess = ({ target: { result } }) =>
      (result.update({ ...result.value, live: 999_999 }).onsuccess = () => done());
  };
})"""


@pytest.fixture
def draft(space, amina):
    return stories.start(stories.front(space), amina, "Fares", "Fares are capped.")


@pytest.fixture
def write(enter, live_site, draft):
    """Somebody opens the draft to write, in a window of their own."""

    def open_form(person, *, script=None):
        page = enter(person, base_url=live_site)
        return come_in(page, draft, script=script)

    return open_form


def come_in(page, draft, *, script=None):
    if script:
        page.add_init_script(script)
    page.goto(f"/drafts/{draft.pk}/text/")
    expect(status(page)).to_have_text("All changes saved")
    return page


def text(page):
    return page.get_by_label("Text", exact=True)


def status(page):
    return page.locator("[data-live-status]")


def type_at_end(page, words):
    text(page).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def type_out_of_reach(page, words):
    """Type while the server hears nothing, until the browser keeps it."""
    page.evaluate("WebSocket.prototype.send = () => {}")
    type_at_end(page, words)
    wait_until_kept(page, words)


def wait_until_kept(page, words):
    """Wait until what the browser keeps ends so; no words are for nothing kept at all."""
    for _ in range(200):
        kept = page.evaluate(KEPT)
        if kept.endswith(words) and bool(kept) == bool(words):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"Kept: {kept!r}")


def crash(page):
    """The tab dies without a last word."""
    with pytest.raises(Error):
        page.goto("chrome://crash")


def test_two_people_type_at_once_and_save_one_version(write, draft, amina, ben):
    hers, his = write(amina), write(ben)
    for page, names in ((hers, ["Amina Osei (you)", "Ben Hughes"]), (his, ["Amina Osei", "Ben Hughes (you)"])):
        listed = page.get_by_role("list", name="Writing now").get_by_role("listitem")
        expect(listed).to_have_text([re.compile(re.escape(name) + "$") for name in names])

    type_at_end(hers, " Buses 🙂 too.")
    text(his).focus()
    his.keyboard.press("Control+Home")
    his.keyboard.type("All ")
    hers.keyboard.type(" And trams 🙃.")
    whole = "All Fares are capped. Buses 🙂 too. And trams 🙃."
    for page in (hers, his):
        expect(text(page)).to_have_value(whole)
        expect(page.locator(".app-caret")).to_have_count(1)
    # What Amina takes back is her own.
    hers.keyboard.press("Control+z")
    expect(text(his)).to_have_value(re.compile("^All Fares are capped"))
    hers.keyboard.press("Control+Shift+z")
    expect(text(his)).to_have_value(whole)

    his.get_by_label("Title", exact=True).fill("Fares and trams")
    his.get_by_role("button", name="Preview").click()
    expect(his.get_by_role("region", name="Preview: Fares and trams")).to_contain_text("And trams")
    expect(status(his)).to_have_text("All changes saved")
    his.get_by_role("button", name="Save draft").click()
    expect(his.get_by_text("Draft saved.")).to_be_visible()
    expect(hers.get_by_role("list", name="Writing now").get_by_role("listitem")).to_have_count(1)
    draft.refresh_from_db()
    assert (draft.title, draft.body) == ("Fares and trams", whole)
    assert set(writers_of(draft)) == {amina, ben}


def test_what_is_typed_offline_is_there_when_one_is_back(write, draft, amina, ben):
    hers, his = write(amina), write(ben)
    hers.context.set_offline(True)
    type_at_end(hers, " Buses too.")
    expect(status(hers)).to_have_text(re.compile("^You are offline: what you type is kept in this browser"))
    type_at_end(his, " Trams too.")
    expect(status(his)).to_have_text("All changes saved")
    hers.context.set_offline(False)
    expect(status(hers)).to_have_text("All changes saved")
    for page in (hers, his):
        expect(text(page)).to_have_value(re.compile(r"^Fares are capped\.( Buses too\.| Trams too\.){2}$"))


def test_what_was_typed_before_a_crash_comes_back(write, draft, amina):
    hers = write(amina)
    type_out_of_reach(hers, " Half a sen")
    after = hers.context.new_page()
    crash(hers)

    come_in(after, draft)
    expect(text(after)).to_have_value("Fares are capped. Half a sen")
    expect(status(after)).to_have_text("All changes saved")
    # What the server has is not kept in a browser that others may sit down at.
    wait_until_kept(after, "")


def test_text_of_another_live_text_is_put_back_or_thrown_away(write, draft, amina, ben):
    hers = write(amina)
    type_out_of_reach(hers, " Half a sen")
    hers.evaluate(OF_ANOTHER)
    after = hers.context.new_page()
    crash(hers)
    stories.write(draft, ben, "Trams are free.\n\nFares are capped.")

    after.goto(f"/drafts/{draft.pk}/text/")
    choice = after.get_by_role("region", name="Text you typed was not saved")
    choice.get_by_text("Read what you typed").click()
    expect(choice.get_by_text("Fares are capped. Half a sen", exact=True)).to_be_visible()
    choice.get_by_role("button", name="Put it back").click()
    expect(text(after)).to_be_focused()
    after.get_by_role("button", name="Save draft").click()
    expect(after).to_have_url(re.compile(rf"/drafts/{draft.pk}/$"))
    draft.refresh_from_db()
    assert draft.body == "Trams are free.\n\nFares are capped. Half a sen"


def test_whoever_types_on_after_it_was_submitted_keeps_their_text(write, draft, amina, ben):
    hers = write(amina)
    draft.refresh_from_db()
    stories.submit(draft, ben)
    type_at_end(hers, " Late words.")
    because = "This draft is in review, so its text cannot change"
    expect(hers.get_by_role("alert")).to_contain_text(because)
    expect(text(hers)).to_have_value("Fares are capped. Late words.")
    hers.get_by_role("button", name="Save draft").click()
    expect(hers.get_by_text("Fares are capped. Late words.")).to_be_visible()
    draft.refresh_from_db()
    assert draft.body == "Fares are capped."


def test_a_network_without_sockets_is_written_through_all_the_same(write, amina, ben):
    hers, his = write(amina), write(ben, script=NO_SOCKETS)
    type_at_end(his, " Trams 🙂 too.")
    expect(text(hers)).to_have_value("Fares are capped. Trams 🙂 too.")
    type_at_end(hers, " Buses too.")
    expect(text(his)).to_have_value("Fares are capped. Trams 🙂 too. Buses too.")
