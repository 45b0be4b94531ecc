"""Somebody typing in a draft live, without a server between."""

from typing import Any

from pycrdt import Doc, Text

from apps.core.clock import now
from apps.core.rules import Refused
from apps.pages.actions import live
from apps.pages.actions.live import Arrived
from apps.pages.live.changes import read_change, read_vector
from apps.pages.models import Draft
from apps.pages.queries.live import opening_of
from apps.people.models import Person


class Keyboard:
    """Keeps what it types until it is stored; it hears nothing of what others type but by `catch_up`."""

    def __init__(self, draft: Draft, by: Person, *, client: int | None = None) -> None:
        self.draft, self.by = draft, by
        self.doc: Doc[Any] = Doc(client_id=client)
        self.text = self.doc.get("body", type=Text)
        self.live = live.join(draft, by=by, at=now())
        self.catch_up()

    def catch_up(self) -> str:
        self.live.refresh_from_db()
        for piece in opening_of(self.live).pieces:
            self.doc.apply_update(piece)
        return str(self.text)

    def type(self, at: int, words: str = "", *, removing: int = 0) -> int | Refused:
        """Put words where so many bytes were taken out; return what came of storing it."""
        before = self.doc.get_state()
        with self.doc.transaction():
            if removing:
                del self.text[at : at + removing]
            if words:
                self.text.insert(at, words)
        return self.send(self.doc.get_update(before), before)

    def send(self, change: bytes, before: bytes = b"\0") -> int | Refused:
        brings = read_change(change).new_to(read_vector(before))
        arrived = Arrived(self.by.pk, self.doc.client_id, change, brings)
        return live.take_in(self.draft.pk, [arrived], at=now())[0]
