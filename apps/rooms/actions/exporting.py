"""Writing a topic to a file that can be read without Greenpaper."""

from datetime import datetime
from hashlib import sha256
from typing import IO

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from apps.people.models import Person
from apps.records.actions import record
from apps.rooms.models import Topic
from apps.rooms.queries.exporting import decisions_in, stretches


def export(topic: Topic, to: IO[bytes], *, by: Person, at: datetime) -> str:
    """This will write a topic as `by` reads it to a file, in Markdown, and return the SHA-256 of all but its last line.

    Every line that somebody typed begins with `>`, so that nobody can write what looks like a message of another.
    Nobody waits while it is read: only the record, without which there is no file, is a transaction.
    """
    told, count = sha256(), 0

    def write(template: str, **context: object) -> None:
        text = render_to_string(f"rooms/export/{template}", context).encode()
        told.update(text)
        to.write(text)

    write("head.md", topic=topic, room=topic.room, by=by, at=at, address=settings.PUBLIC_ADDRESS)
    for messages in stretches(topic, by):
        write("messages.md", messages=messages)
        count += len(messages)
    write("foot.md", decisions=decisions_in(topic, by), room=topic.room, address=settings.PUBLIC_ADDRESS)
    digest = told.hexdigest()
    to.write(render_to_string("rooms/export/digest.md", {"digest": digest}).encode())
    with transaction.atomic():
        record("rooms.exported", about=topic, by=by, at=at, details={"messages": count, "digest": digest})
    return digest
