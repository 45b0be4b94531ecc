"""Who may sit in a room. Asked when they come, every few seconds, and by the action whenever they type."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user

from apps.core.clock import now
from apps.core.rules import Refused
from apps.pages.live.rules import NOT_THERE, SESSION_OVER
from apps.pages.models import Draft
from apps.pages.rules import may_write
from apps.people.models import Person

SIGNED_OUT, REFUSED, NOT_FOUND = 4401, 4403, 4404


class TurnedAway(Refused):
    """They may not come in, or not stay: `code` is what the socket is closed with."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code


@dataclass(frozen=True, slots=True)
class Admitted:
    """Somebody who may write in the draft."""

    person: Person
    draft: Draft


def admit(session_key: str, draft_id: int) -> Admitted:
    """Who this session is of, when they may write in the draft. Raises TurnedAway."""
    person = person_of_session(session_key)
    if person is None:
        raise TurnedAway(SIGNED_OUT, SESSION_OVER)
    draft = Draft.objects.visible_to(person).select_related("space__unit").filter(pk=draft_id).first()
    if draft is None:
        raise TurnedAway(NOT_FOUND, NOT_THERE)
    verdict = may_write(person, draft, now())
    if not verdict:
        raise TurnedAway(REFUSED, verdict.reason)
    return Admitted(person, draft)


def person_of_session(session_key: str) -> Person | None:
    """The person signed in by this session, as Django finds them for a request."""
    if not session_key:
        return None
    store: Any = import_module(settings.SESSION_ENGINE)
    person = get_user(SimpleNamespace(session=store.SessionStore(session_key)))  # type: ignore[arg-type]  # all that it reads of a request
    return person if isinstance(person, Person) and person.is_active else None
