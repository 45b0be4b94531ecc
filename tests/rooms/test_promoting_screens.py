"""Making something of messages by the screens: which, what of them, and the forms."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from apps.core.clock import now
from apps.people.choices import Breadth
from apps.rooms.choices import MESSAGES_A_PAGE
from apps.rooms.models import Decision, Message, Promotion
from tests import stories
from tests.exchange import open_exchange
from tests.house.acts.practices import HEAD
from tests.rooms.talking import general, open_room, say


@pytest.fixture
def topic(space, amina, ben):
    """What Amina and Ben said in the room of Amina's space."""
    topic = general(space.room)
    say(topic, amina, "The cap ends in March.")
    say(topic, ben, "Operators need *notice*.")
    return topic


def send(client, topic, kind, **typed):
    """Fill in what the form shows, and send it with what is typed besides."""
    address = reverse(f"rooms:promote-{kind}", args=[topic.pk])
    form = client.get(f"{address}?message=1&message=2").context["form"]
    shown = {name: form[name].value() or "" for name in form.fields if name not in ("topics", "decided_on")}
    return client.post(address, shown | {"message": ["1", "2"], "accepts": "on"} | typed)


def test_messages_are_selected_over_several_runs_of_them(topic, amina, client):
    client.force_login(amina)
    facts = {"room": topic.room, "topic": topic, "by": amina, "at": now(), "body": "And so on."}
    numbers = range(3, 3 + MESSAGES_A_PAGE)
    Message.objects.bulk_create(Message(**facts, number=one, change=one, key=uuid4()) for one in numbers)
    asked = reverse("rooms:promote", args=[topic.pk])
    latest = client.get(asked).context
    assert (latest["rows"][0][0].number, latest["earlier"]) == (3, 3)
    earlier = client.get(f"{asked}?message=52&message=x&before=3").context
    assert [one.number for one, _ in earlier["selected"]] == [52]
    assert ([one.number for one, _ in earlier["rows"]], earlier["earlier"]) == ([1, 2], None)


def test_whoever_goes_on_with_no_message_selected_is_told_so(topic, amina, client):
    client.force_login(amina)
    asked = reverse("rooms:promote", args=[topic.pk])
    told = client.get(f"{asked}?chosen=yes")
    assert (told.status_code, told.content.decode().count("Select at least one message")) == (422, 2)
    for address in (asked, f"{asked}?chosen=yes&before=2"):
        shown = client.get(address)
        assert (shown.status_code, "Select at least one" in shown.content.decode()) == (200, False)


def test_each_thing_is_made_by_its_form(topic, space, fares, amina, ben, client):
    client.force_login(amina)
    draft = stories.start(stories.front(space), amina, "Stops")
    exchange = open_exchange(amina)
    assert send(client, topic, "page", title="When it ends").status_code == 302
    wide = {"widens": "on", "widened_because": "It names nobody."}
    tip = send(client, topic, "tip", title="Tell them early", space=exchange.pk, **HEAD, **wide)
    assert tip.status_code == 302
    assert send(client, topic, "comment", draft=draft.pk).status_code == 302
    today = localdate()
    day = {"decided_on_day": today.day, "decided_on_month": today.month, "decided_on_year": today.year}
    sent = send(client, topic, "decision", title="It ends", deciders="Ben Hughes", about="Fares", **day)
    assert sent.status_code == 302
    assert list(Promotion.objects.order_by("pk").values_list("kind", flat=True)) == [
        "PAGE",
        "TIP",
        "COMMENT",
        "DECISION",
    ]
    decision = Decision.objects.get()
    assert (decision.topic, decision.page, decision.edition) == (topic, fares, fares.edition)
    assert "Operators need *notice*." in decision.reasons


def test_a_refusal_is_a_sentence_and_nothing_typed_is_lost(topic, amina, client):
    client.force_login(amina)
    answer = send(client, topic, "page", title="When it ends", audience=Breadth.GOVERNMENT)
    read = answer.content.decode()
    assert answer.status_code == 422
    assert "More people would read this than can read ‘Rural buses’" in read
    assert 'value="When it ends"' in read
    assert send(client, topic, "page", title="When it ends", widens="on").context["form"].errors == {
        "widened_because": ["Enter why more people may read it"]
    }
    nowhere = send(client, topic, "page", title="When it ends", under="Nowhere")
    assert nowhere.context["form"].errors == {
        "under": ["There is no page that you can read with that title or address"]
    }


def test_whoever_saw_other_words_is_shown_these_before_anything_is_made_of_them(topic, amina, client):
    client.force_login(amina)
    answer = send(client, topic, "page", title="When it ends", seen="0" * 64)
    assert "Look at them again" in answer.content.decode()
    again = {name: answer.context["form"][name].value() or "" for name in ("seen", "title", "under", "audience")}
    assert client.post(answer.request["PATH_INFO"], again | {"message": ["1", "2"]}).status_code == 302


def test_nothing_is_offered_that_the_marking_forbids(amina, client):
    open_exchange(amina)
    topic = general(open_room(amina, marked=stories.SENSITIVE))
    say(topic, amina)
    client.force_login(amina)
    shown = client.get(reverse("rooms:promote", args=[topic.pk]) + "?message=1")
    assert (shown.context["writes_pages"], shown.context["writes_tips"]) == (True, False)
    assert "OFFICIAL-SENSITIVE: RECIPIENTS ONLY" in shown.content.decode()


def test_whoever_may_not_read_the_room_finds_nothing(topic, carys, client):
    client.force_login(carys)
    for kind in ("", "-page", "-tip", "-comment", "-decision"):
        assert client.get(reverse(f"rooms:promote{kind}", args=[topic.pk])).status_code == 404


def test_a_tip_names_no_page_that_not_all_of_its_readers_may_read(topic, fares, amina, client):
    open_exchange(amina)
    number = say(topic, amina, "See [[Fares]].").number
    client.force_login(amina)
    form = client.get(f"{reverse('rooms:promote-tip', args=[topic.pk])}?message={number}").context["form"]
    assert form["did"].value().endswith("> See (a page).\n")
