"""Typing together by asking again and again, where no web socket gets through: the same in one request."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from apps.core import hub
from apps.core.rules import Refused, StateChanged
from apps.pages.actions import live, presence
from apps.pages.actions.carrying import topic_of
from apps.pages.actions.live import Arrived
from apps.pages.live.changes import MalformedChange, read_client, read_vector
from apps.pages.live.document import LiveDocument
from apps.pages.live.rules import ANOTHER_TEXT, UNREADABLE, may_be_typed
from apps.pages.live.seats import colours_of, read_position
from apps.pages.models import Draft
from apps.pages.queries.live import opening_of, typing_live
from apps.people.models import Person

# Yjs's own numbers of clients are smaller, and so are those of connections.
FIRST_CONN = 2**32
# Of a request: a change as large as a socket takes, in base64, and a state vector.
MOST_BYTES = 2 * 1024 * 1024


class Unreadable(Refused):
    """What the browser sent is not what it should be, or holds what may not be typed."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a browser says: who and where it is, the live text it knows, what it has, and what is new."""

    client: int
    live: int | None
    vector: bytes
    change: bytes | None
    n: int | None
    cursor: tuple[str | None, str | None]


def read(body: bytes) -> Said:
    """Read a request. Raises Unreadable."""
    if len(body) > MOST_BYTES:
        raise Unreadable(UNREADABLE)
    try:
        said = json.loads(body)
        change = b64decode(said["change"], validate=True) if said.get("change") else None
        vector = b64decode(said["vector"] or "AA==", validate=True)
        read_vector(vector)
        cursor = said.get("cursor") or {}
        where = read_position(cursor.get("anchor")), read_position(cursor.get("head"))
        known = None if said["live"] is None else read_client(said["live"])
        return Said(read_client(said["client"]), known, vector, change, said.get("n"), where)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as broken:
        raise Unreadable(UNREADABLE) from broken


def exchange(draft: Draft, said: Said, *, by: Person, at: datetime) -> dict[str, Any]:
    """Store what somebody typed and answer with all that they lack.

    Raises Refused when they may not write, StateChanged when theirs is another live text, Unreadable likewise.
    """
    text = live.join(draft, by=by, at=at)
    if said.live not in {None, text.pk}:
        raise StateChanged(ANOTHER_TEXT)
    document = LiveDocument(None, opening_of(text).pieces)
    if said.change:
        _take(document, draft, said, by=by, at=at)
    presence.note(draft, by=by, at=at, is_live=True)
    _tell_others(draft, said, by=by, at=at)
    people = typing_live(draft, at=at)
    colours = colours_of(pk for pk, _ in people)
    return {
        "live": text.pk,
        "vector": b64encode(document.vector).decode(),
        "change": b64encode(document.since(said.vector)).decode(),
        "version": draft.version,
        "people": [{"conn": pk, "name": name, "colour": colours[pk], "you": pk == by.pk} for pk, name in people],
        "stored": said.n if said.change else None,
    }


def _take(document: LiveDocument, draft: Draft, said: Said, *, by: Person, at: datetime) -> None:
    assert said.change is not None
    known = read_vector(document.vector)
    try:
        change = document.read(said.change)
        splices = document.apply(said.change)
    except MalformedChange as broken:
        raise Unreadable(UNREADABLE) from broken
    verdict = may_be_typed(document, splices)
    if not verdict:
        raise Unreadable(verdict.reason)
    arrived = Arrived(by.pk, said.client, said.change, change.new_to(known))
    [outcome] = live.take_in(draft.pk, [arrived], at=at)
    if isinstance(outcome, Refused):
        raise outcome


def _tell_others(draft: Draft, said: Said, *, by: Person, at: datetime) -> None:
    """Show those in rooms who else is there; they forget it unless they are told again."""
    conn = FIRST_CONN + said.client % FIRST_CONN
    guest = [conn, by.pk, by.name, int(at.timestamp() * 1000)]
    hub.tell(topic_of(draft.pk), **{"from": "polling"}, kind="here", who=[guest])
    hub.tell(topic_of(draft.pk), **{"from": "polling"}, kind="cursors", at=[[conn, *said.cursor]])
