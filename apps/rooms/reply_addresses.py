"""Where somebody writes to answer a message from their mail: an address of their own for that one message."""

import base64
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import base36_to_int, int_to_base36

from apps.notices.choices import NoticeKind
from apps.notices.subjects import Answerable
from apps.pages.choices import Marking
from apps.pages.markup.short import PAGE
from apps.people.models import Person
from apps.rooms.choices import OUT_OF_REACH
from apps.rooms.models import Message
from apps.rooms.naming import for_editing

SALT = "apps.rooms.reply_addresses"
# What stands before the @ may have 64 octets (RFC 5321, 4.5.3.1.1), and servers change its capitals: so base 32 of
# half the digest, which is 128 bits, where django.core.signing would take 43 characters of either case.
SIGNATURE_BYTES = 16
_LOCAL = re.compile(r"reply\+([0-9a-z]{1,13})-([0-9a-z]{1,13})-([a-z2-7]{26})@")
ANSWERED = frozenset({NoticeKind.MENTIONED, NoticeKind.CALLED, NoticeKind.RESPONDED})


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whose address it is, and for answering which message."""

    person_id: int
    message_id: int


def address(person: Person, message: Message) -> str:
    """Where this person writes to answer that message. Whoever has the address could try to answer for them."""
    return f"reply+{_signed(person.pk, message.pk, settings.SECRET_KEY)}@{settings.REPLY_DOMAIN}"


def addressees(lines: Iterable[str]) -> Iterator[Addressee]:
    """Every address of ours, with a good signature, that stands in these lines of a mail's head."""
    for line in lines:
        for found in _LOCAL.finditer(line.lower()):
            if _is_signed(found):
                yield Addressee(base36_to_int(found[1]), base36_to_int(found[2]))


def answered_from_mail(person: Person, kind: str, message_id: str) -> Answerable | None:
    """How a notice of a mention or a reply is answered from the mail; None where it is not.

    What was said stands in the mail where the room's marking lets it: of a sensitive one it stays in Greenpaper.
    """
    if not settings.REPLY_DOMAIN or kind not in ANSWERED:
        return None
    message = Message.objects.visible_to(person).select_related("room", "by").filter(pk=message_id).first()
    if message is None or not message.has_words:
        return None
    may_leave = message.room.marking == Marking.OFFICIAL
    # Pages by their titles, but for those that this person may not read.
    said = PAGE.sub(OUT_OF_REACH, for_editing(message.body, person)) if may_leave else ""
    return Answerable(address(person, message), f"{message.by}:\n{said}" if may_leave else "")


def _signed(person_id: int, message_id: int, secret: str) -> str:
    about = f"{int_to_base36(person_id)}-{int_to_base36(message_id)}"
    digest = salted_hmac(SALT, about, secret=secret, algorithm="sha256").digest()[:SIGNATURE_BYTES]
    return f"{about}-{base64.b32encode(digest).decode().rstrip('=').lower()}"


def _is_signed(found: re.Match[str]) -> bool:
    ids = base36_to_int(found[1]), base36_to_int(found[2])
    given = found[0].removeprefix("reply+").removesuffix("@")
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(constant_time_compare(given, _signed(*ids, secret)) for secret in secrets)
