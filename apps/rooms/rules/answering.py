"""Which mails are posted as answers."""

from datetime import datetime, timedelta

from apps.core.rules import Grounds, Rule
from apps.people.models import Person
from apps.rooms.inbound import Letter
from apps.rooms.models import Message

DAYS_TO_ANSWER = 30
NOT_FROM_YOU = (
    "It did not come from the address that Greenpaper has for you. If you did not send it, somebody has a mail of "
    "yours: tell your administrator."
)


@Rule
def may_answer_from_mail(person: Person, message: Message, letter: Letter, voucher: str, at: datetime) -> Grounds:
    """The person whose address it came to, from their own, for 30 days after the message was said or changed.

    `voucher` is the mail server that must vouch for where it came from; empty where none is asked.
    """
    is_theirs = letter.senders == (person.email.lower(),)
    yield is_theirs and (not voucher or letter.is_vouched_for_by(voucher)), NOT_FROM_YOU
    until = (message.edited_at or message.at) + timedelta(days=DAYS_TO_ANSWER)
    yield (
        at <= until,
        f"A message can be answered from the mail for {DAYS_TO_ANSWER} days, and they are over. Answer in the room.",
    )
    yield not letter.is_too_large, "It was too large to be read. Answer in a few words, without files."
    yield (
        not letter.has_files,
        "A file came with it, and files are not taken from the mail. Answer without it, or add it in the room.",
    )
    yield bool(letter.words), "No words of your own were found in it. Write them above what you quote."
