"""The stewards' queue: whose turn it is, and that nothing is dealt with twice."""

import re
from datetime import timedelta
from threading import Lock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core.clock import now
from apps.core.rules import Refused, StateChanged
from apps.moderation.actions import queue
from apps.moderation.actions.ruling import rule_on
from apps.moderation.choices import CLAIM_MINUTES, MatterState, Measure
from apps.moderation.judgement import Judgement
from apps.moderation.models import Matter, Ruling, Seen
from apps.moderation.queries.queue import waiting_by_community, waiting_for_nobody
from apps.records.models import Event
from apps.trust.actions.standing import step_down
from apps.trust.choices import Level
from tests.exchange import open_exchange, stand
from tests.moderation.notes import claim, flag, pick, rule
from tests.together import together

NOTHING = Judgement(Measure.NONE, "It is fair criticism.")


@pytest.fixture
def community(amina):
    """Amina's, who is its steward by appointment."""
    return open_exchange(amina).community


@pytest.fixture
def matter(community, wall, carys, ben):
    return flag(wall.pin("Only a fool counts buses.", carys, community), ben).matter


def test_a_claim_keeps_others_away_for_half_an_hour(community, matter, amina, dev):
    stand(dev, community, Level.STEWARD)
    seen = Matter.objects.get()

    claimed = queue.claim(matter, version=seen.version, by=amina, at=now())

    assert claimed.claimed_by == amina
    assert Seen.objects.get().person == amina
    assert Event.objects.filter(verb="moderation.claimed", actor_id=str(amina.pk)).count() == 1
    with pytest.raises(Refused, match="Amina Osei is looking into this"):
        queue.claim(claimed, version=claimed.version, by=dev, at=now())
    assert queue.claim_next(community, by=dev, at=now()) is None
    later = now() + timedelta(minutes=CLAIM_MINUTES + 1)
    assert queue.claim_next(community, by=dev, at=later).claimed_by == dev
    with pytest.raises(Refused, match="have no claim"):
        queue.release(Matter.objects.get(), version=3, by=amina, at=later)


def test_what_was_left_is_free_for_another(community, matter, amina, dev):
    claimed = claim(matter, amina)

    queue.release(claimed, version=claimed.version, by=amina, at=now())

    taken = queue.claim_next(community, by=stand(dev, community, Level.STEWARD), at=now())
    assert (taken, taken.claimed_by) == (matter, dev)


def test_acting_on_what_has_changed_since_is_refused(community, matter, amina, dev):
    stand(dev, community, Level.STEWARD)
    seen = Matter.objects.get()
    claimed = claim(matter, amina)
    queue.release(claimed, version=claimed.version, by=amina, at=now())

    with pytest.raises(StateChanged, match="Another steward has dealt with this"):
        queue.claim(seen, version=seen.version, by=dev, at=now())
    with pytest.raises(StateChanged, match="Another steward has dealt with this"):
        rule_on(seen, NOTHING, version=seen.version, by=dev, at=now())


def test_stewards_leave_alone_what_they_wrote_or_flagged(community, wall, amina, ben, carys, dev):
    for person in (ben, carys):
        stand(person, community, Level.STEWARD)
    matter = flag(wall.pin("Only a fool counts buses.", carys, community), ben).matter

    for person, reason in ((carys, "You wrote this"), (ben, "You flagged this"), (dev, "Only stewards")):
        assert queue.claim_next(community, by=person, at=now()) is None
        with pytest.raises(Refused, match=reason):
            claim(matter, person)
    assert queue.claim_next(community, by=amina, at=now()) == matter


def test_what_weighs_most_comes_next_and_then_what_waited_longest(community, wall, amina, ben, carys, dev):
    first = pick(wall.pin("First.", carys, community), wall)
    second = pick(wall.pin("Second.", carys, community), wall)
    heavy = flag(wall.pin("Third.", carys, community), stand(ben, community, Level.MEMBER)).matter
    stand(dev, community, Level.STEWARD)
    assert waiting_by_community(dev, at=now()) == [("What works", "what-works", 3)]

    order = [queue.claim_next(community, by=person, at=now()) for person in (amina, dev, amina)]

    assert order == [heavy, first, second]
    assert waiting_by_community(dev, at=now()) == [("What works", "what-works", 1)]
    assert waiting_by_community(carys, at=now()) == []


def test_what_waits_where_nobody_is_a_steward_is_told_to_the_unit_that_can_appoint_one(
    client, community, matter, amina, ben, carys
):
    assert waiting_for_nobody(ben) == []
    step_down(community, because="Too busy.", by=amina, at=now())

    assert waiting_for_nobody(ben) == [("What works", community.slug, 1)]
    assert waiting_for_nobody(carys) == []
    client.force_login(ben)
    assert "Appoint a steward of What works" in client.get("/").content.decode()


def test_what_is_gone_is_taken_off(community, wall, matter, amina):
    del wall.notes[matter.about_id]
    claimed = claim(matter, amina)

    with pytest.raises(Refused, match="no longer there"):
        rule_on(claimed, NOTHING, version=claimed.version, by=amina, at=now())
    gone = queue.take_off(claimed, version=claimed.version, by=amina, at=now())

    assert (gone.state, gone.claimed_by) == (MatterState.GONE, None)
    assert queue.claim_next(community, by=amina, at=now()) is None


def test_what_is_there_is_not_taken_off(matter, amina):
    claimed = claim(matter, amina)

    with pytest.raises(Refused, match="still there"):
        queue.take_off(claimed, version=claimed.version, by=amina, at=now())


