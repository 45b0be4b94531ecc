"""Several people type in one draft at once: everybody sees every word, and none is lost when something breaks."""

import re

import pytest
from playwright.sync_api import expect

from tests import stories

# As from a network that lets no web sockets through.
NO_SOCKETS = "window.WebSocket = class { constructor() { throw new Error('blocked'); } }"


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

    his.get_by_label("Title").fill("Fares and trams")
    his.get_by_role("button", name="Save draft").click()
    expect(his.get_by_text("Draft saved.")).to_be_visible()
    expect(hers.get_by_role("list", name="Writing now").get_by_role("listitem")).to_have_count(1)
    draft.refresh_from_db()
    assert (draft.title, draft.body) == ("Fares and trams", whole)
    assert set(draft.saves.latest("version").contributions.values_list("person__name", flat=True)) | {
        name for save in draft.saves.all() for name in save.contributions.values_list("person__name", flat=True)
    } == {"Amina Osei", "Ben Hughes"}


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
    context = hers.context
    # The server is out of reach, and then the tab dies without a last word.
    hers.evaluate("window.WebSocket.prototype.send = () => {}")
    type_at_end(hers, " Half a sen")
    hers.wait_for_timeout(400)
    other = context.new_page()
    with pytest.raises(Exception, match="crash"):
        hers.goto("chrome://crash", timeout=5_000)

    come_in(other, draft)
    expect(text(other)).to_have_value("Fares are capped. Half a sen")


def test_a_network_without_sockets_is_written_through_all_the_same(write, amina, ben):
    hers, his = write(amina), write(ben, script=NO_SOCKETS)
    type_at_end(his, " Trams 🙂 too.")
    expect(text(hers)).to_have_value("Fares are capped. Trams 🙂 too.")
    type_at_end(hers, " Buses too.")
    expect(text(his)).to_have_value("Fares are capped. Trams 🙂 too. Buses too.")
