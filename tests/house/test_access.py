"""The access table: every address, tried by every kind of person, reading and writing."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from apps.pages.queries.files import mark_of
from apps.records.models import kind_of
from apps.trust.models import Appointment, Community, Recall
from tests.cast import grade
from tests.house.project import ROOT
from tests.house.rooms_words import NAMED_BY as ROOMS_NAMED_BY
from tests.house.rooms_words import words as words_for_rooms
from tests.house.rooms_world import MAP
from tests.house.test_addresses import ADDRESSES, NAMES
from tests.house.world import CAST, World, build

pytestmark = pytest.mark.django_db

# One line an address and method: what it is about, then what each kind of person is answered, in the order of the
# first line. `in` is sent to sign in; `on` is sent onwards, as after an act that was done.
TABLES = sorted(Path(ROOT, "tests", "house", "access").glob("*.txt"))
FIRST = tuple(TABLES[0].read_text().splitlines()[0].split())
ROWS = [tuple(line.split()) for table in TABLES for line in table.read_text().splitlines()[1:]]
# Where an address needs more than the number of the thing it is about.
ARGUMENTS = {
    "clearance:fact-check": ["not-a-key"],
    "clearance:fact-check-file": ["not-a-key", MAP],
    "identity:welcome": ["not-a-token"],
    "practice:digest-stop": ["not-a-key"],
    "openid_connect_login": ["nowhere"],
    "openid_connect_callback": ["nowhere"],
    "account_reset_password_from_key": ["1", "not-a-key"],
}

AFTER_THE_NUMBER = {"pages:edition": 1, "pages:edition-restore": 1, "clearance:page-change": "withdrawal"}
AFTER_THE_NUMBER |= {"pages:draft-version": 1, "pages:draft-version-name": 1, "pages:draft-version-restore": 0}
AFTER_THE_NUMBER |= {"clearance:paper": 1, "clearance:paper-file": 1}
FILES = ("draft-file", "file-replace", "file-describe", "file-take-out", "page-file")
AFTER_THE_NUMBER |= {f"pages:{name}": MAP for name in FILES} | {"clearance:submission-file": MAP}
AFTER_THE_NUMBER |= {"pages:edition-file": (1, MAP), "pages:version-file": (1, MAP)}


class Chosen(ContentFile):
    """A file that somebody chose, and chooses again each time."""

    def read(self, *_: object) -> bytes:
        self.seek(0)
        return super().read()


def forms(world: World) -> dict[str, dict[str, object]]:
    """What is sent to each address that takes something: what its own form would send."""
    unit = world.government.rural_transport.pk
    seen = {"seen": mark_of(world.things.change.files[0])}
    chosen = {"file": Chosen(b"South to north.", name=MAP)}
    return words_for_rooms(world.rooms) | {
        "pages:draft-files": {**chosen, "alt": "Where it runs"},
        "pages:file-replace": seen | chosen,
        "pages:file-describe": seen | {"alt": "Where it ran"},
        "pages:file-take-out": seen,
        "pages:space-open": {"title": "Taxis", "unit": unit, "kind": "POLICY", "audience": 20},
        "pages:page-new": {"title": "Ferries"},
        "pages:draft-edit": {"title": "Lanes", "body": "Words.", "audience": 20, "marking": "OFFICIAL", "version": 1},
        "pages:draft-keep": {"title": "Lanes", "body": "Wor", "audience": 20, "marking": "OFFICIAL", "version": 1},
        "pages:draft-version-name": {"name": "As sent to the Minister", "was": ""},
        "pages:draft-version-restore": {"version": 1},
        "clearance:submit": {"significance": "MAJOR", "change_note": "Why.", "months": 12, "version": 1},
        "clearance:comment-new": {"kind": "NOTE", "body": "Why?", "version": 1},
        "clearance:comment-reply": {"body": "Because."},
        "clearance:comment-settle": {"because": "Explained."},
        "clearance:page-change": {"because": "They are gone."},
        "clearance:delegate": delegation(world),
        "clearance:emergency": emergency(world),
        "clearance:second": {"second": world.people["fay"].pk, "because": "Ben is away."},
        "clearance:call-off": {"because": "Not yet."},
        "clearance:postpone": {"because": "Not yet.", "hour": "9am"} | day("day", localdate() + timedelta(days=9)),
        "clearance:draft-interest": {"because": "My sister runs a bus firm."},
        "clearance:interest": {"because": "My sister runs a bus firm."},
        "clearance:fact-check": {"paragraph": "1", "body": "They leak."},
        "clearance:fact-check-new": {"name": "Nia", "email": "nia@x.example", "question": "Right?", "days": 7},
        "clearance:merge": {"other": "Every bus"},
        "clearance:send-back": {"because": "Cite the survey."},
        "clearance:route-change": route(),
        "clearance:route-sensitive": route(),
        "moderation:flag": {"rule": "consistent", "because": "It is rude."},
        "moderation:claim": {"version": 1},
        "moderation:release": {"version": 1},
        "moderation:take-off": {"version": 1},
        "moderation:appeal": {"because": "It is about a bus."},
        "moderation:appeal-decide": {"outcome": "OVERTURNED", "answer": "It is."},
        "moderation:rule": {"version": 1, "measure": "HIDE", "rule": "consistent", "because": "It is rude."},
        "practice:tip": tip(),
        "practice:use": use(),
        "practice:adoption-still": {"seen": 1},
        "practice:adoption-retract": {"because": "It was another team."},
        "practice:doubt-ask": {"because": "The number has changed.", "accepts": "on"},
        "practice:doubt": {"outcome": "STILL_RIGHT", "edition": 1},
        "practice:ask": {"title": "Who rings twice?", "voice": "OFFICIAL", "accepts": "on"},
        "practice:answer": {"body": "We do.", "voice": "OFFICIAL", "accepts": "on"},
        "practice:answer-change": {"body": "We did.", "voice": "OFFICIAL", "accepts": "on"},
        "practice:answer-withdraw": {"because": "It was another bus."},
        "practice:answer-practice": tip(),
        "practice:question-close": {"because": "Settled."},
        "practice:collect": {"collection": world.exchange["other_collection"].pk},
        "practice:collection-new": {"title": "Maps"},
        "practice:collection-rename": {"title": "Maps"},
        "practice:collection-note": {"note": "Read this first."},
        "trust:appoint": {"person": "Gwen Okafor", "because": "She knows it."},
        "trust:step-down": {"because": "No time."},
        "trust:ask-to-go": {"because": "They rule alone."},
        "trust:recall": {"vote": "stay"},
        "notices:quiet": {"starts": "late"},
        "pages:confirm": {"edition": 1},
        "pages:hand-over-to": {"post": "Directorate support", "which": "one", "because": "They know it."},
        "account_login": {"login": "nobody@greenpaper.example", "password": "wrong"},
        "account_request_login_code": {"email": "nobody@elsewhere.example"},
        "account_reset_password": {"email": "nobody@elsewhere.example"},
    }


def emergency(world: World) -> dict[str, object]:
    """With Ben as the second pair of eyes."""
    said = {"because": "The strike starts tonight.", "second": world.people["ben"].pk}
    return said | {"overdue": "CLIMBS", "sure": "on", "version": 1}


def tip() -> dict[str, object]:
    """By somebody who has not accepted the guidelines yet."""
    said = {"title": "Ring twice a day", "problem": "Nobody knew.", "did": "We rang.", "contact": "Bus desk"}
    return said | {"voice": "OFFICIAL", "accepts": "on"}


def use() -> dict[str, object]:
    """What the team of somebody does with a practice, who has not accepted the guidelines yet."""
    since = day("since", localdate())
    return {"use": "ADOPTED", "outcome": "BETTER", "seen": 1, "voice": "OFFICIAL", "accepts": "on", **since}


def day(name: str, when: date) -> dict[str, object]:
    return {f"{name}_{part}": getattr(when, part) for part in ("day", "month", "year")}


def route() -> dict[str, object]:
    """One step, higher than any that a route starts with."""
    step = {"stage": 1, "whom": "30", "grade": grade("SCS3").pk, "people_needed": 1}
    typed = {f"steps-0-{name}": value for name, value in step.items()}
    return {"steps-TOTAL_FORMS": 1, "steps-INITIAL_FORMS": 0, "do": "send", "because": "Higher.", **typed}


def delegation(world: World) -> dict[str, object]:
    """From today until the same day next week, to somebody whom everybody may ask."""
    first, last = localdate(), localdate() + timedelta(days=7)
    days = {f"first_day_{part}": getattr(first, part) for part in ("day", "month", "year")}
    days |= {f"last_day_{part}": getattr(last, part) for part in ("day", "month", "year")}
    return {"receiver": world.people["gwen"].email, "because": "On leave.", **days}


def address(world: World, name: str, about: str) -> str:
    if about in {"-", "link"}:
        behind = f"files/{MAP}" if name == "clearance:fact-check-file" else ""
        return world.things.link + behind if about == "link" else reverse(name, args=ARGUMENTS.get(name, []))
    return reverse(name, args=arguments(world, name, named(world, about)))


# Addresses that name a thing by something else than its number.
NAMED_BY: dict[str, Callable[[Any], list[object]]] = {
    "wiki:get": lambda thing: [thing.path],
    "moderation:flag": lambda thing: [kind_of(thing), thing.pk],
    "practice:adoption-evidence": lambda thing: [thing.pk, thing.reports.get().pk, MAP],
    "practice:tip-given": lambda thing: [thing.space_id, thing.pk],
    "trust:ask-to-go": lambda thing: [thing.community.slug, thing.person_id],
} | dict.fromkeys(
    ("pages:draft-kept", "pages:draft-kept-away", "pages:draft-take-up"), lambda thing: [thing.draft_id, thing.pk]
)
NAMED_BY |= ROOMS_NAMED_BY


def arguments(world: World, name: str, thing: Any) -> list[object]:
    """What names the thing in the address: its number, mostly, and what an address asks besides."""
    if name in NAMED_BY:
        return NAMED_BY[name](thing)
    after = world.government.transport.pk if name == "pages:hand-over-to" else AFTER_THE_NUMBER.get(name, ())
    rest = after if isinstance(after, tuple) else (after,)
    if isinstance(thing, Community):
        return [thing.slug, *rest]
    return [*((thing.community.slug,) if isinstance(thing, Appointment | Recall) else ()), thing.pk, *rest]


def named(world: World, about: str) -> Any:
    """What a table calls so."""
    for things in (world.exchange, world.rooms):
        if about in things:
            return things[about]
    return getattr(world if about in {"space", "route"} else world.things, about)


def answer(browser: Client, method: str, path: str, words: dict[str, object]) -> HttpResponse:
    """Ask once, and undo whatever came of it, a sign-out too."""
    cache.clear()
    cookies = browser.cookies.copy()
    with transaction.atomic():
        response = browser.get(path) if method == "GET" else browser.post(path, words)
        if response.streaming:
            response.getvalue()  # to its end, at which what it is read from is closed
        transaction.set_rollback(True)
    browser.cookies = cookies
    return response


def word_for(response: HttpResponse) -> str:
    if response.status_code != 302:
        return str(response.status_code)
    return "in" if response["Location"].startswith("/accounts/login/?next=") else "on"


def test_every_address_has_its_rows():
    assert FIRST[3:] == CAST
    rows = {(name, method) for name, _, method, *_ in ROWS}
    ours = {name for name in NAMES if not name.startswith("admin:")}
    assert rows == {(name, method) for name in ours for method in ("GET", "POST")}


def test_everybody_is_answered_at_every_address_as_the_table_says():
    world = build()
    words = forms(world)
    browsers = {who: world.browser(who) for who in CAST}
    wrong = []
    for name, about, method, *expected in ROWS:
        path = address(world, name, about)
        given = [word_for(answer(browsers[who], method, path, words.get(name, {}))) for who in CAST]
        if given != expected:
            wrong.append(" ".join((name, about, method, *given)))
    assert not wrong, "\n".join(wrong)


def test_the_admin_is_for_administrators_alone():
    world = build()
    browsers = {who: world.browser(who) for who in CAST}
    wrong = []
    for name, path, _ in ADDRESSES:
        if not name.startswith("admin:"):
            continue
        for method in ("GET", "POST"):
            given = {who: answer(browser, method, path, {}) for who, browser in browsers.items()}
            ours = given.pop("ines").status_code
            turned_away = {one.status_code for one in given.values()} <= {302, 401, 403}
            if not turned_away or ours >= 500:
                wrong.append((name, path, method, ours, {who: one.status_code for who, one in given.items()}))
    assert wrong == []


def test_no_table_of_the_wiki_nor_of_sign_in_stands_in_the_admin():
    """There it could be written without clearance or record, and read by people whom no audience includes."""
    shown = {path.split("/")[2] for name, path, _ in ADDRESSES if name.endswith("_changelist")}
    assert shown == {"clearance", "people", "practice", "trust"}
