"""What is said in a room reaches whoever looks, once and in order, and nobody else."""

import asyncio
from contextlib import AsyncExitStack

import pytest
from django.contrib.sessions.models import Session

from apps.core.clock import now
from apps.people.actions import end_posting
from apps.people.choices import Breadth
from apps.records.actions import SYSTEM
from apps.rooms.actions import moving
from apps.rooms.choices import Moving
from apps.rooms.live import feed, feeds, frames
from apps.trust.models import Membership
from tests.loops import in_a_loop_of_its_own
from tests.rooms.live.listening import listening
from tests.rooms.talking import general, open_room, say
from tests.served import aside, session_of
from tests.stories import open_space


@pytest.fixture
def room(transactional_db, amina, ben):
    room = open_room(amina)
    say(general(room), amina, "The cap ends in March.")
    return room


def numbers(heard):
    return [(one["change"], one["number"]) for one in heard]


def test_what_is_said_comes_to_those_who_look(served, room, amina, ben):
    async def story():
        async with listening(served.port, room.pk, session_of_ben) as listener:
            # From now on, and what was said before is on the page.
            assert await listener.event() == {"retry": "2000", "event": "hello", "data": "{}"}
            await aside(say, general_topic, amina, "Is it 3 pounds < 4?")
            return await listener.hear()

    session_of_ben, general_topic = session_of(ben), general(room)
    heard = in_a_loop_of_its_own(story())
    message = room.messages.get(number=2)
    assert {name: heard[name] for name in ("change", "number", "id", "topic")} == {
        "change": 2,
        "number": 2,
        "id": message.pk,
        "topic": message.topic_id,
    }
    assert 'id="message-2"' in heard["html"]
    assert "3 pounds &lt; 4?" in heard["html"]


def test_who_comes_back_misses_nothing_and_gets_nothing_twice(served, room, amina, ben, monkeypatch):
    # Of what is kept in memory and of what is not.
    monkeypatch.setattr(feed, "MOST_KEPT", 3)
    topic, session = general(room), session_of(ben)

    async def story():
        async with listening(served.port, room.pk, session, after=0) as first:
            heard = [await first.hear()]
            for number in range(2, 8):
                await aside(say, topic, amina, f"Number {number}", ago=60)
            heard += [await first.hear() for _ in range(6)]
        async with listening(served.port, room.pk, session, Last_Event_ID="2") as again:
            behind = [await again.hear() for _ in range(5)]
            await aside(say, topic, amina, "Number 8", ago=60)
            return heard, [*behind, await again.hear()]

    heard, again = in_a_loop_of_its_own(story())
    assert numbers(heard) == [(number, number) for number in range(1, 8)]
    assert numbers(again) == [(number, number) for number in range(3, 9)]


def test_titles_of_pages_come_to_those_who_may_read_them(served, transactional_db, amina, ben, fay):
    """One message, read by two people, of whom one is not in the team for which the page is."""
    space = open_space(amina, audience=Breadth.TEAM)
    topic = general(open_room(amina, audience=Breadth.DIRECTORATE))
    sessions = [session_of(ben), session_of(fay)]

    async def story():
        async with AsyncExitStack() as stack:
            both = [
                await stack.enter_async_context(listening(served.port, topic.room_id, session)) for session in sessions
            ]
            for one in both:
                await one.event()
            await aside(say, topic, amina, f"See [[{space.title}]].")
            return [(await one.hear())["html"] for one in both]

    for_ben, for_fay = in_a_loop_of_its_own(story())
    assert space.title in for_ben
    assert space.title not in for_fay
    assert "a page you cannot read" in for_fay


def test_whoever_is_far_behind_is_told_to_load_the_page_again(served, room, ben, monkeypatch):
    monkeypatch.setattr(frames, "MOST_BEHIND", 0)
    session = session_of(ben)

    async def story():
        async with listening(served.port, room.pk, session, after=0) as listener:
            return [await listener.event() for _ in range(3)]

    assert [event and event["event"] for event in in_a_loop_of_its_own(story())] == ["hello", "behind", None]


