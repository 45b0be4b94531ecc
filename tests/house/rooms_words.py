"""What is sent to each address of rooms that takes something: what its own form would send."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate

from apps.rooms.choices import Moving, Reacted, Retention
from apps.rooms.quoting import digest_of as digest_of_messages
from apps.rooms.transcripts import digest_of
from tests.house.rooms_world import MAP, Rooms

WHY = {"because": "It is time."}
# Addresses that name a thing by more than its number.
NAMED_BY: dict[str, Callable[[Any], list[object]]] = {
    "rooms:file": lambda message: [message.pk, MAP],
    "rooms:on": lambda room: [room.pk, localdate()],
    "rooms:ask-out": lambda room: [room.pk, room.community.memberships.exclude(person=room.opened_by).get().person_id],
}


def words(rooms: Rooms) -> dict[str, dict[str, object]]:
    """By the name of the address."""
    chosen = {"message": rooms["message"].number, "seen": digest_of_messages([rooms["message"]])}
    decided = {"title": "It stays.", "reasons": "It is cheap.", "deciders": "Ben Hughes", **_day("decided_on", 0)}
    tip = {"title": "Ring twice", "problem": "Nobody knew.", "did": "We rang.", "contact": "Bus desk"}
    tip |= {"voice": "OFFICIAL", "accepts": "on", "widens": "on", "widened_because": "Nobody is named."}
    page = {"title": "Winter fares", "under": "Rural buses", "audience": 20}
    said = {"body": "It does.", "accepts": "on"}
    hours = {"starts": "2pm", "ends": "3pm"}
    named = {"open": {"title": "Taxis"}, "settings": {"title": "Buses"}, "marking": {"marking": "OFFICIAL"}}
    named |= dict.fromkeys(("close", "hold", "hold-lift", "dispose", "disposal-refuse", "sitting-call-off"), WHY)
    named |= dict.fromkeys(("asked-aside", "asked-send-back", "ask-out"), WHY)
    named |= dict.fromkeys(("say", "sitting-ask", "asked-answer"), said)
    named |= {
        "people": {"person": "Fay Campbell"},
        "catch-up": {"up_to": 1},
        "jump": _day("day", 0),
        "mute": {"muted": "yes"},
        "topic-mute": {"muted": "yes"},
        "seen": {"up_to": 1},
        "start": said | {"title": "Timetables"},
        "topic-keep": {"title": "Fares"},
        "edit": {"body": "It ends in May.", "made_on": 0},
        "react": {"kind": Reacted.AGREE},
        "move": {"which": Moving.ONE, "title": "Timetables"},
        "sitting-new": {"title": "Ask again", "leader": "Ben Hughes", **hours, **_day("day", 2)},
        "sitting-transcript": page,
        "sittings-clearing": {"clears": "yes"},
        "asked-clear": {"seen": digest_of(rooms["answered_asked"])},
        "promote-page": page | chosen,
        "promote-tip": tip | chosen,
        "promote-comment": {"kind": "NOTE", "body": "See the room.", **chosen},
        "promote-decision": decided | chosen,
        "decision-new": decided,
        "page-decision-new": decided | {"text": "EDITION", "edition": 1},
        "dissent": {"words": "It is dear.", "named": "yes"},
        "supersede": decided,
        "retention-change": {"retention": Retention.POLICY, **WHY},
    }
    return {f"rooms:{name}": typed for name, typed in named.items()}


def _day(name: str, days: int) -> dict[str, object]:
    """So many days from today."""
    day = localdate() + timedelta(days=days)
    return {f"{name}_{part}": getattr(day, part) for part in ("day", "month", "year")}
