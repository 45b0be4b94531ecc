"""Posting what somebody answered from their mail."""

from datetime import datetime
from enum import StrEnum
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from apps.core.fields import Prose
from apps.core.limits import count_try, tries
from apps.core.rules import Refused
from apps.notices.actions import tell
from apps.notices.choices import NoticeKind
from apps.people.models import Person
from apps.rooms import inbound
from apps.rooms.actions.posting import Said, post
from apps.rooms.choices import MESSAGE_LENGTH
from apps.rooms.inbound import Letter
from apps.rooms.models import Message
from apps.rooms.reply_addresses import addressees
from apps.rooms.rules.answering import may_answer_from_mail

# Whoever has somebody's address could otherwise fill their notices: so many in so many seconds about one message.
MOST_TOLD, TOLD_IN = 5, 3600
TOO_LONG = (
    f"It was longer than {MESSAGE_LENGTH:,} characters, the most a message can have. Put a longer text on a page, and "
    "link to it."
)


class Received(StrEnum):
    """What became of a mail."""

    POSTED = "posted"
    REFUSED = "refused"
    # Nobody is told: it answers nothing of ours, a machine wrote it, or whose it would be has gone.
    DROPPED = "dropped"


def receive(raw: bytes, *, at: datetime) -> Received:
    """This will post what somebody answered from their mail, as a reply in the topic where the message is now.

    The same mail is posted once, however often it is delivered. One that is refused is never answered itself, as who
    sent it is only what it says: the person whose address it came to has a notice that says why.
    """
    letter = inbound.read(raw)
    message, person = _answered(letter)
    if message is None or person is None:
        return Received.DROPPED
    try:
        may_answer_from_mail.require(person, message, letter, settings.REPLY_VOUCHER, at)
        key = uuid5(NAMESPACE_URL, f"{person.pk} {letter.key}")
        # Whatever it says there now: words that were taken out do not come back with a mail that comes again.
        if Message.objects.filter(room=message.room_id, key=key, by=person).exists():
            return Received.POSTED
        words = _postable(letter.words)
        answers = message if message.has_words else None
        post(message.topic, Said(words, answers=answers, key=key, by_mail=True), by=person, at=at)
    except Refused as refusal:
        _tell(person, message, refusal.reason, at=at)
        return Received.REFUSED
    return Received.POSTED


def _answered(letter: Letter) -> tuple[Message | None, Person | None]:
    """The message that a mail answers and whose address it came to, where they may still read it."""
    addressee = None if letter.is_automatic else next(addressees(letter.to), None)
    if addressee is None:
        return None, None
    person = Person.objects.filter(pk=addressee.person_id, is_active=True).first()
    if person is None:
        return None, None
    seen = Message.objects.visible_to(person).select_related("topic__room", "room", "by")
    return seen.filter(pk=addressee.message_id).first(), person


def _postable(words: str) -> str:
    """The words as the form on the page would take them. Raises Refused with what it would say."""
    field = Prose(max_length=MESSAGE_LENGTH, error_messages={"max_length": TOO_LONG})
    try:
        said: str = field.clean(words)
    except ValidationError as fault:
        raise Refused(f"{fault.messages[0].rstrip('.')}.") from fault
    return said


@transaction.atomic
def _tell(person: Person, message: Message, because: str, *, at: datetime) -> None:
    who = f"{person.pk}-{message.pk}"
    if tries("refused-mail", who, seconds=TOLD_IN, at=at) < MOST_TOLD:
        count_try("refused-mail", who, seconds=TOLD_IN, at=at)
        tell([person], NoticeKind.NOT_POSTED, about=message.topic, at=at, because=because)