def test_when_very_much_changes_at_once_readers_are_told_to_load_the_page_again(
    served, room, amina, ben, client, monkeypatch
):
    """Nobody is sent it message by message. Numbers of changes that a move leaves unused do not count as so many."""
    topic, session = general(room), session_of(ben)
    second = say(topic, amina, "Number 2", ago=60)
    for number in range(3, 9):
        say(topic, amina, f"Number {number}", ago=60)
    # Of the first and the last alone, which stand far apart.
    other = moving.move(room.messages.get(number=1), Moving.ONE, "Other", by=amina, at=now())
    moving.move(room.messages.get(number=8), Moving.ONE, other, by=amina, at=now())
    room.refresh_from_db()
    before = room.last_change
    moving.move(room.messages.get(number=1), Moving.ALL, topic, by=amina, at=now())
    monkeypatch.setattr(frames, "MOST_BEHIND", 4)
    client.force_login(ben)
    answer = client.get(f"/rooms/{room.pk}/since/?after={before}").json()
    assert (len(answer["messages"]), answer["is_behind"]) == (4, False)
    monkeypatch.setattr(feed, "MOST_AT_ONCE", 3)
    monkeypatch.setattr(frames, "MOST_AT_ONCE", 3)

    async def story():
        async with listening(served.port, room.pk, session, after=answer["at"] - 1) as listener:
            heard = [await listener.event() for _ in range(2)]
            await aside(moving.move, second, Moving.ALL, other, by=amina, at=now())
            heard.append(await listener.event())
        async with listening(served.port, room.pk, session, Last_Event_ID=str(answer["at"])) as again:
            return [*heard, *[await again.event() for _ in range(2)]]

    heard = in_a_loop_of_its_own(story())
    assert [event and event["event"] for event in heard] == ["hello", "message", None, "hello", "behind"]
    assert client.get(f"/rooms/{room.pk}/since/?after={answer['at']}").json()["is_behind"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Cookie": "sessionid=made-up"}, 401),
        ({"Cookie": "other=1"}, 401),
        ({"Sec_Fetch_Site": "same-origin"}, 200),
    ],
)
def test_only_our_own_pages_and_only_the_signed_in_read(served, room, ben, headers, status):
    async def story():
        async with listening(served.port, room.pk, session, **headers) as listener:
            return listener.status

    session = session_of(ben)
    assert in_a_loop_of_its_own(story()) == status


def test_who_may_not_read_the_room_finds_none(served, room, carys):
    async def story():
        async with listening(served.port, room.pk, session) as listener:
            return listener.status

    session = session_of(carys)
    assert in_a_loop_of_its_own(story()) == 404


def _signs_out(ben, room):
    Session.objects.all().delete()


def _leaves_the_unit(ben, room):
    end_posting(ben.postings.get(ends_at=None), ends_at=now(), because="Moved.", by=SYSTEM, at=now())


def _is_asked_out(ben, room):
    Membership.objects.filter(person=ben).update(ended_at=now(), ended_by=ben)


def _is_shut_out(ben, room):
    type(ben).objects.filter(pk=ben.pk).update(is_active=False)


def _changes_the_password(ben, room):
    ben.set_password("another one altogether")
    ben.save()


@pytest.mark.parametrize("leave", [_signs_out, _leaves_the_unit, _is_asked_out, _is_shut_out, _changes_the_password])
def test_who_leaves_is_cut_off_within_a_second(served, transactional_db, amina, ben, leave, monkeypatch):
    assert feeds.LOOK_SECONDS < 1
    monkeypatch.setattr(feeds, "LOOK_SECONDS", 0.05)
    room = open_room(amina, audience=Breadth.DIRECTORATE, by_invitation=True)
    Membership.objects.create(community=room.community, person=ben, invited_by=amina, at=now())
    session = session_of(ben)

    async def story():
        async with listening(served.port, room.pk, session) as listener:
            await listener.event()
            # Some looks of the server's find them there.
            await asyncio.sleep(0.2)
            await aside(leave, ben, room)
            return await listener.event()

    assert in_a_loop_of_its_own(story()) is None
