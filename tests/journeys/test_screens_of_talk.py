"""The screens on which people open rooms, talk in them, and keep order there."""

import pytest

from apps.core.clock import now
from apps.people.choices import Breadth
from apps.rooms.actions import inviting
from tests.journeys.test_screens import look_at_all
from tests.rooms.talking import general, open_room, say

pytestmark = pytest.mark.appearance


def test_amina_who_opens_a_room_and_looks_after_it(enter, amina, ben):
    room = open_room(amina, audience=Breadth.DIRECTORATE, by_invitation=True)
    inviting.invite(room, ben, by=amina, at=now())
    topic = general(room)
    message = say(topic, amina, "It ends in **March**, says @ben.hughes.")
    at, topics, messages = f"/rooms/{room.pk}", f"/rooms/topics/{topic.pk}", f"/rooms/messages/{message.pk}"
    look_at_all(
        enter(amina),
        ("/rooms/open/", "Open a room"),
        ("/rooms/open/", "Error: Open a room", "Open the room"),
        (f"{at}/settings/", "Change Winter fares"),
        (f"{at}/marking/", "Mark Winter fares"),
        (f"{at}/people/", "People in Winter fares"),
        (f"{at}/people/", "Error: People in Winter fares", "Ask them in"),
        (f"{at}/people/{ben.pk}/ask-out/", "Ask Ben Hughes out of Winter fares"),
        (f"{at}/people/{ben.pk}/ask-out/", "Error: Ask Ben Hughes out of Winter fares", "Ask them out"),
        (f"{at}/leave/", "Leave Winter fares"),
        (f"{at}/close/", "Close Winter fares"),
        (f"{at}/close/", "Error: Close Winter fares", "Close the room"),
        (f"{at}/topics/new/", "Start a topic in Winter fares"),
        (f"{at}/topics/new/", "Error: Start a topic in Winter fares", "Start the topic"),
        (f"{topics}/", "Error: General - Winter fares", "Send"),
        (f"{topics}/keep/", "Keep order in General"),
        (f"{messages}/edit/", "Change your message in Winter fares"),
        (f"{messages}/move/", "Move messages in Winter fares"),
        (f"{messages}/move/", "Error: Move messages in Winter fares", "Move"),
        (f"{messages}/withdraw/", "Withdraw a message in Winter fares"),
    )
