"""Several people who say something at the same instant: no number is missing, and none is there twice."""

from uuid import uuid4

import pytest

from apps.core.clock import now
from apps.moderation.actions import guidelines
from apps.rooms.actions import posting, reacting
from apps.rooms.actions.posting import Said
from apps.rooms.choices import Reacted
from apps.rooms.models import Message
from tests.rooms.talking import general, open_room
from tests.together import together


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_and_one_sent_twice_at_once_is_one(transactional_db, amina, ben, hire):
    room = open_room(amina)
    topic, key = general(room), uuid4()
    people = [amina, ben, hire("Colleague A", "AO"), hire("Colleague B", "EO")]
    for one in people:
        guidelines.accept(by=one, at=now())
    said = [(by, Said(f"From {by}")) for by in people] + [(amina, Said("Twice", key=key))] * 2

    came_to = together([lambda by=by, said=said: posting.post(topic, said, by=by, at=now()) for by, said in said])

    assert all(isinstance(one, Message) for one in came_to)
    assert list(Message.objects.order_by("number").values_list("number", "change")) == [(n, n) for n in range(1, 6)]
    message = came_to[0]
    together([lambda by=by: reacting.react(message, Reacted.THANKS, by=by, at=now()) for by in people[1:]])
    room.refresh_from_db()
    message.refresh_from_db()
    assert (message.reactions.count(), message.change, room.last_change, room.last_number) == (3, 8, 8, 5)
