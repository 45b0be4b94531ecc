"""The screens by which people flag and stewards rule: accessible, titled, within a narrow window."""

import pytest

from apps.core.clock import now
from apps.moderation.actions import flagging, queue
from apps.moderation.actions.ruling import rule_on
from apps.moderation.choices import Measure, Why
from apps.moderation.judgement import Judgement
from apps.moderation.models import Matter
from apps.trust.choices import Level
from tests.exchange import stand
from tests.journeys.test_screens import LONG_TITLE, judge, look_at_all
from tests.practising import write_practice

pytestmark = pytest.mark.appearance

LONG_REASON = "Extraordinarilylongwordswithoutbreaks" * 3


def flag(practice, by):
    about = {"rule": "consistent", "because": f"It makes fun of us. {LONG_REASON}"}
    return flagging.flag("pages.page", str(practice.page_id), **about, by=by, at=now()).matter


@pytest.fixture
def flagged(exchange, ben, carys, dev):
    """Something that two people flagged, so that it is hidden; and something that was picked."""
    stand(ben, exchange.community, Level.STEWARD)
    practice = write_practice(exchange, carys, LONG_TITLE)
    flag(practice, ben)
    matter = flag(practice, stand(dev, exchange.community, Level.CONTRIBUTOR))
    page = str(write_practice(exchange, carys, "Counting").page_id)
    queue.put("pages.page", page, why=Why.SAMPLED, author=carys, community=exchange.community, at=now())
    return Matter.objects.select_related("community__audience_unit").get(pk=matter.pk)


def test_those_who_flag_and_those_who_rule(enter, flagged, exchange, amina, carys, dev):
    front = f"/moderation/flag/pages.page/{exchange.pages.get(parent=None).pk}/"
    path = f"/moderation/matters/{flagged.pk}/"
    look_at_all(
        enter(dev),
        (front, "Flag something for the stewards"),
        (front, "Error: Flag something for the stewards", "Flag it"),
    )
    look_at_all(
        enter(carys),
        ("/notices/", "Notices"),
        (f"/moderation/held/{flagged.pk}/", "What you wrote was flagged"),
    )
    window = enter(amina)
    look_at_all(
        window,
        ("/", "Your desk"),
        ("/moderation/what-works/", "Stewards’ queue of What works"),
        ("/moderation/what-works/?age=week", "Stewards’ queue of What works"),
        (path, "Page to look into"),
        (path, "Page to look into", "Look into it"),
        (path, "Error: Page to look into", "Rule"),
    )
    look_at_redaction(window, path)
    look_at_ruling(enter, flagged, amina, carys)


def look_at_redaction(window, path):
    window.goto(path)
    window.get_by_label("Take some words out for good").check()
    window.get_by_label("Which of the guidelines").select_option("No personal data")
    window.get_by_label("Exact words to take out").fill("Nobody knew")
    window.get_by_label("Why?").fill("It says who knew.")
    with window.expect_navigation():
        window.get_by_role("button", name="Rule", exact=True).click()
    assert judge(window, "Take these words out for good?") == []


def look_at_ruling(enter, flagged, amina, carys):
    flagged.refresh_from_db()
    judgement = Judgement(Measure.HIDE, LONG_REASON, "consistent")
    ruling = rule_on(flagged, judgement, version=flagged.version, by=amina, at=now())
    look_at_all(
        enter(carys),
        (ruling.get_absolute_url(), "A steward’s ruling"),
        (f"/moderation/held/{flagged.pk}/", "What you wrote was flagged"),
    )
