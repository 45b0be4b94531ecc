"""A browser that closes in mid-sentence, a network that goes away, a colleague who comes and goes."""

import pytest
from playwright.sync_api import expect

from apps.core.clock import now
from apps.pages.actions import unfinished
from apps.pages.actions.unfinished import OpenForm
from apps.pages.actions.writing import Words
from apps.pages.models import KeptText
from tests import stories

pytestmark = pytest.mark.appearance

BEFORE = "Fares are capped.\n\nBuses run hourly.\n\nAsk the operator.\n"
KEPT = "Kept for you, and not yet saved in the draft."
NOTICE = "You have text here that is not saved"
ON_THE_SHELF = "() => Object.keys(localStorage).filter(name => name.startsWith('greenpaper-unfinished:')).length"


@pytest.fixture
def draft(space, amina):
    return stories.start(stories.front(space), amina, "Fares", BEFORE)


def text(page):
    return page.get_by_label("Text", exact=True)


def status(page, words):
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()


def body_of(draft):
    draft.refresh_from_db()
    return draft.body


def test_closed_in_mid_sentence_and_opened_again(enter, draft, amina, ben):
    page = enter(amina)
    page.goto(f"/drafts/{draft.pk}/text/")
    text(page).fill(BEFORE + "Or")
    status(page, KEPT)
    context = page.context
    page.close()
    stories.write(draft, ben, BEFORE.replace("capped", "free"))

    page = context.new_page()
    page.goto("/")
    expect(page.get_by_role("heading", name="You have text that is not saved")).to_be_visible()
    page.goto(f"/drafts/{draft.pk}/text/")
    expect(text(page)).to_have_value(BEFORE.replace("capped", "free"))
    page.get_by_role("button", name="Carry on with it").click()
    expect(text(page)).to_have_value(BEFORE + "Or")
    text(page).fill(BEFORE + "\nOr call us.\n")
    status(page, KEPT)
    page.get_by_role("button", name="Save draft").click()
    page.wait_for_url(f"**/drafts/{draft.pk}/")
    assert body_of(draft) == BEFORE.replace("capped", "free") + "\nOr call us.\n"
    assert not KeptText.objects.exists()
    assert page.evaluate(ON_THE_SHELF) == 0


def test_what_is_typed_offline_waits_in_the_browser_for_its_writer_alone(enter, draft, amina):
    page = enter(amina)
    page.goto(f"/drafts/{draft.pk}/text/")
    context = page.context
    context.set_offline(True)
    text(page).fill("Typed on the train.")
    status(page, "You are offline or signed out")
    page.get_by_role("button", name="Save draft").click()
    expect(text(page)).to_have_value("Typed on the train.")
    assert page.evaluate(ON_THE_SHELF) == 1
    page.close()

    context.set_offline(False)
    page = context.new_page()
    page.goto(f"/drafts/{draft.pk}/text/")
    expect(page.get_by_role("heading", name=NOTICE)).to_be_visible()
    assert KeptText.objects.get().body == "Typed on the train."
    page.get_by_role("button", name="Throw it away").click()
    expect(page.get_by_text("Thrown away. If you want it back")).to_be_visible()

    page.goto(f"/drafts/{draft.pk}/text/")
    page.evaluate("() => localStorage.setItem('greenpaper-unfinished:1:1:desk', 'body=Left')")
    page.goto("/accounts/logout/")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="Sign in", exact=True).wait_for()
    assert page.evaluate(ON_THE_SHELF) == 0


def test_a_title_typed_while_writing_live_is_kept_and_the_text_is_the_live_one(enter, live_site, draft, amina):
    page = enter(amina, base_url=live_site)
    page.goto(f"/drafts/{draft.pk}/text/")
    status(page, "All changes saved")
    text(page).fill(BEFORE + "Or call us.\n")
    status(page, "All changes saved")
    with page.expect_response("**/unfinished/"):
        page.get_by_label("Title", exact=True).fill("Bus fares")
    context = page.context
    page.close()

    page = context.new_page()
    page.goto(f"/drafts/{draft.pk}/unfinished/text/")
    expect(page.get_by_label("Title", exact=True)).to_have_value("Bus fares")
    page.get_by_role("button", name="Save draft").click()
    page.wait_for_url(f"**/drafts/{draft.pk}/")
    assert body_of(draft) == BEFORE + "Or call us.\n"
    assert draft.title == "Bus fares"
    assert not KeptText.objects.exists()


def test_without_scripts_it_is_the_same_choice(enter, draft, amina):
    words = Words("Fares", "Fares are capped, and buses", draft.audience)
    unfinished.keep(draft, words, made_on=1, form=OpenForm("desk"), by=amina, at=now())
    page = enter(amina, java_script_enabled=False)
    page.goto(f"/drafts/{draft.pk}/text/")
    expect(page.get_by_text("Nothing you type is kept before you save it.")).to_be_visible()
    page.get_by_role("button", name="Carry on with it").click()
    expect(text(page)).to_have_value("Fares are capped, and buses")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Draft saved.")).to_be_visible()
    assert body_of(draft) == "Fares are capped, and buses"
    assert not KeptText.objects.exists()


def test_a_colleague_comes_and_goes(enter, draft, amina, ben):
    page = enter(amina)
    page.clock.install()
    page.goto(f"/drafts/{draft.pk}/text/")
    theirs = enter(ben)
    theirs.goto(f"/drafts/{draft.pk}/text/")
    expect(theirs.get_by_text("Amina Osei is writing in this draft now")).to_be_visible()
    page.clock.run_for(11_000)
    expect(page.get_by_text("Ben Hughes is writing in this draft now")).to_be_visible()
    theirs.goto("/")
    page.clock.run_for(10_000)
    # That he left may arrive after this window asked; it asks again within ten seconds.
    expect(page.get_by_text("Ben Hughes is writing in this draft now")).to_be_hidden(timeout=30_000)
