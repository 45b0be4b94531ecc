"""The screens on which rooms are read and searched, with everything that a message can show."""

import pytest
from django.utils.timezone import localdate

from apps.core.clock import now
from apps.govuk.templatetags.govuk import govuk_date
from apps.rooms.actions import editing, marking, moving, reacting, topics
from apps.rooms.choices import Moving, Reacted
from tests.journeys.test_screens import LONG_TITLE, look_at_all
from tests.rooms.talking import general, open_room, say

pytestmark = pytest.mark.appearance


def test_ben_who_reads_what_amina_said(enter, amina, ben):
    title, today = LONG_TITLE[:120], localdate(now())
    room = open_room(amina, title)
    topic = general(room)
    marking.come_in(room, by=ben, at=now())
    first = say(
        topic, amina, "The cap ends in **March**, says `Donaudampfschifffahrtselektrizitätenhauptbetriebswerk`."
    )
    answer = say(topic, amina, "Then we write.", answers=first)
    reacting.react(first, Reacted.THANKS, by=ben, at=now())
    editing.edit(answer, "Then we write to them.", made_on=0, by=amina, at=now())
    editing.withdraw(say(topic, amina, "Never."), by=amina, at=now())
    boats = topics.open_topic(room, "Boats", by=amina, at=now())
    moving.move(say(topic, amina, "And boats?"), Moving.ONE, boats, by=amina, at=now())
    look_at_all(
        enter(ben),
        ("/", "Your desk"),
        ("/rooms/", "Rooms"),
        (f"/rooms/{room.pk}/", title),
        (f"/rooms/{room.pk}/catch-up/", f"Catch up with {title}"),
        (f"/rooms/topics/{topic.pk}/", f"General - {title}"),
        (f"/rooms/topics/{topic.pk}/?answers={first.number}", f"General - {title}"),
        (f"/rooms/topics/{boats.pk}/", f"Boats - {title}"),
        (f"/rooms/messages/{first.pk}/about/", f"Message {first.number} - {title}"),
        (f"/rooms/messages/{answer.pk}/about/", f"Message {answer.number} - {title}"),
        (f"/rooms/{room.pk}/on/{today}/", f"{govuk_date(today)} - {title}"),
        (f"/rooms/{room.pk}/on/", f"Error: A day - {title}"),
        ("/search/rooms/?q=cap", "‘cap’: 1 message found - Search rooms"),
        (f"/search/rooms/?q=boat&room={room.pk}", "‘boat’: 1 message found - Search rooms"),
        ("/search/rooms/?q=nothing-like-it", "‘nothing-like-it’: 0 messages found - Search rooms"),
    )
