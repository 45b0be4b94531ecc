"""The weekly letter: what is in it, when it goes, and how it is stopped."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse
from django.utils.timezone import make_aware

from apps.core.clock import now
from apps.core.due import DUTIES
from apps.core.rules import Refused
from apps.practice.actions import digest
from apps.practice.actions.digest import ask_for_digest, send_digests
from apps.practice.actions.tips import Tip, give
from apps.practice.choices import Outcome, Use
from apps.practice.models import Adoption, DigestReader, Practice
from apps.practice.queries.digest import letter_day
from apps.trust.choices import Level
from tests.cast import leave
from tests.exchange import open_exchange, stand
from tests.practice.talking import ask
from tests.stories import open_space

DAY = timedelta(days=1)
MONDAY = letter_day(now() + 7 * DAY)


@pytest.fixture
def exchange(amina):
    return open_exchange(amina)


@pytest.fixture
def reader(exchange, ben):
    """Ben asked for the letter three weeks before it is due, and was sent the last one."""
    reader = ask_for_digest(exchange, by=ben, at=MONDAY - 21 * DAY)
    DigestReader.objects.filter(pk=reader.pk).update(sent_at=MONDAY - 7 * DAY)
    return DigestReader.objects.get()


def tip(exchange, by, title="Ask the drivers", at=None):
    stand(by, exchange.community, Level.MEMBER)
    head = {"problem": "Nobody asked.", "did": "We asked.", "contact": "Data lead"}
    give(exchange, Tip(title, head, by.postings.get().unit, "OFFICIAL"), by=by, at=at or now())
    return Practice.objects.get(page__title=title)


def test_it_is_due_on_monday_at_seven_in_the_morning_whatever_the_season():
    summer, winter = (make_aware(datetime(2026, *day)) for day in ((7, 6, 7), (12, 7, 7)))  # noqa: DTZ001 - made aware at once
    for monday in (summer, winter):
        assert letter_day(monday) == monday
        assert letter_day(monday + 6 * DAY) == monday
        assert monday - 8 * DAY < letter_day(monday - timedelta(minutes=1)) < monday
        assert letter_day(monday - timedelta(minutes=1)).hour == 7


def test_it_tells_what_is_new_and_nothing_else(exchange, reader, ben, carys, dev):
    known = tip(exchange, carys, "Count twice")
    Practice.objects.filter(pk=known.pk).update(first_published_at=MONDAY - 30 * DAY)
    Adoption.objects.create(
        practice=known,
        team=dev.postings.get().unit,
        use=Use.ADOPTED,
        outcome=Outcome.BETTER,
        is_own=False,
        is_evidenced=True,
        first_reported_at=MONDAY - DAY,
        reported_at=MONDAY - DAY,
        reported_by=dev,
    )
    own = tip(exchange, ben, "Ring twice")
    year_ago = MONDAY - 366 * DAY
    Practice.objects.filter(pk=own.pk).update(first_published_at=year_ago, alive_at=year_ago)
    new = tip(exchange, carys)
    Practice.objects.filter(pk=new.pk).update(first_published_at=MONDAY - DAY)
    ask(exchange, carys, at=MONDAY - DAY)
    ask(exchange, carys, "Asked before?", at=MONDAY - 8 * DAY)

    assert send_digests(MONDAY) == 1

    [letter] = mail.outbox
    assert (letter.subject, letter.to) == ("OFFICIAL: What is new in What works", [ben.email])
    body = letter.body.splitlines()
    assert body[0] == body[-1] == "OFFICIAL"
    told = [line for line in body if line.startswith("‘")]
    assert told == [
        "‘Ask the drivers’, Sea Defences",
        "‘Count twice’: 1 more team",
        "‘Has anyone counted passengers?’",
        "‘Ring twice’",
    ]


def test_it_is_sent_once_however_often_it_is_due(exchange, reader, carys):
    ask(exchange, carys, at=MONDAY - DAY)

    assert DUTIES["weekly digests sent"](MONDAY - timedelta(minutes=1)) == 0
    assert [send_digests(MONDAY), send_digests(MONDAY), send_digests(MONDAY + DAY)] == [1, 0, 0]
    # Who had read the row a moment before claims nothing either.
    assert digest._send(reader, at=MONDAY) is False
    assert len(mail.outbox) == 1


def test_no_news_no_letter(exchange, reader):
    assert (send_digests(MONDAY), mail.outbox) == (0, [])
    assert DigestReader.objects.get().sent_at == MONDAY


def test_whoever_may_read_nothing_is_told_nothing(exchange, reader, ben, carys):
    ask(exchange, carys, at=MONDAY - DAY)
    leave(ben)

    assert (send_digests(MONDAY), mail.outbox) == (0, [])


def test_a_letter_that_no_server_takes_is_tried_again(exchange, reader, carys, monkeypatch):
    ask(exchange, carys, at=MONDAY - DAY)

    def refuse(*_):
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", refuse)
        assert send_digests(MONDAY) == 0
    assert send_digests(MONDAY + timedelta(hours=1)) == 1


def test_it_is_asked_for_and_stopped_where_practices_are_listed(exchange, amina, carys, hal, client):
    client.force_login(carys)
    address = reverse("practice:digest", args=[exchange.pk])

    assert "Send me the letter" in client.get(address).content.decode()
    for _ in range(2):
        client.post(address)
    assert DigestReader.objects.get().person == carys
    assert "You get this letter" in client.get(address).content.decode()
    client.post(address, {"stop": "yes"})
    assert not DigestReader.objects.exists()
    with pytest.raises(Refused, match="practice spaces that you can read"):
        ask_for_digest(open_space(amina), by=amina, at=now())


def test_one_click_in_the_mail_stops_it_without_signing_in(exchange, reader, carys, client):
    ask(exchange, carys, at=MONDAY - DAY)
    send_digests(MONDAY)
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = headers["List-Unsubscribe"].strip("<>")
    assert address in mail.outbox[0].body
    path = address[address.index("/digest/") :]

    # Programs that look through mail open addresses: opening alone stops nothing.
    asked = client.get(path)
    assert ("Stop the letter" in asked.content.decode(), DigestReader.objects.count()) == (True, 1)
    stopped = client.post(path, {"List-Unsubscribe": "One-Click"})
    assert (stopped.status_code, DigestReader.objects.count()) == (200, 0)
    assert "Your letter is stopped" in client.get(path).content.decode()
    assert stopped["Referrer-Policy"] == "no-referrer"
    assert client.post(f"{path[:-2]}x/").status_code == 404
