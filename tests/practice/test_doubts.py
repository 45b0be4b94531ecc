"""Is this still right? Whoever doubts it asks, the owner answers, and silence fades the page."""

from datetime import timedelta

import pytest
from django.urls import reverse

from apps.core.clock import now
from apps.core.rules import Refused
from apps.moderation.actions import guidelines
from apps.notices.choices import NoticeKind
from apps.notices.models import Notice
from apps.practice.actions import asking, doubts, ranking
from apps.practice.choices import DoubtOutcome, Freshness
from apps.practice.fading import freshness_of
from apps.practice.models import Doubt
from apps.records.models import Event
from tests import stories
from tests.practising import cover, hand_in

pytestmark = pytest.mark.django_db


def doubt(practice, by, at=None):
    guidelines.accept(by=by, at=now())
    return doubts.ask(practice, because="The number has changed.", by=by, at=at or now())


def told():
    return [(notice.kind, notice.person) for notice in Notice.objects.select_related("person").order_by("pk")]


def stands(practice, at):
    practice.refresh_from_db()
    return freshness_of(practice.alive_at, practice.doubted_at, today=at.date())


def test_the_owner_is_told_and_says_that_it_is_still_right(booking, carys, amina):
    asked = doubt(booking, carys)
    edition = booking.page.edition.number
    settled = doubts.settle(asked, DoubtOutcome.STILL_RIGHT, answer="I rang it.", edition=edition, by=amina, at=now())
    booking.refresh_from_db()
    assert (settled.outcome, settled.settled_by) == (DoubtOutcome.STILL_RIGHT, amina)
    assert booking.page.confirmed_on == settled.settled_at.date()
    assert booking.doubted_at is None
    assert told() == [(NoticeKind.DOUBTED, amina), (NoticeKind.DOUBT_OVER, carys)]
    verbs = Event.objects.filter(about_kind="practice.doubt").order_by("sequence").values_list("verb", flat=True)
    assert list(verbs) == ["practice.doubted", "practice.doubt_settled"]


def test_it_was_changed_only_once_it_was(booking, carys, amina):
    asked = doubt(booking, carys)
    with pytest.raises(Refused, match="Change it first"):
        doubts.settle(asked, DoubtOutcome.CHANGED, answer="", edition=1, by=amina, at=now())
    draft = stories.write(stories.drafts.start(booking.page, by=amina, at=now()), amina, "## The problem\n\nNone.")
    hand_in(draft, cover(), version=draft.version, by=amina, at=now())
    settled = doubts.settle(asked, DoubtOutcome.CHANGED, answer="", edition=2, by=amina, at=now())
    assert settled.outcome == DoubtOutcome.CHANGED


def test_nobody_asks_twice_and_only_who_looks_after_it_answers(booking, carys):
    asked = doubt(booking, carys)
    with pytest.raises(Refused, match="asked already"):
        doubt(booking, carys)
    with pytest.raises(Refused, match="Only whoever looks after"):
        doubts.settle(asked, DoubtOutcome.STILL_RIGHT, answer="", edition=1, by=carys, at=now())
    assert Doubt.objects.get().outcome == DoubtOutcome.WAITING


def test_thirty_days_of_silence_fade_it_and_an_answer_brings_it_back(booking, carys, amina):
    asked = doubt(booking, carys)
    for days, freshness in ((29, Freshness.FRESH), (31, Freshness.FADING)):
        at = now() + timedelta(days=days)
        assert stands(booking, at) == freshness
    assert asking.ask_owners_of_fading(at) == 1
    assert (NoticeKind.FADING, amina) in told()
    doubts.settle(asked, DoubtOutcome.STILL_RIGHT, answer="", edition=1, by=amina, at=at)
    assert stands(booking, at) == Freshness.FRESH


def test_readers_see_the_question_and_that_it_fades(client, booking, carys, gwen):
    client.force_login(carys)
    place = reverse("practice:doubt-ask", args=[booking.pk])
    answer = client.post(place, {"because": "The number has changed.", "accepts": "on"}, follow=True)
    asked = Doubt.objects.get()
    assert answer.redirect_chain == [(asked.get_absolute_url(), 302)]
    assert client.post(place, {"because": "Again."}).status_code == 422
    Doubt.objects.update(at=now() - timedelta(days=40))
    ranking.refresh_all(now())
    client.force_login(gwen)
    page = " ".join(client.get(reverse("practice:practice", args=[booking.pk])).content.decode().split())
    assert "The number has changed." in page
    assert "nobody has answered" in page


def test_the_owner_answers_on_the_page_of_the_doubt(client, booking, carys, amina):
    asked = doubt(booking, carys)
    client.force_login(amina)
    place = asked.get_absolute_url()
    assert client.post(place, {"outcome": "CHANGED", "edition": 1}).status_code == 422
    assert client.post(place, {"outcome": "STILL_RIGHT", "edition": 1}).status_code == 302
    assert "Still right" in client.get(place).content.decode()
