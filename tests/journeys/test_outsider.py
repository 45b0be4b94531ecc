"""Somebody without an account checks the facts of a draft, and somebody decides for a colleague who is away."""

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import expect

from apps.clearance.actions.fact_checks import Question, ask
from apps.core.clock import now
from tests import stories
from tests.cast import person, post
from tests.journeys.test_main_job import WITH_AND_WITHOUT_SCRIPTS

pytestmark = pytest.mark.appearance


@pytest.fixture
def draft(space, amina):
    return stories.write(stories.start(stories.front(space), amina), amina, "Fares are capped at £2.", audience=30)


@WITH_AND_WITHOUT_SCRIPTS
def test_amina_asks_an_outsider_reads_what_they_say_and_revokes_the_link(
    enter, open_window, settings, draft, amina, scripts
):
    author = enter(amina, java_script_enabled=scripts)
    settings.PUBLIC_ADDRESS = author.url.rstrip("/")
    author.goto(draft.get_absolute_url())
    author.get_by_role("link", name="Ask somebody outside to check the facts").click()
    author.get_by_role("link", name="Ask somebody outside").click()
    author.get_by_label("Their name").fill("Rhys Powell")
    author.get_by_label("Their e-mail address").fill("rhys@university.example")
    author.get_by_label("What you ask them").fill("Is the cap right?")
    author.get_by_role("button", name="Send the link").click()
    link = author.get_by_role("region", name="The link").inner_text().strip()

    outside = open_window(java_script_enabled=False)
    outside.goto(link)
    expect(outside.get_by_text("Fares are capped at £2.", exact=True)).to_be_visible()
    outside.get_by_label("What it is about").select_option(index=1)
    outside.get_by_role("button", name="Send this remark").click()
    expect(outside.get_by_role("alert").get_by_role("link", name="Enter what is wrong, and why")).to_be_visible()
    outside.get_by_label("What is wrong, and why").fill("It was £2.50 until May.")
    outside.get_by_role("button", name="Send this remark").click()
    expect(outside.get_by_text("Thank you. Your remark has been sent.")).to_be_visible()
    assert outside.context.cookies() == []

    author.goto(draft.get_absolute_url())
    author.get_by_role("link", name="Read the remarks").click()
    expect(author.get_by_text("It was £2.50 until May.")).to_be_visible()
    author.get_by_role("link", name="Revoke the link").click()
    author.get_by_role("button", name="Revoke the link").click()
    expect(author.get_by_text("The link sent to Rhys Powell has been revoked.")).to_be_visible()
    assert outside.goto(link).status == 410
    expect(outside.get_by_role("heading", name="This fact check is closed")).to_be_visible()
    expect(outside.get_by_text("Fares are capped at £2.")).to_have_count(0)


@WITH_AND_WITHOUT_SCRIPTS
def test_an_outsider_with_scripts_comments_too(open_window, draft, amina, scripts):
    _, path = ask(draft, Question("Rhys Powell", "rhys@university.example", "Right?", 7), by=amina, at=now())
    outside = open_window(java_script_enabled=scripts)
    outside.goto(path)
    outside.get_by_label("What is wrong, and why").fill("All wrong.")
    outside.get_by_role("button", name="Send this remark").click()
    expect(outside.get_by_text("Thank you. Your remark has been sent.")).to_be_visible()


@WITH_AND_WITHOUT_SCRIPTS
def test_ben_goes_on_leave_and_lena_clears_on_his_behalf(enter, government, space, amina, ben, scripts):
    lena = post(person("Lena Roy"), government.legal, "G7", "Lawyer")
    stories.submit(stories.start(stories.front(space), amina), amina)
    away = enter(ben, java_script_enabled=scripts)
    away.goto("/account/")
    away.get_by_role("link", name="Who decides on your behalf").click()
    away.get_by_role("link", name="Ask somebody to decide on your behalf").click()
    away.get_by_label("Who decides on your behalf").fill("lena roy")
    for legend in ("First day", "Last day"):
        group = away.get_by_role("group", name=legend)
        group.get_by_label("Day").fill(str(localdate().day))
        group.get_by_label("Month").fill(str(localdate().month))
        group.get_by_label("Year").fill(str(localdate().year))
    away.get_by_label("Why").fill("I am on leave.")
    away.get_by_role("button", name="Ask them").click()
    expect(away.get_by_role("heading", name="Lena Roy decides on your behalf")).to_be_visible()

    stand_in = enter(lena, java_script_enabled=scripts)
    waiting = stand_in.get_by_role("region", name="Waiting for you")
    expect(waiting).to_contain_text("You would decide on behalf of Ben Hughes")
    waiting.get_by_role("link", name="Fares").click()
    expect(stand_in.get_by_text("You decide on behalf of Ben Hughes.")).to_be_visible()
    stand_in.get_by_role("button", name="Clear", exact=True).click()
    expect(stand_in.get_by_text("cleared by Lena Roy, Lawyer (G7), Legal, on behalf of Ben Hughes")).to_be_visible()

    away.goto("/wiki/rural-buses/fares/")
    about = away.get_by_role("complementary", name="About this page")
    expect(about).to_contain_text("Lena Roy, Lawyer (G7), Legal, on behalf of Ben Hughes")
