"""The page is published again under Amina's draft: she puts the two together in a browser, with scripts and without."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from apps.clearance.actions import deciding, scheduling, submitting
from apps.core.clock import now
from apps.pages.actions import drafts
from apps.pages.models import Draft
from tests import stories
from tests.journeys.test_screens import look_at_all

BEFORE = "Fares are capped at £2.\n\nBuses run hourly. Children travel free.\n"
OURS = "Fares are capped at £3.\n\nBuses run hourly. Children under 12 travel free.\n"
THEIRS = "Fares are capped at £2.50.\n\nBuses run every two hours. Children travel free.\n"
MERGED = "Fares are capped at £2.75.\n\nBuses run every two hours. Children under 12 travel free.\n"


@pytest.fixture
def draft(space, amina, ben, hire):
    """Amina's draft, whose page was published again meanwhile."""
    page = stories.publish(stories.front(space), amina, ben, "Fares", BEFORE)
    draft = stories.write(drafts.start(page, by=amina, at=now()), amina, OURS)
    nia = hire("Nia Powell", "HEO")
    urgent = stories.write(drafts.start(page, by=nia, at=now(), is_urgent=True), nia, THEIRS)
    deciding.clear(stories.submit(urgent, nia), by=ben, at=now())
    return draft


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_conflict_is_settled_and_the_draft_is_up_to_date(enter, draft, amina, scripts):
    page = enter(amina, java_script_enabled=scripts)
    page.goto(draft.get_absolute_url())
    page.get_by_role("link", name="Bring the draft up to date").click()

    conflict = page.get_by_role("region", name="Conflict 1")
    for words in ("Fares are capped at £2.", "Fares are capped at £3.", "Fares are capped at £2.50."):
        expect(conflict.get_by_text(words, exact=True).first).to_be_visible()
    expect(page.get_by_text("From the published page")).to_be_visible()

    page.get_by_role("button", name="Save the draft").click()
    expect(page).to_have_title("Error: Bring up to date: Fares - Greenpaper")
    page.get_by_role("link", name="Select which text you want in conflict 1").click()

    page.get_by_label("Conflict 1: your own text").fill("Fares are capped at £2.75.")
    page.get_by_label("Write it in the box below").check()
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("region", name="Preview: Fares")).to_contain_text("Fares are capped at £2.75.")
    expect(page.get_by_label("Conflict 1: your own text")).to_have_value("Fares are capped at £2.75.")

    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_text("The draft has been brought up to date with the published page.")).to_be_visible()
    after = Draft.objects.select_related("page").get(pk=draft.pk)
    assert (after.body, after.has_page_moved_on) == (MERGED, False)


@pytest.mark.appearance
def test_the_screens_of_moving_and_merging(enter, draft, amina):
    look_at_all(
        enter(amina),
        (f"/drafts/{draft.pk}/", "Draft: Fares"),
        (f"/drafts/{draft.pk}/text/", "Write: Fares"),
        (f"/drafts/{draft.pk}/bring-up-to-date/", "Bring up to date: Fares"),
        (f"/drafts/{draft.pk}/bring-up-to-date/", "Error: Bring up to date: Fares", "Save the draft"),
        (f"/drafts/{draft.pk}/merger/", "Let the other page stay: Fares"),
        (f"/pages/{draft.page_id}/merging/", "Merge another page into Fares"),
        (f"/pages/{draft.page_id}/merging/", "Error: Merge another page into Fares", "Put its text in the draft"),
    )


def test_whoever_cleared_before_is_shown_what_changed_since(enter, space, amina, ben):
    """Ben cleared it for later; it was called off, written anew and submitted again."""
    halls = stories.start(stories.front(space), amina, "Halls", BEFORE)
    cover = submitting.Cover("Why.", "MAJOR", (now() + timedelta(days=365)).date(), now() + timedelta(days=3))
    first = submitting.submit(halls, cover, version=halls.version, by=amina, at=now())
    deciding.clear(first, by=ben, at=now())
    scheduling.call_off(first, because="Not yet.", by=amina, at=now())
    again = stories.submit(stories.write(Draft.objects.get(pk=halls.pk), amina, OURS), amina)

    page = enter(ben)
    look_at_all(page, (again.get_absolute_url(), "Clearance of Halls"))
    expect(page.get_by_role("heading", name="What changed since you cleared it on")).to_be_visible()
    expect(page.get_by_role("heading", name="What would change")).to_be_hidden()
    expect(page.get_by_role("heading", name="Decisions that no longer stand")).to_be_visible()
    page.get_by_text("The whole change, compared with what readers see").click()
    expect(page.get_by_role("heading", name="What would change")).to_be_visible()
