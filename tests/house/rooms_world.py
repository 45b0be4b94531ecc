"""Rooms with something in every state, for the tests that try every door as every kind of person.

Dev, an AO who earned it, keeps order in the room of Amina's space, which the directorate reads; she has one of her own
into which she asked Ben alone; one is on hold, one is closed, and of two what was said is old. Ben leads the web chats.
"""

from datetime import timedelta

from django.db.models import Model
from django.utils.timezone import localdate

from apps.core.clock import now
from apps.moderation.actions import guidelines
from apps.pages.files import check
from apps.pages.models import Page, Space
from apps.people.models import Person
from apps.rooms.actions import deciding, disposing, holds, inviting, sitting_answers, sitting_questions, tending, topics
from apps.rooms.actions.deciding import Decided, Place
from apps.rooms.actions.files import Brought
from apps.rooms.choices import Retention, SittingState
from apps.rooms.models import Asked, Decision, Message, Room, Sitting
from apps.rooms.transcripts import digest_of
from apps.trust.choices import Level
from tests.exchange import stand
from tests.rooms.sitting import announce, ask
from tests.rooms.talking import general, open_room, say

# By the names that tables give them; what is not named after its state is in the usual one.
Rooms = dict[str, Model]
People = dict[str, Person]

MAP = "map.txt"
LONG_AGO = timedelta(days=3 * 366)


def build_rooms(space: Space, exchange: Space, page: Page, people: People) -> Rooms:
    """The room of Amina's space, that of the practice space, and six that people opened."""
    amina, carys = people["amina"], people["carys"]
    room = space.room
    stand(people["dev"], room.community, Level.STEWARD)
    guidelines.accept(by=people["ben"], at=now())
    said = say(general(exchange.room), carys, "We asked the drivers first.")
    things: Rooms = {"room": room, "topic": general(room), "exchange_room": exchange.room}
    things |= {"exchange_topic": said.topic, "exchange_message": said}
    things |= _said(room, people)
    things |= _invited(people)
    things |= _kept(people)
    things |= _decided(room, page, people)
    closed = tending.close(open_room(amina, "Summer fares"), because="Summer is over.", by=amina, at=now())
    return things | _sittings(room, people) | {"closed_room": closed, "closed_rooms_topic": general(closed)}


def _said(room: Room, people: People) -> Rooms:
    """By Amina, with a file, and by Dev; one withdrawn and one that stewards hid; and a topic that is closed."""
    amina, dev, topic = people["amina"], people["dev"], general(room)
    brought = Brought(check(b"North to south.", MAP), "Where it runs")
    things: Rooms = {
        "message": say(topic, amina, "The cap ends in March.", files=(brought,)),
        "others_message": say(topic, dev, "Does it? See the rota."),
        "withdrawn_message": say(topic, amina, "It ends on the day before Lent."),
        "hidden_message": say(topic, dev, "Nobody reads the rota."),
    }
    for name, gone in (("withdrawn_message", "withdrawn_at"), ("hidden_message", "hidden_at")):
        Message.objects.filter(pk=things[name].pk).update(**{gone: now()})
    closed = topics.open_topic(room, "Depots", by=amina, at=now())
    return things | {"closed_topic": topics.close(closed, by=dev, at=now())}


def _invited(people: People) -> Rooms:
    """Amina's room for those whom she asks in, who are she herself and Ben; and all that comes with it."""
    amina, ben = people["amina"], people["ben"]
    room = open_room(amina, "Fares in winter", by_invitation=True)
    inviting.invite(room, ben, by=amina, at=now())
    topic = general(room)
    sitting = announce(room, ben, by=amina, title="Ask about winter")
    return {
        "invited_room": room,
        "invited_topic": topic,
        "invited_message": say(topic, amina, "Two operators may go.", files=(Brought(check(b"Two.", MAP), "Which"),)),
        "invited_sitting": sitting,
        "invited_asked": ask(sitting, amina, "Which two operators?"),
        "invited_decision": _decide(Place(room=room), "We pay for two winters.", amina),
    }


def _kept(people: People) -> Rooms:
    """A room on hold; one in which what was said is old, and one of which somebody asked for its disposal."""
    amina, ben = people["amina"], people["ben"]
    held = open_room(ben, "Ticket fraud")
    things: Rooms = {"held_room": held, "held_message": say(general(held), amina, "Somebody copies tickets.")}
    holds.hold(held, because="Request 412.", by=people["ines"], at=now())
    for name, title in (("due_room", "Old talk"), ("asked_room", "Older talk")):
        room = open_room(amina, title, retention=Retention.TALK)
        say(general(room), amina, f"{title} of fares.")
        room.messages.update(at=now() - LONG_AGO)
        things[name] = room
    return things | {"disposal": disposing.ask(things["asked_room"], because="It is old.", by=amina, at=now())}


def _decided(room: Room, page: Page, people: People) -> Rooms:
    """In the room, and on a page that the directorate reads."""
    edition = page.edition
    return {
        "decision": _decide(Place(room=room), "The cap ends in March.", people["amina"]),
        "page_decision": _decide(Place(page=page, edition=edition), "The cap stays at two pounds.", people["amina"]),
    }


def _decide(place: Place, title: str, by: Person) -> Decision:
    decided = Decided(title, "It costs too much.", localdate(), (by,))
    return deciding.record_decision(place, decided, by=by, at=now())


def _sittings(room: Room, people: People) -> Rooms:
    """One announced, with a question nobody has sifted, and one open, with one in every other state."""
    amina, ben, dev = (people[name] for name in ("amina", "ben", "dev"))
    announced, opened = (announce(room, ben, by=dev, title=title) for title in ("Ask Ben", "Ask Ben at last"))
    Sitting.objects.filter(pk=opened.pk).update(state=SittingState.OPEN, clears_answers=True)
    opened.refresh_from_db()
    asked = {name: ask(opened, amina, f"What of {name}?") for name in ("put_asked", "answered_asked", "shown_asked")}
    asked = {name: sitting_questions.put(one, by=dev, at=now()) for name, one in asked.items()}
    for name in ("answered_asked", "shown_asked"):
        asked[name] = sitting_answers.answer(asked[name], "It is settled.", by=ben, at=now())
    seen = digest_of(asked["shown_asked"])
    asked["shown_asked"] = sitting_answers.clear(asked["shown_asked"], seen=seen, by=amina, at=now())
    aside: Asked = ask(opened, amina, "What is the point?")
    asked["aside_asked"] = sitting_questions.set_aside(aside, because="It is no question.", by=dev, at=now())
    return {"sitting": announced, "open_sitting": opened, "asked": ask(announced, amina, "What of March?"), **asked}
