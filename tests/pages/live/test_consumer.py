"""People typing in one draft at once, over web sockets, against the server as it runs."""

import asyncio

import pytest

from apps.core.clock import now
from apps.pages.actions import drafts
from tests.served import at_work, session_of
from tests.stories import front, start


def test_two_people_see_each_other_type(served, space, amina, ben):
    draft = start(front(space), amina, body="Fares are capped.")
    sessions = session_of(amina), session_of(ben)

    async def story():
        async with at_work(served.port, draft.pk, sessions[0]) as one, at_work(served.port, draft.pk, sessions[1]) as two:
            welcome = await one.greet()
            assert str(one.text) == "Fares are capped."
            await two.greet()
            people = (await one.until("people"))["people"]
            assert [(who["name"], who["you"]) for who in people] == [("Amina Osei", True), ("Ben Hughes", False)]
            assert len({who["colour"] for who in people}) == 2
            await one.type(17, " For good 🙂.")
            await two.type(0, "All: ")
            await one.until_stored()
            await two.until_stored()
            await one.until_says("All: Fares are capped. For good 🙂.")
            await two.until_says("All: Fares are capped. For good 🙂.")
            await one.say("cursor", anchor="AAA=", head="AAA=")
            assert (await two.until("cursor"))["conn"] == welcome["conn"]
            await one.socket.close()
            [left] = (await two.until("people"))["people"]
            assert left["name"] == "Ben Hughes"

    asyncio.run(story())
