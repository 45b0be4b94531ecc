"""What a browser that is no browser of ours may send: refused with a sentence, and at nobody else's cost."""

import base64
import json

import pytest
from django.test import Client
from pycrdt import Doc, Text

from apps.pages.live.changes import MOST_BLOCKS, MalformedChange, read_change
from apps.pages.live.document import LiveDocument
from apps.pages.live.polling import MOST_BYTES
from apps.pages.live.rules import MOST_PLACES, SCATTERED, UNREADABLE, may_be_typed
from apps.pages.models import Draft, LiveText
from tests.loops import in_a_loop_of_its_own
from tests.served import at_work, session_of
from tests.stories import front, start

TYPED = Doc()
TYPED.get("body", type=Text).insert(0, "All: ")
CHANGE = base64.b64encode(TYPED.get_update()).decode()
# Not one of these is the number of a Yjs client.
NO_CLIENTS = (-1, 2**53, 2**70, 1e400, 1.5, "7", None, [], {})


@pytest.fixture
def draft(space, amina) -> Draft:
    return start(front(space), amina, body="Fares are capped.")


def number(value: int) -> bytes:
    """As lib0 writes it."""
    return bytes([value & 0x7F]) if value < 0x80 else bytes([value & 0x7F | 0x80]) + number(value >> 7)


def letters_between(client: int, count: int) -> bytes:
    """A change that puts a letter after each second of those that `client` wrote."""
    blocks = b"".join(b"\x84" + number(client) + number(2 * clock) + b"\x01b" for clock in range(count))
    return number(1) + number(count) + number(9) + number(0) + blocks + number(0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "said",
    [
        *({"client": client, "live": None, "vector": "", "change": CHANGE} for client in NO_CLIENTS),
        *({"client": 1, "live": live, "vector": ""} for live in NO_CLIENTS if live is not None),
        {"client": 1, "live": None, "vector": "x"},
        {"client": 1, "live": None, "vector": "", "change": 5},
        {"client": 1, "live": None, "vector": "", "cursor": [1]},
        {"client": 1, "live": None, "vector": "", "change": "A" * MOST_BYTES},
        {"client": 1},
        [],
        None,
    ],
    # Without the change itself: its client is another one in each process.
    ids=lambda said: json.dumps(said)[:48],
)
def test_a_request_that_nobody_can_read_is_refused_with_a_sentence(draft, amina, said):
    client = Client()
    client.force_login(amina)
    answer = client.post(f"/drafts/{draft.pk}/sync/", json.dumps(said), content_type="application/json")
    assert (answer.status_code, answer.json()) == (422, {"because": UNREADABLE})
    assert not LiveText.objects.filter(draft=draft, last__gt=0).exists()


def test_a_greeting_that_nobody_can_read_costs_the_others_nothing(served, draft, amina, ben):
    mine, theirs = session_of(amina), session_of(ben)

    async def tell() -> None:
        async with at_work(served.port, draft.pk, mine) as one:
            await one.greet()
            for client in NO_CLIENTS:
                async with at_work(served.port, draft.pk, theirs) as two:
                    await two.say("hello", client=client, live=None, vector="")
                    assert (await two.until("refused", final=True))["because"] == UNREADABLE
            await one.type(0, "All: ")
            await one.until_stored()

    in_a_loop_of_its_own(tell())
    assert says(draft) == "All: Fares are capped."


def says(draft: Draft) -> str:
    """What the draft says live."""
    live = LiveText.objects.get(draft=draft)
    return LiveDocument(bytes(live.state), (bytes(one.change) for one in live.changes.all())).text


def test_what_is_scattered_over_a_text_keeps_nobody_waiting():
    """Half a minute of the event loop, and so of everybody who types, went on looking through one long line."""
    document = LiveDocument.of("x " * 3 * MOST_PLACES)
    few = LiveDocument(document.state)
    assert may_be_typed(few, few.apply(letters_between(document.client, MOST_PLACES)))
    verdict = may_be_typed(document, document.apply(letters_between(document.client, MOST_PLACES + 1)))
    assert (verdict.allowed, verdict.reason) == (False, SCATTERED)
    with pytest.raises(MalformedChange):
        read_change(letters_between(1, MOST_BLOCKS + 1))


def test_a_higher_marking_is_found_on_whichever_line_it_is_typed():
    text = "Fares are capped. They may rise.\nTOP SECRE\nLater."
    document = LiveDocument.of(text)
    ahead = LiveDocument(document.state)
    change = ahead.rewrite(text.replace("Fares", "Bus fares").replace("SECRE", "SECRET").replace("Later", "Much later"))
    verdict = may_be_typed(document, document.apply(change))
    assert (verdict.allowed, verdict.reason[:5]) == (False, "Stop:")
