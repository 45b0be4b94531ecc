"""Whoever was warned appeals, and another steward overturns it; and the screens of appeals, the log and guidelines."""

import pytest
from playwright.sync_api import expect

from apps.core.clock import now
from apps.moderation.actions import flagging, queue, ruling
from apps.moderation.choices import Measure
from apps.moderation.judgement import Judgement
from apps.moderation.models import Matter
from apps.trust.choices import Level
from tests.exchange import stand
from tests.journeys.test_screens import look_at_all
from tests.practising import write_practice

pytestmark = pytest.mark.appearance


@pytest.fixture
def warning(exchange, amina, ben, carys, dev):
    """Ben flagged what Carys wrote, and Amina warned her. Dev is a steward as well."""
    stand(dev, exchange.community, Level.STEWARD)
    page = str(write_practice(exchange, carys, "Counting").page_id)
    flagged = flagging.flag("pages.page", page, rule="consistent", because="It is rude.", by=ben, at=now())
    matter = Matter.objects.select_related("community__audience_unit").get(pk=flagged.matter_id)
    claimed = queue.claim(matter, version=matter.version, by=amina, at=now())
    judgement = Judgement(Measure.WARN, "It makes fun of colleagues.", "consistent")
    return ruling.rule_on(claimed, judgement, version=claimed.version, by=amina, at=now())


def appeal(page):
    page.goto("/notices/")
    told = page.get_by_role("listitem").filter(has_text="has been ruled on by a steward")
    told.get_by_role("link", name="Counting").click()
    page.get_by_role("button", name="Appeal against this ruling").click()
    page.get_by_role("button", name="Send this appeal").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter why the ruling is wrong")
    page.get_by_label("Why is the ruling wrong?").fill("I made fun of myself alone.")
    page.get_by_role("button", name="Send this appeal").click()
    expect(page.get_by_text("It waits for another steward.")).to_be_visible()


def overturn(page):
    page.goto("/moderation/what-works/?why=appealed")
    page.get_by_role("link", name="Counting").click()
    page.get_by_role("button", name="Decide this appeal").click()
    expect(page.get_by_text("I made fun of myself alone.")).to_be_visible()
    expect(page.get_by_text("Nobody knew when a bus came.")).to_be_visible()
    page.get_by_label("Overturn the ruling").check()
    page.get_by_label("Your answer").fill("So she did.")
    page.get_by_role("button", name="Send this decision").click()
    expect(page.get_by_text("Your decision has been sent")).to_be_visible()


def test_who_was_warned_appeals_and_another_steward_overturns_it(enter, warning, amina, carys, dev):
    window = {"java_script_enabled": False}
    appeal(enter(carys, **window))

    overturn(enter(dev, **window))

    writer = enter(carys, **window)
    writer.goto(warning.get_absolute_url())
    expect(writer.get_by_text("It counts against nobody any more.")).to_be_visible()
    expect(writer.get_by_text("So she did.")).to_be_visible()
    writer.get_by_role("link", name="see all rulings in What works").click()
    expect(writer.get_by_text("Ruled by Amina Osei")).to_be_visible()
    expect(writer.get_by_text("Ben Hughes")).to_have_count(0)
    steward = enter(amina, **window)
    steward.goto("/notices/")
    expect(steward.get_by_text("on appeal the ruling was overturned")).to_be_visible()


def test_their_screens(enter, warning, carys, dev):
    path = warning.get_absolute_url()
    window = enter(carys)
    look_at_all(
        window,
        ("/guidelines/", "Guidelines"),
        (path, "A steward’s ruling"),
        (f"{path}appeal/", "Appeal against a ruling"),
        (f"{path}appeal/", "Error: Appeal against a ruling", "Send this appeal"),
        ("/moderation/what-works/log/", "Rulings in What works"),
        ("/moderation/what-works/log/?measure=HIDE", "Rulings in What works"),
        ("/moderation/what-works/log/totals/", "Rulings in What works in numbers"),
    )
    appeal(window)
    look_at_all(
        enter(dev),
        (path, "A steward’s ruling"),
        (f"{path}appeal/decide/", "Decide an appeal"),
        (f"{path}appeal/decide/", "Error: Decide an appeal", "Send this decision"),
    )
