"""Looking back on a draft: its history, a version with a name, going back, and changing one's mind."""

import pytest

from apps.core.clock import now
from apps.pages.actions import drafts, versions
from apps.pages.models import Draft
from tests import stories
from tests.journeys.test_screens import EVERYTHING, look_at_all

pytestmark = pytest.mark.appearance


@pytest.fixture
def draft(space, amina, ben):
    """Three versions, by two people."""
    found = stories.start(stories.front(space), amina, "Halls", EVERYTHING)
    stories.write(found, ben, EVERYTHING.replace("Quoted", "Cited"), title="Village halls")
    return stories.write(Draft.objects.get(pk=found.pk), amina, EVERYTHING, title="Halls")


def test_every_screen_of_it(enter, draft, fares, amina):
    gone = drafts.discard(stories.start(stories.front(draft.space), amina, "Sheds", EVERYTHING), by=amina, at=now())
    versions.name_version(draft.saves.get(version=2), "As sent to the Minister, 3 March", was="", by=amina, at=now())
    look_at_all(
        enter(amina),
        (f"/drafts/{draft.pk}/history/", "History of the draft Halls"),
        (f"/drafts/{draft.pk}/history/?who=x", "Error: History of the draft Halls"),
        (f"/drafts/{draft.pk}/comparison/?earlier=1&later=2", "Compare versions of the draft Halls"),
        (f"/drafts/{draft.pk}/comparison/?earlier=9&later=1", "Error: Compare versions of the draft Halls"),
        (f"/drafts/{draft.pk}/who-wrote/", "Who wrote the draft Halls"),
        (f"/drafts/{draft.pk}/versions/1/", "Version 1 of the draft Halls"),
        (f"/drafts/{draft.pk}/versions/1/name/", "Error: Name version 1 of the draft Halls", "Save the name"),
        (f"/drafts/{draft.pk}/versions/0/restoration/", "Restore version 0 of the draft Halls"),
        (f"/drafts/{gone.pk}/", "Draft: Sheds"),
        (f"/drafts/{gone.pk}/reopening/", "Take up the draft Sheds again"),
        (f"/spaces/{draft.space_id}/discarded-drafts/", f"Discarded drafts in {draft.space}"),
        (f"/pages/{fares.pk}/who-wrote/", "Who wrote Fares"),
    )


def test_ben_names_what_was_sent_goes_back_to_it_and_changes_his_mind_about_discarding(enter, draft, ben):
    page = enter(ben)
    page.goto(draft.get_absolute_url())
    page.get_by_role("link", name="Every version of this draft").click()
    page.get_by_role("link", name="Version 2", exact=True).click()
    page.get_by_role("link", name="Give it a name").click()
    page.get_by_label("Name").fill("As sent to the Minister, 3 March")
    page.get_by_role("button", name="Save the name").click()
    assert page.get_by_text("Version 2 is now called").is_visible()
    page.get_by_role("link", name="Compare it with the draft now").click()
    assert page.locator("del", has_text="Cited").first.is_visible()
    page.go_back()
    page.get_by_role("link", name="Restore this version").click()
    page.get_by_role("button", name="Restore version 2").click()
    assert page.get_by_role("heading", level=1, name="Village halls").is_visible()
    assert page.get_by_role("link", name="As sent to the Minister, 3 March").is_visible()
    page.get_by_role("link", name="Discard this draft").click()
    page.get_by_role("button", name="Discard the draft").click()
    page.get_by_role("button", name="Take this draft up again").click()
    assert page.get_by_text("The draft is open again").is_visible()
    assert page.get_by_role("link", name="Write", exact=True).is_visible()
