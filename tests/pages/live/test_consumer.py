"""People typing in one draft at once, over web sockets, against the server as it runs."""

import asyncio
import base64
from contextlib import AsyncExitStack

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from pycrdt import Doc, Text
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from apps.core import hub
from apps.core.clock import now
from apps.pages.actions import drafts
from apps.pages.live import consumer, room
from apps.pages.models import Draft, LiveText, Presence
from tests.loops import in_a_loop_of_its_own
from tests.served import PATIENCE, Typist, aside, at_work, session_of
from tests.stories import front, start, write


@pytest.fixture
def draft(space, amina) -> Draft:
    return start(front(space), amina, body="Fares are capped.")


def story(served, draft, *people, told):
    """Have people come to the draft, and tell what they do; each is signed in and has said hello."""
    sessions = [session_of(person) for person in people]

    async def tell() -> None:
        async with AsyncExitStack() as stack:
            typists = []
            for session in sessions:
                typist = await stack.enter_async_context(at_work(served.port, draft.pk, session))
                await typist.greet()
                typists.append(typist)
            await told(*typists)

    in_a_loop_of_its_own(tell())


async def refusal(typist: Typist) -> tuple[str, int]:
    """Why they are turned away, and with which code."""
    said = await typist.until("refused", final=True)
    with pytest.raises(ConnectionClosed) as closed:
        await typist.hear()
    return said["because"], closed.value.rcvd.code


async def until_noted(draft: Draft, people: int) -> None:
    """Wait until so many are noted as writing live: whoever is welcomed is noted a moment later."""
    async with asyncio.timeout(PATIENCE):
        while await aside(Presence.objects.filter(draft=draft, is_live=True).count) != people:
            await asyncio.sleep(0.01)


def test_two_people_see_each_other_type(served, draft, amina, ben):
    async def told(one: Typist, two: Typist) -> None:
        people = (await one.until("people"))["people"]
        assert [(who["name"], who["you"]) for who in people] == [("Amina Osei", True), ("Ben Hughes", False)]
        assert len({who["colour"] for who in people}) == 2
        await one.type(17, " For good 🙂.")
        await two.type(0, "All: ")
        for typist in (one, two):
            await typist.until_stored()
            await typist.until_says("All: Fares are capped. For good 🙂.")
        await one.say("cursor", anchor="AAA=", head="AAA=")
        assert (await two.until("cursor"))["conn"] == people[0]["conn"]
        await until_noted(draft, 2)
        await one.socket.close()
        [left] = (await two.until("people"))["people"]
        assert left["name"] == "Ben Hughes"

    story(served, draft, amina, ben, told=told)


def test_a_pause_makes_a_version_and_the_last_to_leave_another(served, draft, amina, ben, monkeypatch):
    monkeypatch.setattr(room, "PAUSE_SECONDS", 0.1)

    async def told(one: Typist, two: Typist) -> None:
        await one.type(0, "A ")
        saved = await two.until("saved")
        assert (saved["version"], saved["by"]) == (2, "Amina Osei")
        monkeypatch.setattr(room, "PAUSE_SECONDS", 60.0)
        await two.type(0, "B ")
        await two.until_stored()

    story(served, draft, amina, ben, told=told)
    served.stop()
    draft.refresh_from_db()
    assert (draft.body, draft.version, draft.saved_by) == ("B A Fares are capped.", 3, ben)


@pytest.mark.parametrize(
    ("words", "because"),
    [
        ("TOP SECRET\n", "Stop: do not save this here."),
        ("pay\u202eload", "The hidden character U+202E was in it"),
        ("x" * 205_000, "A page can be at most 200 KB."),
    ],
)
def test_what_may_not_be_saved_may_not_be_typed(served, draft, amina, words, because):
    async def told(one: Typist) -> None:
        await one.type(0, words)
        said, code = await refusal(one)
        assert because in said
        assert code == 4403

    story(served, draft, amina, told=told)
    assert LiveText.objects.get(draft=draft).last == 0


def test_a_marking_typed_letter_by_letter_is_never_whole(served, draft, amina, ben):
    async def told(one: Typist, two: Typist) -> None:
        await one.type(0, "\n")
        for letter in reversed("SECRET"):
            await one.type(0, letter)
        assert (await refusal(one))[0].startswith("Stop")
        await two.until_says("ECRET\nFares are capped.")
        # The others go on.
        await two.type(0, "S")
        assert (await refusal(two))[1] == 4403

    story(served, draft, amina, ben, told=told)


def test_what_is_no_change_ends_the_connection_and_nothing_else(served, draft, amina, ben):
    async def told(one: Typist, two: Typist) -> None:
        other = Doc()
        other["title"] = Text("Elsewhere")
        await one.send(other.get_update())
        assert (await refusal(one))[1] == 4400
        await two.socket.send("[" * 100_000)
        assert (await refusal(two))[1] == 4400

    story(served, draft, amina, ben, told=told)


