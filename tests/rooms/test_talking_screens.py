"""The forms of talk, as somebody without JavaScript meets them; and as a script does."""

import pytest
from django.urls import reverse

from apps.core.clock import now
from apps.people.choices import Breadth
from apps.people.models import Person
from apps.rooms.choices import FLOOD_MESSAGES, MessageKind, TopicState
from apps.rooms.models import Message, Room
from tests.rooms.talking import general, open_room, say
from tests.staged import staged


@staged
def room(amina: Person) -> Room:
    """A room of Amina's team, of which she is the steward."""
    return open_room(amina)


def post(client, name, key, **typed):
    argument = {"room": "room_id", "topic": "topic_id", "message": "message_id"}
    kind = key._meta.model_name
    return client.post(reverse(f"rooms:{name}", kwargs={argument[kind]: key.pk}), typed)


def test_one_field_opens_a_room_for_ones_own_unit(client, amina):
    client.force_login(amina)
    page = client.post(reverse("rooms:open"), {"title": "Winter fares"})
    room = Room.objects.get()
    assert page["Location"] == room.get_absolute_url()
    assert (room.title, room.community.unit.name, room.audience) == ("Winter fares", "Rural Transport", Breadth.TEAM)
    assert client.post(reverse("rooms:open"), {"title": " "}).status_code == 422


def test_what_is_said_shows_at_its_place_and_asks_for_the_guidelines_first(client, amina, ben, room):
    client.force_login(ben)
    topic = general(room)
    asked = post(client, "say", topic, body="It ends in March.")
    assert (asked.status_code, "It ends in March." in asked.content.decode()) == (422, True)
    sent = post(client, "say", topic, body="It ends in March.", accepts="on")
    assert sent["Location"] == Message.objects.get().get_absolute_url()
    place = client.get(sent["Location"], follow=True)
    assert "It ends in March." in place.content.decode()
    assert post(client, "say", topic, body="  ").status_code == 422
    answer = {"body": "Then we write.", "answers": "1"}
    assert post(client, "say", topic, **answer).status_code == 302
    assert Message.objects.get(number=2).answers.number == 1


def test_the_line_of_what_is_new_stands_over_what_others_said_and_never_over_ones_own(client, amina, ben, room):
    topic = general(room)
    for person in (amina, ben):
        client.force_login(person)
        client.get(topic.get_absolute_url())
    own = post(client, "say", topic, body="It ends in March.", accepts="on")
    assert "New since you were here" not in client.get(own["Location"], follow=True).content.decode()
    say(topic, ben, "I asked.")
    say(topic, amina, "Then we write.")
    page = client.get(topic.get_absolute_url()).content.decode()
    assert page.index("I asked.") < page.index("New since you were here") < page.index("Then we write.")


def test_nobody_is_offered_to_thank_themselves(client, amina, ben, room):
    said = say(general(room), amina)
    for person, is_offered in ((amina, False), (ben, True)):
        client.force_login(person)
        about = client.get(reverse("rooms:about", kwargs={"message_id": said.pk})).content.decode()
        assert ('value="AGREE"' in about, 'value="THANKS"' in about) == (True, is_offered)


def test_a_script_is_told_the_number_or_the_sentence(client, amina, room):
    topic = general(room)
    for number in range(FLOOD_MESSAGES):
        say(topic, amina, f"Number {number}")
    client.force_login(amina)
    address = reverse("rooms:say", kwargs={"topic_id": topic.pk})
    told = client.post(address, {"body": "One more"}, headers={"accept": "application/json"})
    assert (told.status_code, told.json()["errors"][0][:40]) == (429, "You have sent 20 messages here in 30 sec")
    Message.objects.filter(number=1).update(at=now().replace(year=2020))
    told = client.post(address, {"body": "One more"}, headers={"accept": "application/json"})
    assert (told.status_code, told.json()["number"]) == (200, FLOOD_MESSAGES + 1)


def test_a_message_is_changed_withdrawn_and_moved_on_pages_of_its_own(client, amina, ben, room):
    message = say(general(room), amina, "It ends in March.")
    say(general(room), ben, "Noted.")
    client.force_login(amina)
    form = client.get(reverse("rooms:edit", kwargs={"message_id": message.pk}))
    assert "It ends in March." in form.content.decode()
    assert post(client, "edit", message, body="It ends in April.", made_on="0").status_code == 302
    lost = post(client, "edit", message, body="It ends in May.", made_on="0")
    assert (lost.status_code, "It ends in May." in lost.content.decode()) == (409, True)
    assert post(client, "move", message, which="ALL").status_code == 422
    assert post(client, "move", message, which="ALL", title="The cap").status_code == 302
    assert general(room).messages.get().kind == MessageKind.MOVED_AWAY
    assert post(client, "react", message, kind="DONE").status_code == 302
    assert post(client, "react", message, kind="LAUGH").status_code == 403
    assert post(client, "withdraw", message).status_code == 302
    message.refresh_from_db()
    assert (message.topic.title, message.has_words, message.reactions.count()) == ("The cap", False, 1)


def test_a_steward_keeps_order_and_others_are_told_who_does(client, amina, ben, room):
    topic = general(room)
    client.force_login(ben)
    assert post(client, "topic-close", topic).status_code == 403
    client.force_login(amina)
    assert [post(client, name, topic).status_code for name in ("topic-pin", "topic-close")] == [302, 302]
    topic.refresh_from_db()
    assert (topic.pinned_at is not None, topic.state) == (True, TopicState.CLOSED)
    assert post(client, "topic-close", topic).status_code == 403
    assert post(client, "close", room, because="It is done.").status_code == 302
    assert post(client, "say", topic, body="Still here?", accepts="on").status_code == 403


@pytest.mark.parametrize("name", ["open", "start", "settings", "marking", "people", "leave", "close"])
def test_each_screen_shows_to_whoever_looks_after_a_room_by_invitation(client, amina, name):
    room = open_room(amina, by_invitation=True)
    client.force_login(amina)
    found = client.get(reverse(f"rooms:{name}", kwargs={} if name == "open" else {"room_id": room.pk}))
    assert found.status_code == 200


def test_people_are_asked_in_and_out_by_name(client, amina, ben, carys):
    room = open_room(amina, by_invitation=True)
    client.force_login(amina)
    assert post(client, "people", room, person="Carys Pritchard").status_code == 422
    assert post(client, "people", room, person="Ben Hughes").status_code == 302
    people = client.get(reverse("rooms:people", kwargs={"room_id": room.pk})).content.decode()
    out = reverse("rooms:ask-out", kwargs={"room_id": room.pk, "person_id": ben.pk})
    assert out in people
    assert client.post(out, {"because": "The work is done."}).status_code == 302
    client.force_login(ben)
    assert client.get(room.get_absolute_url()).status_code == 404
