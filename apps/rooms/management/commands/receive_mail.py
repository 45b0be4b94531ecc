"""manage.py receive_mail: post what people answered from their mail."""

import logging
import mailbox
import sys
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from apps.core.clock import now
from apps.rooms.actions.answering import Received, receive
from apps.rooms.inbound import MOST_BYTES

log = logging.getLogger(__name__)
# What a mail server takes for ‘not now, try again’: EX_TEMPFAIL of sysexits.h.
TRY_AGAIN = 75


class Command(BaseCommand):
    help = "Post what people answered from their mail: one mail from standard input, or all that are new in a mailbox."

    def add_arguments(self, parser: ArgumentParser) -> None:
        place = parser.add_mutually_exclusive_group()
        place.add_argument("--maildir", help="A folder with cur, new and tmp: what is in new is read, and goes to cur.")
        place.add_argument("--mbox", help="A file with many mails: what was not read yet is read, and marked as read.")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        if options["maildir"]:
            counted = _from_maildir(_existing(options["maildir"]))
        elif options["mbox"]:
            counted = _from_mbox(_existing(options["mbox"]))
        else:
            # One byte too many shows that there is more, which is not read.
            counted = Counter([_taken(sys.stdin.buffer.read(MOST_BYTES + 1))])
            if counted[None]:
                raise CommandError("The mail could not be taken in now. Try again.", returncode=TRY_AGAIN)
        for outcome in Received:
            self.stdout.write(f"{counted[outcome]} mails {outcome}.")
        if counted[None]:
            self.stderr.write(f"{counted[None]} mails could not be taken in; they are tried again the next time.")


def _existing(path: str) -> str:
    if not Path(path).exists():
        raise CommandError(f"There is no mailbox at {path}.")
    return path


def _taken(raw: bytes) -> Received | None:
    """What became of a mail; None where the database was away, or nobody foresaw it: then it is tried again."""
    try:
        return receive(raw, at=now())
    except Error:
        log.exception("A mail could not be taken in, as the database did not answer")
    except Exception:  # Whatever one mail does, the others have their turn.
        log.exception("A mail could not be taken in")
    return None


def _from_maildir(path: str) -> Counter[Received | None]:
    box = mailbox.Maildir(path, factory=None, create=False)
    counted: Counter[Received | None] = Counter()
    for key, letter in box.items():
        if letter.get_subdir() != "new":
            continue
        outcome = _taken(box.get_bytes(key))
        counted[outcome] += 1
        if outcome is not None:
            letter.set_subdir("cur")
            letter.add_flag("S")
            box[key] = letter
    return counted


def _from_mbox(path: str) -> Counter[Received | None]:
    box = mailbox.mbox(path, factory=None, create=False)
    counted: Counter[Received | None] = Counter()
    box.lock()
    try:
        for key, letter in box.items():
            if "R" in letter.get_flags():
                continue
            outcome = _taken(box.get_bytes(key))
            counted[outcome] += 1
            if outcome is not None:
                letter.set_flags("RO")
                box[key] = letter
    finally:
        # What was taken in is marked as read before the box is let go, whatever happened to the others.
        box.close()
    return counted
