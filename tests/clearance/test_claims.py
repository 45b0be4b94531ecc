"""Saying that one is looking at something: others see it, nobody is kept from deciding, and it lapses."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.clearance.actions import claims, deciding
from apps.clearance.models import Seat, Submission
from apps.core.clock import now
from apps.core.rules import Refused, StateChanged
from apps.records.models import Event
from tests import stories
from tests.together import together

A_WHILE = timedelta(days=7)


@pytest.fixture
def submission(space, amina):
    return stories.submit(stories.start(stories.front(space), amina), amina)


@pytest.fixture
def seat(submission):
    return submission.seats.get()


def test_ben_claims_what_waits_and_lets_go_of_it(seat, submission, ben):
    at = now()
    claimed = claims.claim(seat, by=ben, at=at)
    seat.refresh_from_db()
    assert (seat.claimed_by, seat.claimed_at, seat.claimed_until) == (ben, at, claimed.claimed_until)
    assert (seat.is_claimed_at(at), seat.is_claimed_at(seat.claimed_until)) == (True, False)
    event = Event.objects.about(submission.draft).latest("sequence")
    assert (event.verb, event.actor_name) == ("clearance.claimed", "Ben Hughes")
    assert event.details == {"submission": submission.pk, "step": "G7 or above in Transport and Access"}

    claims.release(seat, by=ben, at=now())
    seat.refresh_from_db()
    assert (seat.claimed_by, seat.claimed_at, seat.claimed_until) == (None, None, None)
    with pytest.raises(Refused, match="You have no claim on this"):
        claims.release(seat, by=ben, at=now())


def test_a_claim_keeps_nobody_from_deciding(seat, submission, ben, fay):
    claims.claim(seat, by=ben, at=now())
    with pytest.raises(Refused, match="Ben Hughes has claimed this already"):
        claims.claim(seat, by=fay, at=now())
    with pytest.raises(Refused, match="You have claimed this already"):
        claims.claim(seat, by=ben, at=now())
    with pytest.raises(Refused, match="You have no claim on this"):
        claims.release(seat, by=fay, at=now())
    assert not deciding.clear(submission, by=fay, at=now()).is_open


def test_a_claim_lapses_after_two_working_days(seat, ben, fay):
    claimed = claims.claim(seat, by=ben, at=now())
    with pytest.raises(Refused, match="has claimed this already"):
        claims.claim(seat, by=fay, at=claimed.claimed_until - timedelta(seconds=1))
    assert claims.claim(seat, by=fay, at=claimed.claimed_until).claimed_by == fay
    with pytest.raises(Refused, match="You have no claim on this"):
        claims.release(seat, by=ben, at=claimed.claimed_until)


def test_only_who_may_fill_it_claims_it(seat, submission, amina, ben, dev, carys):
    for person, reason in ((amina, "You wrote in this draft"), (dev, "you hold no such post"), (carys, "you hold no")):
        with pytest.raises(Refused, match=reason):
            claims.claim(seat, by=person, at=now())
    deciding.send_back(submission, because="Cite it.", by=ben, at=now())
    with pytest.raises(Refused, match="This has already been decided"):
        claims.claim(seat, by=ben, at=now())


def test_the_page_and_the_waiting_list_say_who_claimed_it(client, seat, submission, ben, fay, amina):
    client.force_login(ben)
    claim, release = (reverse(f"clearance:{name}", args=[seat.pk]) for name in ("claim", "release"))
    assert f'action="{claim}"' in client.get(submission.get_absolute_url()).content.decode()
    answer = client.post(claim, follow=True)
    assert answer.redirect_chain == [(submission.get_absolute_url(), 302)]
    assert "Claimed. Others see that you are looking at it" in answer.content.decode()
    assert f'action="{release}"' in answer.content.decode()

    client.force_login(fay)
    text = client.get(submission.get_absolute_url()).content.decode()
    assert "Ben Hughes claimed it on" in text
    assert "Others may still decide." in text
    assert claim not in text
    assert release not in text
    assert 'id="decide"' in text
    for address in ("desk:home", "desk:waiting"):
        assert "Ben Hughes claimed it on" in client.get(reverse(address)).content.decode()
    assert client.post(claim).status_code == 403

    client.force_login(amina)
    assert claim not in client.get(submission.get_absolute_url()).content.decode()
    client.force_login(ben)
    assert "Released." in client.post(release, follow=True).content.decode()


def test_what_is_due_first_stands_first(client, space, amina, ben, submission):
    front, at = stories.front(space), now()
    soon = stories.submit(stories.start(front, amina, "Due soon"), amina)
    late = stories.submit(stories.start(front, amina, "Overdue"), amina)
    Seat.objects.filter(submission=soon).update(due_at=at + timedelta(days=1))
    Seat.objects.filter(submission=late).update(due_at=at - timedelta(days=1), opened_at=at - A_WHILE)
    client.force_login(ben)
    answer = client.get(reverse("desk:waiting"))
    assert [one.title for one in answer.context["page_obj"]] == ["Overdue", "Due soon", "Fares"]
    text = answer.content.decode()
    assert text.count("govuk-tag--red") == 1
    assert "Waiting for " in text


@pytest.mark.usefixtures("submission")
def test_the_waiting_list_costs_the_same_however_much_waits(client, space, amina, ben):
    client.force_login(ben)

    def cost():
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("desk:waiting"))
        return len(asked)

    cost()
    few = cost()
    for number in range(4):
        more = stories.submit(stories.start(stories.front(space), amina, f"Page {number}"), amina)
        claims.claim(more.seats.get(), by=ben, at=now())
    assert cost() == few


@pytest.mark.django_db(transaction=True)
def test_of_many_who_claim_at_once_one_has_it(transactional_db, space, amina, ben, fay, hire):
    seat = stories.submit(stories.start(stories.front(space), amina), amina).seats.get()
    people = [ben, fay, *(hire(f"Colleague {number}", "G7") for number in "ABCD")]

    came_to = together([lambda by=by: claims.claim(seat, by=by, at=now()) for by in people])

    won = [one for one in came_to if isinstance(one, Seat)]
    assert len(won) == 1
    assert all(isinstance(one, Refused | StateChanged) for one in came_to if not isinstance(one, Seat))
    assert Event.objects.filter(verb="clearance.claimed").count() == 1
    assert Submission.objects.get(pk=seat.submission_id).is_open
