"""A room before two people's eyes: what one says the other sees at once, and nothing typed is lost when it breaks."""

import re

import pytest
from playwright.sync_api import expect

from apps.rooms.models import Message
from tests.rooms.talking import general, open_room, say

pytestmark = pytest.mark.appearance


@pytest.fixture
def topic(transactional_db, amina, ben):
    topic = general(open_room(amina))
    say(topic, amina, "The cap ends in March.")
    say(topic, ben, "Then we write to operators.")
    return topic


@pytest.fixture
def look(enter, live_site, topic, settings):
    """Somebody looks at the topic, in a window of their own."""
    settings.LIVE_ROOMS = True

    def open_topic(person, *, has_streams=True):
        page = enter(person, base_url=live_site)
        if not has_streams:
            page.route(re.compile("/stream/"), lambda route: route.abort())
        page.goto(topic.get_absolute_url())
        return page

    return open_topic


def send(page, words):
    page.get_by_label("Your message").fill(words)
    page.get_by_role("button", name="Send").click()


def test_what_one_says_the_other_sees(look, topic, amina, ben):
    """By stream, and where none gets through by asking; the form stays where it is, with what is being typed in it."""
    first, second = look(amina), look(ben, has_streams=False)
    typing = first.get_by_label("Your message")
    typing.fill("I was about to")
    typing.evaluate("field => field.setSelectionRange(2, 5)")
    place = typing.bounding_box()["y"]
    send(second, "Who writes to **them**?")
    expect(first.locator("#message-3 strong")).to_have_text("them")
    expect(second.locator("#message-3 strong")).to_have_text("them")
    expect(second.get_by_label("Your message")).to_have_value("")
    expect(first.locator('[data-live="announce"]')).to_have_text(re.compile("Ben.*Who writes to them"))
    assert typing.input_value() == "I was about to"
    assert typing.evaluate("field => [document.activeElement === field, field.selectionStart, field.selectionEnd]") == [
        True,
        2,
        5,
    ]
    assert abs(typing.bounding_box()["y"] - place) < 2


def test_what_is_typed_stays_for_whoever_goes_to_answer_or_loads_the_page_again_until_they_send_it_or_sign_out(
    look, topic, amina
):
    page = look(amina)
    field = page.get_by_label("Your message")
    field.fill("Half of what I")
    page.locator("#message-2").get_by_role("link", name="Answer").click()
    expect(page.get_by_role("heading", name="Answer Ben Hughes")).to_be_visible()
    expect(field).to_have_value("Half of what I")
    page.reload()
    expect(field).to_have_value("Half of what I")
    send(page, "All of what I mean")
    expect(page.locator("#message-3")).to_contain_text("All of what I mean")
    page.goto(topic.get_absolute_url())
    expect(field).to_have_value("")
    field.fill("Nobody else reads this")
    page.get_by_role("link", name="Sign out").click()
    assert page.evaluate("Object.keys(sessionStorage).length") == 1
    page.locator('[data-module="app-forget"] button').click()
    expect(page.get_by_label("Password", exact=True)).to_be_visible()
    assert page.evaluate("Object.keys(sessionStorage).length") == 0


def test_what_cannot_be_sent_stays_and_is_sent_once(look, topic, amina):
    page = look(amina)
    page.route(re.compile("/say/"), lambda route: (route.fetch(), route.abort()))
    send(page, "Is anybody there?")
    expect(page.get_by_text("Not sent yet")).to_be_visible()
    # It arrived, and the answer did not; it is sent again all the same.
    page.unroute_all()
    expect(page.get_by_label("Your message")).to_have_value("")
    expect(page.locator("#messages > li")).to_have_count(3)
    assert Message.objects.filter(topic=topic).count() == 3
    send(page, "x" * 10_001)
    expect(page.get_by_role("alert")).to_contain_text("must be 10,000 characters or fewer")
    expect(page.get_by_label("Your message")).to_have_value("x" * 10_001)
