"""Files that go with a message: taken in before the room is locked, and its own from when it is said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from apps.core.limits import count_try, tries
from apps.core.rules import Refused
from apps.core.text import one_line
from apps.pages.actions.files import keep_for_good
from apps.pages.actions.files import take_in as take_in_one
from apps.pages.files import Accepted, free_name
from apps.pages.models import StoredFile
from apps.pages.rules import may_be_kept
from apps.people.models import Person
from apps.records.actions import record
from apps.rooms.models import Message, MessageFile

MOST_FILES = 5
# Looking through a file takes time: nobody needs more of it than this, in rooms and drafts together.
UPLOADS, STRETCH_SECONDS = 200, 3600
UPLOAD = "file-upload"


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that was looked through, and what it shows in words; empty where it only decorates."""

    file: Accepted
    alt: str = ""


def take_in(files: Sequence[Brought], *, by: Person, at: datetime) -> None:
    """This will have the files scanned and store what they hold, as uploads. It takes its time: hold no lock.

    Raises Refused with the rule's reason, or the virus scanner's. Whoever calls has asked whether they may talk.
    """
    if len(files) > MOST_FILES:
        raise Refused(f"At most {MOST_FILES} files go with one message.")
    if tries(UPLOAD, str(by.pk), seconds=STRETCH_SECONDS, at=at) + len(files) > UPLOADS:
        raise Refused("You have added very many files in the last hour. Wait a while before you add more.")
    for one in files:
        count_try(UPLOAD, str(by.pk), seconds=STRETCH_SECONDS, at=at)
        may_be_kept.require(one.file.name, f"{one.alt}\n{one.file.words}")
    for one in files:
        take_in_one(one.file, by=by, at=at)


def attach(message: Message, files: Sequence[Brought], *, by: Person, at: datetime) -> None:
    """This will let files that were taken in go with a message. Part of the act that says it."""
    names: dict[str, Brought] = {}
    for one in files:
        names[free_name(one.file.name, names)] = one
    # In one order wherever they are attached, and all of them before the record, whose chain is locked last.
    for name, one in sorted(names.items(), key=lambda named: named[1].file.sha256):
        keep_for_good({one.file.sha256}, name, at=at)
    for one in names.values():
        # Its name stays off the record as the words do, as a steward may have to take them out.
        facts = {"sha256": one.file.sha256, "size": len(one.file.content)}
        record("rooms.file_added", about=message, by=by, at=at, details=facts)
    stored = StoredFile.objects.in_bulk({one.file.sha256 for one in files}, field_name="sha256") if files else {}
    MessageFile.objects.bulk_create(
        MessageFile(message=message, file=stored[one.file.sha256], name=name, alt=one_line(one.alt))
        for name, one in names.items()
    )