def test_whoever_submits_or_discards_ends_it_for_all(served, draft, amina, ben):
    async def told(one: Typist, two: Typist) -> None:
        await one.type(0, "A ")
        await one.until_stored()
        await aside(drafts.discard, draft, by=amina, at=now())
        assert await refusal(one) == ("This draft was discarded.", 4403)
        assert await refusal(two) == ("This draft was discarded.", 4403)

    story(served, draft, amina, ben, told=told)
    draft.refresh_from_db()
    assert draft.body == "A Fares are capped."


def test_a_save_by_the_form_reaches_those_who_type(served, draft, amina, ben):
    async def told(one: Typist) -> None:
        await aside(write, draft, ben, "Fares are free.")
        assert (await one.until("saved"))["by"] == "Ben Hughes"
        await one.until_says("Fares are free.")

    story(served, draft, amina, told=told)


def test_whoever_signs_out_is_let_go(served, draft, amina, monkeypatch):
    # However often the room looks at the draft for other reasons.
    monkeypatch.setattr(hub, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(room, "LOOK_SECONDS", 0.6)

    async def told(one: Typist) -> None:
        await aside(Session.objects.all().delete)
        assert (await refusal(one))[1] == 4401

    story(served, draft, amina, told=told)


def test_who_may_not_come_in_is_told_why(served, draft, amina, carys, monkeypatch):
    mine, theirs = session_of(amina), session_of(carys)
    address = f"ws://127.0.0.1:{served.port}/ws/drafts/{draft.pk}/"

    async def tell() -> None:
        for session, pk, code in (("", draft.pk, 4401), (theirs, draft.pk, 4404), (mine, 10**9, 4404)):
            async with at_work(served.port, pk, session) as typist:
                assert (await refusal(typist))[1] == code
        async with at_work(served.port, draft.pk, mine) as typist:
            typist.live = 10**9
            await typist.say("hello", client=1, live=10**9, vector="")
            assert (await refusal(typist))[1] == 4409
        monkeypatch.setattr(consumer, "HELLO_SECONDS", 0.1)
        async with at_work(served.port, draft.pk, mine) as silent:
            with pytest.raises(ConnectionClosed) as closed:
                await silent.hear()
            assert closed.value.rcvd.code == 4408
        # Another server of this very machine is an allowed host, and none of ours.
        for options in ({"origin": "https://elsewhere.example"}, {"origin": None}, {"origin": "http://127.0.0.1:1"}):
            with pytest.raises(InvalidStatus):
                async with connect(address, additional_headers={"Cookie": f"sessionid={mine}"}, **options):
                    pass

    in_a_loop_of_its_own(tell())


def test_typing_together_without_web_sockets(served, draft, amina, ben):  # noqa: PLR0915 - one story
    client = Client()
    client.force_login(ben)
    doc: Doc = Doc()
    text = doc.get("body", type=Text)

    def ask(change: bytes | None = None, live: int | None = None):
        said = {
            "client": doc.client_id,
            "live": live,
            "vector": base64.b64encode(doc.get_state()).decode(),
            "change": base64.b64encode(change).decode() if change else None,
            "n": 5,
            "cursor": {"anchor": None, "head": "AAA="},
        }
        answer = client.post(f"/drafts/{draft.pk}/sync/", said, content_type="application/json")
        told = answer.json()
        if answer.status_code == 200:
            doc.apply_update(base64.b64decode(told["change"]))
        return answer.status_code, told

    async def told(one: Typist) -> None:
        await until_noted(draft, 1)
        status, first = await aside(ask)
        assert (status, str(text), first["stored"]) == (200, "Fares are capped.", None)
        assert {(who["name"], who["you"]) for who in first["people"]} == {("Amina Osei", False), ("Ben Hughes", True)}
        assert len((await one.until("people"))["people"]) == 2
        assert (await one.until("cursor"))["head"] == "AAA="
        before = doc.get_state()
        text.insert(0, "All: ")
        status, second = await aside(ask, doc.get_update(before), first["live"])
        assert (status, second["stored"]) == (200, 5)
        await one.until_says("All: Fares are capped.")
        await one.type(0, "So. ")
        await one.until_stored()
        await aside(ask, None, first["live"])
        assert str(text) == "So. All: Fares are capped."
        before = doc.get_state()
        text.insert(0, "SECRET\n")
        assert (await aside(ask, doc.get_update(before)))[0] == 422
        assert (await aside(ask, b"no change"))[0] == 422
        assert (await aside(ask, None, 10**9))[0] == 409
        await aside(drafts.discard, draft, by=amina, at=now())
        assert await aside(ask) == (403, {"because": "This draft was discarded."})

    story(served, draft, amina, told=told)
