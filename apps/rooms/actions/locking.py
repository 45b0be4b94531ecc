"""Locking a room, and counting what changes in it.

The row of the room is the one lock of talk: whatever readers come to see gets its number under it, so that nobody who
has read up to a number has missed anything before it.
"""

from apps.core import hub
from apps.rooms.models import Message, Room


def lock_room(room: Room) -> Room:
    """The room afresh and locked, with its community: on SQLite the transaction, which begins as a writer, is the lock.

    Whoever else locks goes in this order: the room, what was said in it, the chain of records.
    """
    rows = Room.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("community__audience_unit", "community__unit").get(pk=room.pk)


def changed(room: Room, *messages: Message) -> None:
    """This will give each of these messages the room's next change, in turn, and tell whoever has the room open.

    `room` is as `lock_room` gave it. A message is stored but for its `change`, which this stores.
    """
    for message in messages:
        message.change = next_change(room)
        Message.objects.filter(pk=message.pk).update(change=message.change)
    tell_changed(room)


def words_changed(room: Room, *messages: Message) -> None:
    """As `changed`, where what they say is different: with the answers to them, over which it begins."""
    answers = Message.objects.filter(answers__in=messages).exclude(pk__in=[one.pk for one in messages])
    changed(room, *messages, *answers.order_by("number"))


def next_change(room: Room) -> int:
    """One more change of a locked room, which `tell_changed` stores."""
    room.last_change += 1
    return room.last_change


def tell_changed(room: Room) -> None:
    """This will store the counts of a locked room, and tell once the transaction is committed up to which they go."""
    Room.objects.filter(pk=room.pk).update(last_change=room.last_change, last_number=room.last_number)
    hub.tell(room.hub_topic, change=room.last_change)


def tell_people_changed(room: Room) -> None:
    """This will have whoever has the room open asked again whether they are still among those it is for."""
    hub.tell(room.hub_topic, members=True)
