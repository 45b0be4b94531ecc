"""Answering a message from the mail: by whoever the mail went to, from their own address, once."""

import io
import mailbox
import sys
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.management import call_command

from apps.core.clock import now
from apps.moderation.actions.measures import TAKEN_OUT
from apps.moderation.subjects import FLAGGABLE
from apps.notices.choices import NoticeKind
from apps.notices.models import Notice
from apps.people.models import Person
from apps.rooms import inbound
from apps.rooms.actions.answering import Received, receive
from apps.rooms.choices import OUT_OF_REACH
from apps.rooms.models import Message
from apps.rooms.reply_addresses import address, answered_from_mail
from apps.rooms.rules.answering import NOT_FROM_YOU
from tests.cast import leave
from tests.rooms.talking import general, open_room, say


@pytest.fixture
def asked(settings: SimpleNamespace, amina: Person, ben: Person) -> Message:
    """Ben, whose mails can be answered, is asked something in a room of his team."""
    settings.REPLY_DOMAIN = "reply.example"
    topic = general(open_room(amina))
    say(topic, ben, "Good morning.")
    return say(topic, amina, "When does the cap end, @[Ben Hughes]?")


def answer(asked: Message, by: Person, words: str = "In March.", **head: str) -> bytes:
    letter = EmailMessage()
    lines = {"From": f"{by} <{by.email.upper()}>", "To": address(by, asked).upper(), "Message-ID": "<one@example>"}
    for name, value in {**lines, **{name.replace("_", "-"): value for name, value in head.items()}}.items():
        letter[name] = value
    letter.set_content(words)
    return letter.as_bytes()


def told(person: Person) -> list[str]:
    notices = Notice.objects.filter(person=person, kind=NoticeKind.NOT_POSTED).order_by("pk")
    return list(notices.values_list("because", flat=True))


@pytest.mark.django_db
def test_a_mention_is_answered_from_its_mail_and_posted_once(asked: Message, ben: Person) -> None:
    raw = answer(asked, ben, "In March.\n\nOn 23 Nov 2026, at 10:00, Greenpaper <a@b.example> wrote:\n> When?")
    assert [receive(raw, at=now()), receive(raw, at=now())] == [Received.POSTED, Received.POSTED]
    [posted] = Message.objects.filter(by_mail=True)
    assert (posted.body, posted.by, posted.answers, posted.topic) == ("In March.", ben, asked, asked.topic)
    assert told(ben) == []


@pytest.mark.django_db(transaction=True)
def test_the_mail_of_a_mention_says_how_to_answer_it(asked: Message, ben: Person) -> None:
    [sent] = [one for one in mail.outbox if one.to == [ben.email]]
    assert sent.reply_to == [address(ben, asked)]
    assert "When does the cap end, @[Ben Hughes]?" in sent.body
    assert "Write your answer above this line" in sent.body
    local = sent.reply_to[0].partition("@")[0]
    assert len(local) <= 64
    assert inbound.read(sent.message().as_bytes()).is_automatic


@pytest.mark.django_db
def test_a_mail_from_another_address_is_not_posted_and_its_sender_hears_nothing(
    asked: Message, ben: Person, carys: Person
) -> None:
    before = len(mail.outbox)
    for _ in range(7):
        forged = answer(asked, ben, From=f"Ben Hughes <{carys.email}>")
        assert receive(forged, at=now()) == Received.REFUSED
    assert not Message.objects.filter(by_mail=True).exists()
    assert told(ben) == [NOT_FROM_YOU] * 5
    assert [one.to for one in mail.outbox[before:] if one.to != [ben.email]] == []


@pytest.mark.django_db
def test_the_mail_server_can_be_asked_to_vouch_for_the_sender(
    asked: Message, ben: Person, settings: SimpleNamespace
) -> None:
    settings.REPLY_VOUCHER = "mx.gov.example"
    assert receive(answer(asked, ben), at=now()) == Received.REFUSED
    vouched = answer(asked, ben, Authentication_Results="mx.gov.example; dmarc=pass")
    assert receive(vouched, at=now()) == Received.POSTED


