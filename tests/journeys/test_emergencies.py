"""What cannot wait: published by one, read by all with a warning, and reviewed by another; with and without scripts."""

import pytest
from playwright.sync_api import expect

from apps.clearance.models import Submission
from apps.core.clock import now
from apps.pages.actions import drafts
from tests import stories
from tests.emergencies import give_role, rush

pytestmark = pytest.mark.appearance

WITH_AND_WITHOUT_SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
WARNING = "before anybody had cleared it"


@pytest.fixture
def role(fares, ines):
    return give_role(fares.space, ines)


@pytest.mark.usefixtures("role")
@WITH_AND_WITHOUT_SCRIPTS
def test_amina_publishes_dev_is_warned_and_ben_reviews(enter, fares, amina, ben, dev, scripts):
    stories.submit(stories.write(drafts.start(fares, by=amina, at=now()), amina, "Fares fall in spring."), amina)
    author = enter(amina, java_script_enabled=scripts)
    author.goto(fares.get_absolute_url())
    author.get_by_role("link", name="Draft a change").click()
    author.get_by_role("button", name="Start an urgent draft").click()
    author.get_by_label("Text", exact=True).fill("No buses tonight.")
    author.get_by_role("button", name="Save draft").click()
    expect(author.get_by_text("Draft saved.")).to_be_visible()
    author.get_by_role("link", name="Publish this in an emergency").click()
    author.get_by_role("button", name="Publish now").click()
    expect(author).to_have_title("Error: Publish in an emergency: Fares - Greenpaper")
    author.get_by_label("Why it cannot wait").fill("The strike starts tonight.")
    author.get_by_label("Who is to review it").select_option(
        label="Ben Hughes, Head of rural transport (G7), Rural Transport"
    )
    author.get_by_label("I understand that readers will see this").check()
    author.get_by_role("button", name="Publish now").click()
    expect(author.get_by_text("Published. Ben Hughes has been told, and is to review it.")).to_be_visible()

    reader = enter(dev, java_script_enabled=scripts)
    reader.goto(fares.get_absolute_url())
    expect(reader.get_by_text("No buses tonight.")).to_be_visible()
    expect(reader.get_by_text(WARNING)).to_be_visible()

    reviewer = enter(ben, java_script_enabled=scripts)
    section = reviewer.get_by_role("region", name="Published in an emergency, not reviewed yet")
    section.get_by_role("link", name="Fares").click()
    expect(reviewer.get_by_text("The strike starts tonight.").first).to_be_visible()
    reviewer.get_by_role("button", name="Clear", exact=True).click()
    expect(reviewer.get_by_text("The page no longer carries a warning.")).to_be_visible()
    reader.reload()
    expect(reader.get_by_text(WARNING)).to_have_count(0)
    assert Submission.objects.get(change_note="Sets out the fare cap.", draft__is_urgent=False, state="VOID")


@pytest.mark.usefixtures("role")
@WITH_AND_WITHOUT_SCRIPTS
def test_ben_sends_it_back_and_readers_see_what_was_cleared(enter, fares, amina, ben, dev, scripts):
    draft = stories.write(drafts.start(fares, by=amina, at=now()), amina, "No buses tonight.")
    rush(draft, amina, ben)
    reader = enter(dev, java_script_enabled=scripts)
    reader.goto(fares.get_absolute_url())
    expect(reader.get_by_text(WARNING)).to_be_visible()
    reviewer = enter(ben, java_script_enabled=scripts)
    reviewer.get_by_role("region", name="Waiting for you").get_by_role("link", name="Fares").click()
    reviewer.get_by_label("What must change").fill("There is no strike.")
    reviewer.get_by_role("button", name="Send back").click()
    expect(reviewer.get_by_text("There is no strike.").first).to_be_visible()
    reader.reload()
    expect(reader.get_by_text("Fares are capped.")).to_be_visible()
    expect(reader.get_by_text(WARNING)).to_have_count(0)
