"""What was said in rooms, found by those who read them and only while readers see its words."""

import pytest
from django.db import DEFAULT_DB_ALIAS, connection
from django.urls import reverse

from apps.core.clock import now
from apps.rooms.actions import editing
from apps.rooms.models import Message
from apps.search.actions import SAID, keep, rebuild
from apps.search.dialects import TALK
from apps.search.talk import MOST_FOUND, NOTHING_SEARCHABLE, search_talk
from tests.rooms.talking import general, open_room, say

URL = reverse("search:talk")


def found(text, person, **narrowed):
    return [hit.message.body for hit in search_talk(text, person, **narrowed).hits]


@pytest.fixture
def topic(amina):
    return general(open_room(amina))


def test_the_newest_comes_first_with_its_words_and_without_signs(topic, amina):
    say(topic, amina, "The **cap** ends in March, says [[page:7]].")
    say(topic, amina, "> Capped <fares>, then.")
    hits = search_talk("caps", amina).hits
    assert ["".join(piece.text for piece in hit.snippet) for hit in hits] == [
        "Capped <fares>, then.",
        "The cap ends in March, says ….",
    ]
    assert [piece.text for piece in hits[1].snippet if piece.is_match] == ["cap"]
    assert not found("page", amina)


def test_nobody_finds_what_they_may_not_read_or_what_readers_no_longer_see(topic, amina, ben, carys):
    message = say(topic, amina, "The operator is in trouble.")
    secret = general(open_room(amina, "A few of us", by_invitation=True))
    say(secret, amina, "More trouble than that.")
    assert len(found("trouble", amina)) == 2
    assert found("trouble", ben) == ["The operator is in trouble."]
    assert found("trouble", amina, room=secret.room) == ["More trouble than that."]
    assert not found("trouble", carys)
    editing.withdraw(message, by=amina, at=now())
    assert not found("trouble", ben)
    Message.objects.filter(pk=message.pk).update(withdrawn_at=None)
    assert len(found("trouble", ben)) == 1
    Message.objects.filter(pk=message.pk).update(hidden_at=now())
    assert not found("trouble", ben)


def test_the_index_is_caught_up_with_and_counts_only_so_far(topic, amina):
    on = " ON rooms_message" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in TALK[connection.vendor].triggers:
            cursor.execute(f"DROP TRIGGER {name}{on}")
    several = range(1, MOST_FOUND + 21)
    Message.objects.bulk_create(
        Message(room=topic.room, topic=topic, number=n, change=n, body=f"Bus {n}", key=f"{n:032x}", by=amina, at=now())
        for n in several
    )
    assert not found("bus", amina)
    keep(DEFAULT_DB_ALIAS)
    results = search_talk("bus", amina, page=50)
    assert (results.total, results.has_more, results.page) == (MOST_FOUND, True, 50)
    assert results.hits[-1].message.body == "Bus 21"
    assert rebuild(DEFAULT_DB_ALIAS, SAID) == len(several)


def test_the_screen_searches_every_room_or_one(topic, amina, ben, carys, client):
    say(topic, amina, "The cap ends in March.")
    client.force_login(ben)
    page = " ".join(client.get(URL, {"q": "cap", "room": topic.room_id}).content.decode().split())
    assert "1 message found" in page
    assert "The <mark>cap</mark> ends in March." in page
    assert NOTHING_SEARCHABLE in " ".join(client.get(URL, {"q": "the"}).content.decode().split())
    assert client.get(URL, {"q": "x" * 201}).status_code == 200
    assert "Nobody said ‘boat’" in client.get(URL, {"q": "boat", "page": "7"}).content.decode()
    client.force_login(carys)
    assert [client.get(URL, {"q": "cap", "room": typed}).status_code for typed in (topic.room_id, "x", "9" * 30)] == [
        404
    ] * 3


def test_what_is_shown_for_a_page_is_not_for_everybody_who_finds_the_message(topic, amina):
    say(topic, amina, "See [[page:7|the closing of Leeds]], then go.")
    [hit] = search_talk("go", amina).hits
    assert "".join(piece.text for piece in hit.snippet) == "See …, then go."
