"""Telling people that a message names them or answers theirs."""

from datetime import datetime

from apps.rooms.models import Message
from apps.rooms.naming import Named


def tell_named(message: Message, named: Named, at: datetime) -> None:
    """This will keep what a message names, and tell those people."""
