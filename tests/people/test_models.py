"""What postings give: reach and rank, from the moment they start to the moment they end."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from apps.core.clock import now
from apps.people import queries
from apps.people.actions import Post, start_posting
from apps.people.models import Person, Posting
from apps.records.actions import SYSTEM
from tests.cast import grade


def test_amina_reaches_her_team_and_every_unit_above_but_no_other(amina, government):
    above = {government.rural_transport.pk, government.transport.pk, government.rural_affairs.pk, government.top.pk}
    assert amina.reach == above


def test_fay_reaches_no_team_below_her(fay, government):
    assert fay.reach == {government.transport.pk, government.rural_affairs.pk, government.top.pk}


def test_erin_who_left_and_hal_who_is_new_reach_nothing(erin, hal):
    assert erin.reach == hal.reach == frozenset()


def test_a_post_counts_from_its_start_until_the_moment_it_ends(hal, government):
    at = now()
    post = Post(government.legal, "Adviser", grade("EO"))
    posting = start_posting(hal, post, starts_at=at, ends_at=at + timedelta(hours=1), by=SYSTEM, at=at)
    instants = {
        at - timedelta(microseconds=1): False,
        at: True,
        at + timedelta(hours=1, microseconds=-1): True,
        at + timedelta(hours=1): False,
    }
    for moment, held in instants.items():
        assert posting.is_held_at(moment) is held
        assert bool(hal.reach_at(moment)) is held
        assert bool(hal.post_at(moment)) is held


def test_somebody_with_two_posts_is_named_by_the_more_senior(ben, government):
    start_posting(ben, Post(government.legal, "Cover", grade("EO")), starts_at=now(), by=SYSTEM, at=now())
    start_posting(ben, Post(government.legal, "Secondee"), starts_at=now(), by=SYSTEM, at=now())
    assert ben.post_at(now()) == "Head of rural transport (G7), Rural Transport"


def test_who_holds_a_rank_in_a_unit_or_below_it(amina, ben, dev, erin, fay, government):
    def holding(unit, code):
        return list(queries.people_holding(unit=unit, least_rank=grade(code).rank, at=now()))

    assert holding(government.transport, "HEO") == [amina, ben, fay]
    assert holding(government.rural_transport, "G7") == [ben]
    assert holding(government.transport, "SCS2") == []


def test_the_least_post_that_suffices_is_the_one_acted_in(fay, government):
    cover = start_posting(
        fay, Post(government.rural_transport, "Cover", grade("G7")), starts_at=now(), by=SYSTEM, at=now()
    )
    rank = grade("EO").rank
    assert queries.post_giving(fay, unit=government.transport, least_rank=rank, at=now()) == cover
    assert queries.post_giving(fay, unit=government.coasts, least_rank=rank, at=now()) is None


def test_the_nearest_unit_as_wide_as_asked_for(government):
    assert government.bus_services.spanning(10) == government.bus_services
    assert government.bus_services.spanning(30) == government.rural_affairs
    assert government.bus_services.spanning(99) == government.top


def test_the_database_itself_holds_one_person_to_an_address(amina):
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(email="AMINA.OSEI@greenpaper.example", name="Another Amina")


def test_the_database_itself_refuses_a_posting_that_ends_before_it_starts(amina):
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.update(ends_at=now() - timedelta(days=3650))
