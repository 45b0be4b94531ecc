"""What time brings: teams are asked how it went since, words grow old, and owners hear of what fades."""

from datetime import timedelta

import pytest
from django.urls import reverse

from apps.core.clock import now
from apps.core.due import DUTIES
from apps.notices.choices import NoticeKind
from apps.notices.models import Notice
from apps.notices.queries import lately_told
from apps.pages.models import Page
from apps.practice.actions import adoptions, asking, ranking
from apps.practice.choices import Freshness, Outcome, Use
from apps.practice.fading import freshness_of
from apps.practice.models import Adoption, Practice
from apps.practice.ranking import WEIGHTS, Tells
from tests.cast import leave, person, post
from tests.practising import adopt

pytestmark = pytest.mark.django_db


def told(kind):
    return [notice.person for notice in Notice.objects.filter(kind=kind).select_related("person").order_by("person")]


def later(**after):
    return now() + timedelta(**after)


def stands(practice, at):
    practice.refresh_from_db()
    return freshness_of(practice.alive_at, practice.doubted_at, today=at.date())


def test_a_team_is_asked_again_after_ninety_days_and_then_every_ninety(booking, carys):
    adoption = adopt(booking, carys)
    assert asking.ask_teams_again(later(days=89)) == 0
    assert [asking.ask_teams_again(later(days=91)) for _ in range(2)] == [1, 0]
    assert told(NoticeKind.STILL_USED) == [carys]
    assert [one.subject.url for one in lately_told(carys)] == [adoption.get_absolute_url()]
    assert (asking.ask_teams_again(later(days=120)), asking.ask_teams_again(later(days=182))) == (0, 1)


def test_an_answer_puts_the_next_question_off(booking, carys):
    adoption = adopt(booking, carys)
    asking.ask_teams_again(later(days=91))
    adoptions.say_still_so(adoption, seen=1, by=carys, at=later(days=92))
    assert asking.ask_teams_again(later(days=181)) == 0
    assert asking.ask_teams_again(later(days=183)) == 1


def test_once_the_reporter_has_left_whoever_answers_for_the_team_is_asked(booking, carys, government):
    successor = post(person("Olu Adeyemi"), government.sea_defences, "G7", "Head of sea defences")
    adopt(booking, carys)
    leave(carys)
    asking.ask_teams_again(later(days=91))
    assert told(NoticeKind.STILL_USED) == [successor]


def test_a_team_that_stopped_or_took_it_back_or_was_hidden_is_asked_nothing(booking, carys, gwen, amina):
    adopt(booking, carys, use=Use.DROPPED, outcome=Outcome.WORSE)
    adoptions.retract(adopt(booking, gwen), because="A mistake.", by=gwen, at=now())
    hidden = adopt(booking, amina)
    Adoption.objects.filter(pk=hidden.pk).update(hidden_at=now())
    assert asking.ask_teams_again(later(days=400)) == 0


def test_of_what_nobody_sees_a_team_is_asked_once_it_is_shown_again(booking, carys):
    adopt(booking, carys)
    Page.objects.filter(pk=booking.page_id).update(hidden_at=now())
    assert asking.ask_teams_again(later(days=91)) == 0
    Page.objects.filter(pk=booking.page_id).update(hidden_at=None)
    assert asking.ask_teams_again(later(days=92)) == 1


def test_every_night_words_are_a_little_older(booking, carys):
    adopt(booking, carys)
    worth = WEIGHTS[Tells.HELPED][0]
    assert ranking.refresh_all(later(days=365)) == 1
    booking.refresh_from_db()
    assert booking.points == worth / 2
    assert ranking.refresh_all(later(days=365)) == 0


def test_a_practice_fades_after_a_year_and_its_owner_is_told_once_and_once_when_it_is_stale(booking, carys, amina):
    adopt(booking, carys)
    for days, freshness, fading, stale in (
        (300, Freshness.FRESH, 0, 0),
        (370, Freshness.FADING, 1, 0),
        (400, Freshness.FADING, 0, 0),
        (560, Freshness.STALE, 1, 1),
        (700, Freshness.STALE, 0, 1),
    ):
        at = later(days=days)
        assert (stands(booking, at), asking.ask_owners_of_fading(at)) == (freshness, fading)
        assert told(NoticeKind.STALE) == [amina] * stale
    assert told(NoticeKind.FADING) == [amina]
    assert {one.subject.url for one in lately_told(amina)} >= {reverse("practice:practice", args=[booking.pk])}


def test_a_word_of_a_team_keeps_it_fresh(booking, carys):
    Practice.objects.update(alive_at=now() - timedelta(days=600))
    assert stands(booking, now()) == Freshness.STALE
    adopt(booking, carys)
    assert stands(booking, now()) == Freshness.FRESH


def test_it_all_happens_by_itself():
    assert {"practices ranked afresh", "teams asked again", "owners asked of what fades"} <= set(DUTIES)
