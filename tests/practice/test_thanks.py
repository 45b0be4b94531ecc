"""Saying thank you, and taking it back."""

import pytest
from django.urls import reverse

from apps.core.clock import now
from apps.core.rules import Refused
from apps.practice.actions.thanks import take_back, thank
from apps.practice.actions.tips import Tip, give
from apps.practice.models import Practice, Thanks
from apps.records.models import Event
from apps.trust.choices import CreditKind, Level
from apps.trust.models import Credit
from tests.exchange import open_exchange, stand
from tests.practice.talking import answer, ask


@pytest.fixture
def exchange(amina):
    return open_exchange(amina)


def test_thanks_for_an_answer_count_once_and_can_be_taken_back(exchange, ben, carys, client):
    given = answer(ask(exchange, ben), carys)
    client.force_login(ben)
    for _ in range(2):
        client.post(reverse("practice:answer-thank", args=[given.pk]))

    credited = Credit.objects.get()
    assert (credited.kind, credited.person, credited.giver) == (CreditKind.THANKS, carys, ben)
    assert (credited.giver_team, credited.void_at) == (ben.postings.get().unit, None)
    assert "1 said thank you" in client.get(given.get_absolute_url()).content.decode()

    for _ in range(2):
        client.post(reverse("practice:answer-unthank", args=[given.pk]))
    credited.refresh_from_db()
    assert credited.void_because == "Whoever said thank you took it back."
    assert not Thanks.objects.exists()
    assert "Nobody said thank you yet" in client.get(given.get_absolute_url()).content.decode()
    verbs = Event.objects.filter(verb__startswith="practice.thank").values_list("verb", flat=True)
    assert list(verbs) == ["practice.thanked", "practice.thanks_taken_back"]

    client.post(reverse("practice:answer-thank", args=[given.pk]))
    assert Credit.objects.filter(void_at=None).count() == 1


def test_nobody_thanks_themselves_or_where_they_take_no_part(exchange, ben, carys, hal):
    given = answer(ask(exchange, ben), carys)

    with pytest.raises(Refused, match="You wrote this yourself"):
        thank(given, by=carys, at=now())
    with pytest.raises(Refused, match="Only people whom"):
        thank(given, by=hal, at=now())
    take_back(given, by=ben, at=now())
    assert not Credit.objects.exists()


def test_thanks_for_a_practice_credit_whoever_wrote_it(exchange, ben, carys, client):
    stand(carys, exchange.community, Level.MEMBER)
    head = {"problem": "Nobody asked.", "did": "We asked.", "contact": "Data lead"}
    tip = Tip("Ask the drivers", head, carys.postings.get().unit, "OFFICIAL")
    give(exchange, tip, by=carys, at=now())
    practice = Practice.objects.get()
    client.force_login(ben)

    thanked = client.post(reverse("practice:practice-thank", args=[practice.pk]))

    assert thanked.url == f"/practices/{practice.pk}/#thanks"
    credited = Credit.objects.get(kind=CreditKind.THANKS)
    assert (credited.person, credited.giver, credited.place) == (carys, ben, f"pages.page {practice.page_id}")
    assert "1 said thank you" in client.get(thanked.url).content.decode()
    with pytest.raises(Refused, match="You wrote this yourself"):
        thank(practice, by=carys, at=now())
    client.post(reverse("practice:practice-unthank", args=[practice.pk]))
    assert Credit.objects.get(kind=CreditKind.THANKS).void_at is not None
