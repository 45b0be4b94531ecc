"""Different acts at the same instant: none waits for another that waits for it, and none undoes what another did."""

from datetime import timedelta

import pytest

from apps.core.clock import now
from apps.core.rules import Refused, StateChanged
from apps.moderation.actions import guidelines
from apps.pages.files import check
from apps.rooms.actions import disposing, editing, moving, posting, reacting, sitting_answers, sitting_questions
from apps.rooms.actions.files import Brought
from apps.rooms.actions.posting import Said
from apps.rooms.choices import AskedState, Moving, Reacted, Retention
from apps.rooms.models import Asked, Message, Room
from apps.rooms.transcripts import digest_of
from tests.rooms.sitting import announce, ask, begun
from tests.rooms.talking import general, open_room, say
from tests.together import together

pytestmark = pytest.mark.django_db(transaction=True)


def outcomes(acts):
    """What each came to, with nothing among it but what the rules say."""
    came_to = together(acts)
    assert not [one for one in came_to if isinstance(one, Exception) and not isinstance(one, Refused | StateChanged)]
    return came_to


def test_the_same_files_in_two_rooms_at_once(transactional_db, amina, ben):
    files = [Brought(check(f"Text {number}.".encode(), f"Text {number}.txt")) for number in range(4)]
    topics = [general(open_room(amina, title)) for title in ("One", "Two")]
    for one in (amina, ben):
        guidelines.accept(by=one, at=now())

    def attach(by, topic, these):
        return lambda: [posting.post(topic, Said("Look.", these), by=by, at=now()) for _ in range(4)]

    came_to = outcomes([attach(amina, topics[0], files), attach(ben, topics[1], files[::-1])])
    assert [len(messages) for messages in came_to] == [4, 4]


def test_whatever_is_done_in_a_room_at_once_is_done_in_turn(transactional_db, amina, ben, hire):
    room = open_room(amina, retention=Retention.TALK)
    topic, carol = general(room), hire("Carol", "EO")
    guidelines.accept(by=carol, at=now())
    old = [say(topic, amina, f"Old {number}.") for number in range(4)]
    Message.objects.update(at=now() - timedelta(days=4000))
    due = disposing.ask(room, because="It is old.", by=amina, at=now())
    mine, yours = [say(topic, amina, f"New {number}.") for number in range(6)], [say(topic, ben, "Mine.")]
    assert old
    edits = [lambda one=one: editing.edit(one, "Changed.", made_on=0, by=amina, at=now()) for one in mine[:3]]
    came_to = outcomes(
        [
            *edits,
            *(lambda one=one: reacting.react(one, Reacted.THANKS, by=carol, at=now()) for one in (mine[0], yours[0])),
            lambda: reacting.react(yours[0], Reacted.THANKS, by=amina, at=now()),
            lambda: moving.move(mine[1], Moving.LATER, "Elsewhere", by=amina, at=now()),
            lambda: editing.withdraw(yours[0], by=ben, at=now()),
            lambda: disposing.approve(due, by=ben, at=now()),
            lambda: disposing.approve(due, by=ben, at=now()),
            lambda: posting.post(topic, Said("Once more."), by=carol, at=now()),
        ]
    )
    approved = [not isinstance(one, Exception) for one in came_to[8:10]]
    assert sorted(approved) == [False, True]
    room = Room.objects.get(pk=room.pk)
    numbers = list(room.messages.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, room.last_number + 1))
    changes = list(room.messages.values_list("change", flat=True))
    assert len(changes) == len(set(changes))
    assert max(changes) <= room.last_change


@pytest.mark.parametrize("is_cleared", [False, True])
def test_a_question_is_answered_and_cleared_once(transactional_db, amina, ben, hire, is_cleared):
    room, carol = open_room(amina), hire("Carol", "EO")
    sitting = begun(announce(room, ben, by=amina, clears_answers=is_cleared), ben)
    asked = sitting_questions.put(ask(sitting, carol), by=amina, at=now())
    came_to = outcomes([lambda: sitting_answers.answer(asked, "Yes.", by=ben, at=now())] * 3)
    assert sum(isinstance(one, Asked) for one in came_to) == 1
    if is_cleared:
        seen = digest_of(Asked.objects.get(pk=asked.pk))
        acts = [lambda: sitting_answers.clear(asked, seen=seen, by=amina, at=now())] * 3
        came_to = outcomes([*acts, lambda: sitting_answers.take_back(asked, by=ben, at=now())])
        assert sum(isinstance(one, Asked) for one in came_to) == 1
    asked.refresh_from_db()
    assert asked.state in {AskedState.SHOWN, AskedState.PUT}
    assert Message.objects.filter(topic=sitting.topic).count() == (asked.state == AskedState.SHOWN)
