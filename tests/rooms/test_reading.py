"""Reading a room: at what is new, at a message, on a day; and what counts as new to whom."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from apps.core.clock import now
from apps.rooms.actions import editing, marking
from apps.rooms.choices import MESSAGES_A_PAGE
from apps.rooms.models import Message, RoomMark, TopicMark
from apps.rooms.queries.pages import Place, page_of_topic, start_before
from apps.rooms.queries.reading import GIST_LENGTH, dressed, gist_of
from apps.rooms.queries.rooms import rooms_with_news
from apps.rooms.queries.runs import MESSAGES_EACH, day_of, news_of
from apps.rooms.queries.unread import MOST_COUNTED, marks_in, news_in_topics, unread_in_rooms, unread_topics
from tests.rooms.talking import general, open_room, say


def talk(topic, by, several, *, at=None):
    """So many messages of a topic at once, without the rest of what posting does."""
    room = topic.room
    first, at = room.last_number + 1, at or now()
    numbers = range(first, first + several)
    html = "<p>{}</p>"
    Message.objects.bulk_create(
        Message(
            room=room, topic=topic, number=n, change=n, body=str(n), html=html.format(n), key=f"{n:032x}", by=by, at=at
        )
        for n in numbers
    )
    room.last_number = topic.last_number = numbers[-1]
    room.save()
    topic.save()


def numbers(page):
    return [shown.message.number for shown in page.shown]


def open_at(topic, person, place=Place()):  # noqa: B008 - as frozen as a number
    return page_of_topic(topic, person, place, seen=marks_in(topic, person).seen)


@pytest.fixture
def topic(amina):
    return general(open_room(amina))


def test_whoever_comes_for_the_first_time_sees_the_newest_page_and_nothing_of_it_is_news(topic, amina, ben, client):
    talk(topic, amina, MESSAGES_A_PAGE + 10)
    assert not unread_topics(ben).exists()
    page = open_at(topic, ben)
    assert (numbers(page), page.earlier, page.later, page.new_from) == ([*range(11, 61)], 11, None, None)
    client.force_login(ben)
    client.get(topic.get_absolute_url())
    mark = RoomMark.objects.get(room=topic.room, person=ben)
    assert mark.seen_number == 60


def test_a_topic_opens_at_what_is_new_and_is_read_as_far_as_it_is_shown(topic, amina, ben, client):
    talk(topic, amina, 10)
    marking.come_in(topic.room, by=ben, at=now())
    talk(topic, amina, MESSAGES_A_PAGE + 20)
    assert unread_in_rooms([topic.room], ben) == {topic.room_id: 1}
    client.force_login(ben)
    page = client.get(topic.get_absolute_url()).context["page"]
    assert (numbers(page)[0], page.new_from, page.later) == (6, 11, 56)
    assert marks_in(topic, ben).seen == 55
    page = client.get(f"{topic.get_absolute_url()}?from={page.later}").context["page"]
    assert (numbers(page), page.new_from, page.later) == ([*range(56, 81)], 56, None)
    assert not unread_topics(ben).exists()
    # Nothing of the room is new any more, so its own mark went along.
    assert RoomMark.objects.get(room=topic.room, person=ben).seen_number == 80


def test_what_is_read_behind_unread_messages_leaves_them_unread(topic, amina, ben, client):
    marking.come_in(topic.room, by=ben, at=now())
    talk(topic, amina, MESSAGES_A_PAGE + 20)
    client.force_login(ben)
    response = client.get(f"{topic.get_absolute_url()}?before=999")
    assert numbers(response.context["page"])[-1] == 70
    assert "Go to what is new to you" in response.content.decode()
    assert marks_in(topic, ben).seen == 0


@pytest.mark.parametrize(
    "asked",
    ["?from=x", "?before=", "?from=-3", "?before=9999999999999999999999", "?from=²", "?answers=x", "?answers=7"],
)
def test_an_address_that_asks_for_no_number_opens_the_topic(topic, amina, client, asked):
    say(topic, amina)
    client.force_login(amina)
    response = client.get(f"{topic.get_absolute_url()}{asked}")
    assert (response.status_code, numbers(response.context["page"])) == (200, [1])


def test_a_message_is_found_wherever_it_is(topic, amina, ben, carys, client):
    talk(topic, amina, MESSAGES_A_PAGE * 3)
    far = Message.objects.get(number=40)
    late = Message.objects.get(number=149)
    assert (start_before(far), start_before(late)) == (35, 101)
    client.force_login(ben)
    response = client.get(far.get_absolute_url())
    assert response["Location"] == f"{topic.get_absolute_url()}?from=35#message-40"
    client.force_login(carys)
    assert client.get(far.get_absolute_url()).status_code == 404
    assert client.get(reverse("rooms:about", args=[far.pk])).status_code == 404


def test_news_is_counted_to_a_hundred_and_muted_topics_have_none(topic, amina, ben):
    marking.come_in(topic.room, by=ben, at=now())
    talk(topic, amina, MOST_COUNTED + 30)
    assert news_in_topics([topic], ben) == {topic.pk: MOST_COUNTED + 1}
    assert [(row.room, row.news) for row in rooms_with_news(ben, most=5)] == [(topic.room, 1)]
    marking.mute_room(topic.room, muted=True, by=ben, at=now())
    assert not rooms_with_news(ben, most=5)
    marking.mute_topic(topic, muted=True, by=ben, at=now())
    assert not news_in_topics([topic], ben)
    marking.mute_topic(topic, muted=False, by=ben, at=now())
    assert not news_in_topics([topic], ben)


def test_catching_up_shows_a_beginning_of_each_topic_and_is_done_with_up_to_what_was_shown(topic, amina, ben, client):
    marking.come_in(topic.room, by=ben, at=now())
    talk(topic, amina, MESSAGES_EACH + 5)
    other = topic.room.topics.create(title="Boats", opened_by=amina, opened_at=now(), last_at=now())
    talk(other, amina, 2)
    news = news_of(topic.room, ben)
    assert [(run.topic.title, len(run.shown), run.has_more) for run in news.runs] == [
        ("Boats", 2, False),
        ("General", MESSAGES_EACH, True),
    ]
    client.force_login(ben)
    address = reverse("rooms:catch-up", args=[topic.room_id])
    shown = client.get(address)
    talk(other, amina, 1)
    client.post(address, {"up_to": shown.context["room"].last_number})
    assert [run.topic.title for run in news_of(topic.room, ben).runs] == ["Boats"]
    assert client.post(address, {"up_to": "all"}).status_code == 422


def test_no_mark_goes_back_or_past_the_last_message(topic, amina, ben):
    talk(topic, amina, 20)
    marking.read_topic(topic, 15, by=ben, at=now())
    marking.read_topic(topic, 5, by=ben, at=now())
    assert TopicMark.objects.get(topic=topic, person=ben).seen_number == 15
    marking.catch_up(topic.room, 999, by=ben, at=now())
    assert RoomMark.objects.get(room=topic.room, person=ben).seen_number == 20


def test_a_day_tells_all_that_was_said_and_which_days_come_before_and_after(topic, amina, client):
    at = now()
    today = localdate(at)
    talk(topic, amina, MESSAGES_A_PAGE + 3, at=at - timedelta(days=3))
    talk(topic, amina, 2, at=at)
    found = day_of(topic.room, today - timedelta(days=3), amina)
    assert (found.earlier, found.more_from, found.later) == (None, MESSAGES_A_PAGE + 1, today)
    rest = day_of(topic.room, found.day, amina, from_number=found.more_from)
    assert [len(run.shown) for run in rest.runs] == [3]
    client.force_login(amina)
    jump = reverse("rooms:jump", args=[topic.room_id])
    response = client.get(jump, {"day_day": today.day, "day_month": today.month, "day_year": today.year}, follow=True)
    assert [len(run.shown) for run in response.context["found"].runs] == [2]
    for typed, sentence in (("9999", "in the year 2000 or later"), ("x", "must be a real date")):
        refused = client.get(jump, {"day_day": 1, "day_month": 1, "day_year": typed})
        assert (refused.status_code, sentence in refused.content.decode()) == (422, True)
    assert client.get(f"/rooms/{topic.room_id}/on/2026-02-30/").status_code == 404
    assert client.get(f"/rooms/{topic.room_id}/on/2999-12-31/").status_code == 200


def test_what_stands_over_an_answer_is_a_beginning_without_titles_of_pages_or_words_that_are_gone():
    said = Message(body="**See** @[Ben Hughes] and [[page:12]] " + "on fares " * 40)
    assert gist_of(said).startswith("See @Ben Hughes and … on fares")
    assert gist_of(Message(body="See [[page:12|Closing Leeds]].")) == "See …."
    assert len(gist_of(said)) <= GIST_LENGTH + 1
    assert gist_of(Message(body="**No**", html="<p><strong>No</strong> &amp; never</p>")) == "No & never"
    said.hidden_at = now()
    assert gist_of(said) == ""


def test_answers_are_shown_afresh_when_what_they_answer_says_something_else(topic, amina, ben):
    first = say(topic, amina, "The cap ends in March.")
    answer = say(topic, ben, "Then we write.", answers=first)
    editing.withdraw(first, by=amina, at=now())
    answer.refresh_from_db()
    assert (answer.change, dressed([answer], ben)[0].gist) == (4, "")


def test_each_screen_of_a_room_is_for_those_who_read_it_alone(topic, amina, ben, carys, client):
    first = say(topic, amina, "The cap ends in March.")
    say(topic, ben, "Then we write.", answers=first)
    addresses = [
        topic.room.get_absolute_url(),
        topic.get_absolute_url(),
        reverse("rooms:about", args=[first.pk]),
        reverse("rooms:catch-up", args=[topic.room_id]),
        reverse("rooms:on", args=[topic.room_id, localdate(now())]),
    ]
    client.force_login(ben)
    assert [client.get(address).status_code for address in addresses] == [200] * 5
    assert "The cap ends in March." in client.get(addresses[1]).content.decode()
    assert topic.room.title in client.get(reverse("rooms:rooms")).content.decode()
    client.force_login(carys)
    assert [client.get(address).status_code for address in addresses] == [404] * 5
    assert topic.room.title not in client.get(reverse("rooms:rooms")).content.decode()
