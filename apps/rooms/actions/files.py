"""The files that go with a message."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from apps.people.models import Person
from apps.rooms.models import Message


def attach(message: Message, files: Sequence[Any], by: Person, at: datetime) -> None:
    """This will put files with a message."""
