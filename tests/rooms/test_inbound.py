"""What somebody wrote in an answer, among what programs put around it."""

from email.message import EmailMessage
from time import perf_counter

import pytest

from apps.rooms import inbound

OURS = """OFFICIAL. Write your answer above this line, or follow the link below.

‘Fares’ names you in a room.

Amina Osei:
When does the cap end?"""
QUOTED = "\n".join(f"> {line}" for line in OURS.split("\n"))
FROM_GMAIL = f"""In March.

On Mon, 23 Nov 2026 at 10:00, Greenpaper <greenpaper@wiki.example>
wrote:

{QUOTED}"""
FROM_OUTLOOK = f"""In March.

From: Greenpaper <greenpaper@wiki.example>
Sent: 23 November 2026 10:00
To: Ben Hughes <ben.hughes@greenpaper.example>
Subject: OFFICIAL: Fares names you in a room

{OURS}"""
FROM_PHONE = (
    f"In March.\n\nSent from my iPhone\n\nOn 23 Nov 2026, at 10:00, Greenpaper <a@b.example> wrote:\n\n{QUOTED}"
)
IN_WELSH = f"In March.\n\n{OURS}"
BELOW = f"On 23 Nov 2026, at 10:00, Greenpaper <a@b.example> wrote:\n\n{QUOTED}\n\nIn March."


def letter(**parts: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Ben Hughes <Ben.Hughes@greenpaper.example>"
    mail["To"] = "reply+1-2-abc@reply.example"
    mail["Message-ID"] = "<one@greenpaper.example>"
    mail.set_content(parts.get("plain", "In March."))
    return mail


@pytest.mark.parametrize("text", [FROM_GMAIL, FROM_OUTLOOK, FROM_PHONE, IN_WELSH, BELOW, "In March."])
def test_the_answer_is_found_wherever_programs_quote(text: str) -> None:
    assert inbound.own_words(text) == "In March."


def test_what_somebody_wrote_keeps_its_lists_thanks_and_indents() -> None:
    """Where a signature begins is a guess: none of these lines is taken for one."""
    words = (
        "Yes, but:\n\n- not in Wales\n    - nor on Sundays\n- and see below\n\nThanks, the rest is fine. "
        + "Long. " * 80
    )
    assert inbound.own_words(f"{words}\n\n-- \nBen Hughes\n") == words.strip()


def test_a_mail_in_html_alone_is_read_without_what_it_quotes() -> None:
    mail = letter()
    mail.set_content(
        "<style>p{}</style><p>In <b>March</b>, I think.</p><p>Or April.</p><blockquote>When?</blockquote>",
        subtype="html",
    )
    assert inbound.read(mail.as_bytes()).words == "In March, I think.\nOr April."


def test_files_are_told_from_the_pictures_of_a_signature() -> None:
    mail = letter()
    mail.add_attachment(b"GIF", maintype="image", subtype="gif", filename="image001.gif", cid="<logo>")
    mail.add_attachment(b"proof", maintype="application", subtype="pkcs7-signature", filename="smime.p7s")
    assert not inbound.read(mail.as_bytes()).has_files
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="fares.pdf")
    assert inbound.read(mail.as_bytes()).has_files


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Auto-Submitted", "auto-replied"),
        ("Precedence", "bulk"),
        ("X-Autoreply", "yes"),
        ("Return-Path", "<>"),
    ],
)
def test_what_a_machine_answered_is_known(name: str, value: str) -> None:
    mail = letter()
    mail[name] = value
    assert inbound.read(mail.as_bytes()).is_automatic


def test_a_server_vouches_for_itself_alone() -> None:
    mail = letter()
    mail["Authentication-Results"] = "mx.gov.example; spf=pass; dmarc=pass header.from=greenpaper.example"
    mail["Authentication-Results"] = "mx.evil.example; dmarc=pass"
    read = inbound.read(mail.as_bytes())
    assert read.is_vouched_for_by("mx.gov.example")
    assert not read.is_vouched_for_by("mx.other.example")
    mail.replace_header("Authentication-Results", "mx.gov.example; dmarc=fail")
    assert not inbound.read(mail.as_bytes()).is_vouched_for_by("mx.gov.example")


HOSTILE = [
    b"",
    b"\xff\xfe\x00",
    b"From: \r\n\tx\r\nTo: =?utf-8?q?" + b"=" * 5000,
    b"Content-Type: text/plain; charset=nonsense\r\n\r\n\xff\xff",
    b"Content-Type: multipart/mixed; boundary=a\r\n\r\n"
    + b"--a\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n" * 2000,
    b"From: a@b\r\n\r\n" + b"\n" * 40_000,
    b"From: a@b\r\n\r\n" + b"On " * 13_000,
    b"From: a@b\r\n\r\n" + b"> On \n" * 7_000,
    b"From: a@b\r\n\r\n" + b"On x wrote:\n" * 3_000,
    b"From: a@b\r\n\r\n" + b" \xc2\xa0\n" * 9_000,
    b"Content-Type: text/html\r\n\r\n" + b"<div>" * 20_000,
    b"From: a@b\r\n\r\n" + b"x" * (inbound.MOST_BYTES + 1),
]


@pytest.mark.parametrize("raw", HOSTILE)
def test_no_mail_stops_the_reader_or_keeps_it_long(raw: bytes) -> None:
    started = perf_counter()
    assert isinstance(inbound.read(raw), inbound.Letter)
    assert perf_counter() - started < 2


def test_no_sender_vouches_for_themselves_by_what_a_server_repeats_of_them() -> None:
    mail = letter()
    for repeated in ('spf=fail smtp.mailfrom="a; dmarc=pass"@evil.example', "spf=fail (a; dmarc=pass)", "dmarc=pass"):
        mail["Authentication-Results"] = f"mx.gov.example; {repeated}; dmarc=fail"
        assert not inbound.read(mail.as_bytes()).is_vouched_for_by("mx.gov.example")
        del mail["Authentication-Results"]