@pytest.mark.django_db
def test_what_is_refused_is_told_in_a_sentence(asked: Message, ben: Person) -> None:
    later = now() + timedelta(days=31)
    assert receive(answer(asked, ben), at=later) == Received.REFUSED
    assert receive(answer(asked, ben, "long " * 2_001), at=now()) == Received.REFUSED
    assert receive(answer(asked, ben, "> When?"), at=now()) == Received.REFUSED
    asked.topic.__class__.objects.update(state="CLOSED")
    assert receive(answer(asked, ben), at=now()) == Received.REFUSED
    assert told(ben) == [
        "A message can be answered from the mail for 30 days, and they are over. Answer in the room.",
        "It was longer than 10,000 characters, the most a message can have. Put a longer text on a page, and link to it.",
        "No words of your own were found in it. Write them above what you quote.",
        "This topic is closed. Ask a steward to open it again, or start another.",
    ]


@pytest.mark.django_db
def test_what_a_machine_sends_or_is_for_nobody_is_dropped(asked: Message, ben: Person) -> None:
    assert receive(answer(asked, ben, Auto_Submitted="auto-replied"), at=now()) == Received.DROPPED
    guessed = address(ben, asked).replace("@", "a@", 1)[:-1]
    assert receive(answer(asked, ben, To=guessed), at=now()) == Received.DROPPED
    letter = message_from_bytes(answer(asked, ben))
    leave(ben)
    assert receive(letter.as_bytes(), at=now()) == Received.DROPPED
    assert told(ben) == []


@pytest.mark.django_db
def test_mail_is_read_from_standard_input_a_maildir_and_an_mbox(
    asked: Message, ben: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(answer(asked, ben, "One."))))
    call_command("receive_mail")
    maildir = mailbox.Maildir(str(tmp_path / "maildir"), create=True)
    maildir.add(mailbox.MaildirMessage(answer(asked, ben, "Two.", Message_ID="<two@example>")))
    mbox = mailbox.mbox(str(tmp_path / "mbox"))
    mbox.add(answer(asked, ben, "Three.", Message_ID="<three@example>"))
    mbox.close()
    for _ in range(2):
        call_command("receive_mail", maildir=str(tmp_path / "maildir"))
        call_command("receive_mail", mbox=str(tmp_path / "mbox"))
    said = Message.objects.filter(by_mail=True).order_by("number")
    assert [one.body for one in said] == ["One.", "Two.", "Three."]
    assert "1 mails posted." in capsys.readouterr().out


@pytest.mark.django_db
def test_a_mail_that_comes_again_does_not_bring_back_what_was_taken_out(asked: Message, ben: Person) -> None:
    raw = answer(asked, ben, "Ask Jo Bloggs.")
    assert receive(raw, at=now()) == Received.POSTED
    [posted] = Message.objects.filter(by_mail=True)
    FLAGGABLE["rooms.message"].redact(str(posted.pk), "Jo Bloggs", ben, now())
    assert receive(raw, at=now()) == Received.POSTED
    assert [one.body for one in Message.objects.filter(by_mail=True)] == [f"Ask {TAKEN_OUT}."]


@pytest.mark.django_db
def test_a_mail_does_not_tell_what_a_page_is_called_that_its_reader_cannot_read(asked: Message, ben: Person) -> None:
    Message.objects.filter(pk=asked.pk).update(body="See [[page:999]] or [[page:999|Closing Leeds]].")
    quoted = answered_from_mail(ben, NoticeKind.MENTIONED, str(asked.pk))
    assert quoted is not None
    assert quoted.words == f"Amina Osei:\nSee {OUT_OF_REACH} or {OUT_OF_REACH}."