@pytest.mark.django_db(transaction=True)
def test_two_stewards_work_through_everything_and_handle_each_thing_once(wall, amina, carys, dev):
    community = open_exchange(amina).community
    stand(dev, community, Level.STEWARD)
    pinned = {pick(wall.pin(f"Note {number}.", carys, community), wall).pk for number in range(40)}
    handled, lock = [], Lock()

    def work(steward):
        while (matter := queue.claim_next(community, by=steward, at=now())) is not None:
            rule_on(matter, NOTHING, version=matter.version, by=steward, at=now())
            with lock:
                handled.append(matter.pk)

    assert together([lambda: work(amina), lambda: work(dev)]) == [None, None]

    assert sorted(handled) == sorted(pinned)
    assert Ruling.objects.count() == len(pinned)
    assert Matter.objects.filter(state=MatterState.RULED, claimed_by=None).count() == len(pinned)
    assert sorted(wall.accepted, key=int) == sorted(wall.notes, key=int)


@pytest.mark.django_db(transaction=True)
def test_one_of_two_who_flag_or_claim_or_rule_at_once_comes_first(wall, amina, ben, carys, dev):
    community = open_exchange(amina).community
    stand(dev, community, Level.STEWARD)
    number = wall.pin("Only a fool counts buses.", carys, community)

    flagged = together([lambda: flag(number, ben), lambda: flag(number, ben)])
    matter = Matter.objects.get()
    claimed = together([lambda: claim(matter, amina), lambda: claim(matter, dev)])

    assert [str(one) for one in flagged if isinstance(one, Exception)] == [
        "You have flagged this already. It is waiting for a steward to look at it."
    ]
    held = [one for one in claimed if isinstance(one, Matter)]
    assert len(held) == 1
    steward, version = held[0].claimed_by, held[0].version

    def settle():
        return rule_on(Matter.objects.get(), NOTHING, version=version, by=steward, at=now())

    ruled = together([settle, settle])
    assert [type(one) for one in ruled if isinstance(one, Exception)] == [StateChanged]
    assert Ruling.objects.count() == 1


def test_the_queue_costs_the_same_however_long_it_is(client, community, wall, amina, carys):
    for number in range(3):
        pick(wall.pin(f"Note {number}.", carys, community), wall)
    client.force_login(amina)
    client.get("/moderation/what-works/")

    few = queries(client)
    rows = [
        Matter(
            community=community,
            about_kind="tests.note",
            about_id=wall.pin(f"Note {number}.", carys, community),
            author=carys,
            why="SAMPLED",
            opened_at=now(),
        )
        for number in range(1000)
    ]
    Matter.objects.bulk_create(rows)

    assert queries(client) == few


def queries(client):
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/moderation/what-works/").status_code == 200
    return len(asked)


def test_a_steward_chooses_what_to_see(client, community, wall, amina, ben, carys):
    flag(wall.pin("Flagged note.", carys, community), ben)
    picked = pick(wall.pin("Picked note.", carys, community), wall)
    Matter.objects.filter(pk=picked.pk).update(opened_at=now() - timedelta(days=2))
    claim(picked, amina)
    client.force_login(amina)

    def shown(asked):
        answer = client.get(f"/moderation/what-works/?{asked}").content.decode()
        return re.findall(r"(Flagged|Picked) note", answer)

    assert shown("") == ["Flagged", "Picked"]
    assert shown("sort=age") == ["Picked", "Flagged"]
    assert shown("why=flagged") == ["Flagged"]
    assert shown("why=sampled&kind=tests.note") == ["Picked"]
    assert shown("age=day") == ["Picked"]
    assert shown("who=me") == ["Picked"]
    assert shown("who=nobody") == ["Flagged"]
    assert shown("who=another") == []
    assert shown("why=nonsense") == ["Flagged", "Picked"]
    assert "error-message" not in client.get("/moderation/what-works/?why=nonsense").content.decode()


def test_what_was_written_and_why_it_was_flagged_is_read_by_whoever_claims_it(
    client, community, wall, amina, ben, carys
):
    matter = flag(
        wall.pin("A note with a secret in the middle of its very long first line.", carys, community), ben
    ).matter
    rude = "It names a colleague."
    matter.flags.update(because=rude)
    client.force_login(amina)
    before = client.get(f"/moderation/matters/{matter.pk}/").content.decode()
    assert "Look into it" in before
    assert rude not in before

    answer = client.post("/moderation/what-works/next/", follow=True)

    assert answer.redirect_chain == [(f"/moderation/matters/{matter.pk}/", 302)]
    read = answer.content.decode()
    assert rude in read
    assert "Ben Hughes" not in read
    client.force_login(carys)
    assert client.get(f"/moderation/matters/{matter.pk}/").status_code == 404
    assert client.get("/moderation/what-works/").status_code == 404


def test_rulings_in_a_form_that_is_out_of_date_are_refused(client, matter, amina):
    claimed = claim(matter, amina)
    said = {"measure": "NONE", "because": "It is fair.", "version": claimed.version - 1}
    client.force_login(amina)

    for version in (claimed.version - 1, "x", ""):
        answer = client.post(f"/moderation/matters/{matter.pk}/rule/", said | {"version": version})
        assert answer.status_code == 409
    assert not Ruling.objects.exists()


def test_a_matter_is_ruled_on_once(matter, amina):
    rule(matter, amina, Measure.NONE)

    with pytest.raises(Refused, match="dealt with this already"):
        claim(matter, amina)
