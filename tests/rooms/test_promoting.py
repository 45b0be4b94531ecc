"""What becomes of messages: a page, a tip, a comment or a decision that says where it came from."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from apps.clearance.actions import deciding as clearing
from apps.clearance.actions.commenting import Remark
from apps.core.clock import now
from apps.core.rules import Refused, StateChanged
from apps.moderation.choices import Voice
from apps.notices.models import Notice
from apps.notices.queries import lately_told
from apps.pages.choices import CommentKind
from apps.pages.models import Draft
from apps.pages.queries.pages import writers_of
from apps.people.choices import Breadth
from apps.practice.actions.tips import Tip
from apps.records.models import Event
from apps.rooms.actions.deciding import Decided, Place
from apps.rooms.actions.promoting import Chosen, NewPage, make_comment, make_decision, make_page, make_tip
from apps.rooms.models import Message, Promotion
from apps.rooms.quoting import digest_of
from apps.trust.choices import Level
from tests import stories
from tests.exchange import open_exchange, stand
from tests.house.acts.practices import HEAD
from tests.rooms.talking import general, open_room, say


@pytest.fixture
def talk(space, amina, ben):
    """What Amina and Ben said in the room of Amina's space, chosen by its numbers."""
    topic = general(space.room)
    said = [say(topic, amina, "The cap ends in March.", ago=90), say(topic, ben, "Operators need *notice*.", ago=60)]
    return Chosen(topic, tuple(message.number for message in said), digest_of(said))


def page_of(chosen, space, by, **also):
    """A new page under the front page of the space, for as many people as can read the room."""
    asked = {"parent": stories.front(space), "title": "When the cap ends", "audience": Breadth.DIRECTORATE}
    return make_page(chosen, NewPage(**asked | also), by=by, at=now())


def test_a_draft_begins_with_the_messages_and_says_where_they_were_said(talk, space, amina, ben):
    draft = page_of(talk, space, amina)
    day = f"{localdate():%-d %B %Y}"
    assert draft.body == (
        f"> **Amina Osei**, Policy adviser, Rural Transport, {day}\n>\n> The cap ends in March.\n\n"
        f"> **Ben Hughes**, Head of rural transport, Rural Transport, {day}\n>\n> Operators need *notice*.\n"
    )
    promotion = Promotion.objects.get(draft=draft)
    assert (promotion.room, promotion.room_title, promotion.topic_title) == (space.room, "Rural buses", "General")
    assert promotion.people.splitlines() == [
        "Amina Osei, Policy adviser, Rural Transport",
        "Ben Hughes, Head of rural transport, Rural Transport",
    ]
    assert [one.message.number for one in promotion.messages.order_by("message__number")] == [1, 2]
    assert promotion.last_at - promotion.first_at == pytest.approx(timedelta(seconds=30), abs=timedelta(seconds=5))
    # Ben is told, and Amina knows.
    assert [(one.person, one.kind) for one in Notice.objects.filter(kind="PROMOTED")] == [(ben, "PROMOTED")]
    [told] = [one for one in lately_told(ben) if one.notice.kind == "PROMOTED"]
    assert (told.subject.title, told.subject.url) == (
        "A draft page",
        reverse("rooms:about", args=[Message.objects.get(number=1).pk]),
    )
    event = Event.objects.about(draft).filter(verb="rooms.promoted").get()
    assert event.details == {"into": "PAGE", "room": space.room.pk, "messages": [1, 2]}
    # Whoever has the room open sees it at the messages.
    changes = list(Message.objects.order_by("number").values_list("change", flat=True))
    assert changes == [3, 4]


def test_nobody_clears_words_of_theirs_that_somebody_quoted(talk, space, amina, ben, hire):
    draft = page_of(talk, space, amina)
    assert list(writers_of(draft)) == [amina, ben]
    submission = stories.submit(draft, amina)
    with pytest.raises(Refused, match="wrote"):
        clearing.clear(submission, by=ben, at=now())
    clearing.clear(submission, by=hire("Nia Rees", "G7"), at=now())


def test_where_it_came_from_outlives_a_new_name_an_edit_and_what_was_taken_out(talk, space, amina, ben, hire, client):
    draft = page_of(talk, space, amina)
    clearing.clear(stories.submit(draft, amina), by=hire("Nia Rees", "G7"), at=now())
    page = Draft.objects.get(pk=draft.pk).page
    space.room.title = "Buses, all of them"
    space.room.save(update_fields=["title"])
    Message.objects.filter(number=1).update(body="Something else.", html="Something else.", edited_at=now())
    Message.objects.filter(number=2).update(body="", html="", withdrawn_at=now(), disposed_at=now())
    client.force_login(ben)
    read = client.get(page.get_absolute_url()).content.decode()
    for words in ("Rural buses", "Amina Osei", "The cap ends in March.", "Operators need", "Where it came from"):
        assert words in read
    assert "Something else" not in read


def test_who_may_not_read_the_room_hears_only_whose_it_is(space, amina, ben, fay, hire, client):
    topic = general(open_room(amina, "Secret fares", by_invitation=True))
    say(topic, amina)
    chosen = Chosen(topic, (1,), widened_because="It names nobody.")
    draft = page_of(chosen, space, amina)
    client.force_login(ben)
    assert "a room of Rural Transport" in client.get(draft.get_absolute_url()).content.decode()
    clearing.clear(stories.submit(draft, amina), by=ben, at=now())
    page = Draft.objects.get(pk=draft.pk).page
    # It is laid out once for all readers of the same units, so that it does not tell those who were asked in either.
    for reader in (amina, ben, fay):
        client.force_login(reader)
        read = client.get(page.get_absolute_url()).content.decode()
        assert "a room of Rural Transport" in read
        assert "Secret fares" not in read
    client.force_login(amina)
    assert "Secret fares" in client.get(draft.get_absolute_url()).content.decode()


def test_what_changed_since_it_was_selected_is_not_made_into_anything(talk, space, amina):
    Message.objects.filter(number=2).update(body="Operators need nothing.")
    with pytest.raises(StateChanged, match="Look at them again"):
        page_of(talk, space, amina)


@pytest.mark.parametrize("gone", ["withdrawn_at", "hidden_at"])
def test_what_readers_do_not_see_is_not_made_into_anything(talk, space, amina, gone):
    Message.objects.filter(number=2).update(**{gone: now()})
    with pytest.raises(StateChanged):
        page_of(Chosen(talk.topic, talk.numbers), space, amina)


def test_more_people_read_it_only_where_somebody_says_why(talk, space, amina, ben):
    with pytest.raises(Refused, match="More people would read this than can read ‘Rural buses’"):
        page_of(talk, space, amina, audience=Breadth.GOVERNMENT)
    because = "The whole of government asks us."
    wide = Chosen(talk.topic, talk.numbers, widened_because=because)
    draft = page_of(wide, space, amina, audience=Breadth.GOVERNMENT)
    assert Promotion.objects.get(draft=draft).widened_because == because
    assert Event.objects.about(draft).get(verb="rooms.promoted").because == because
    # Nobody else can read it in a room by invitation, whatever its unit.
    closed = general(open_room(amina, by_invitation=True))
    number = say(closed, amina).number
    with pytest.raises(Refused, match="More people"):
        page_of(Chosen(closed, (number,)), space, amina, audience=Breadth.TEAM, title="For the team")


def test_a_page_made_of_a_sensitive_room_is_sensitive(space, amina):
    topic = general(open_room(amina, marked=stories.SENSITIVE))
    chosen = Chosen(topic, (say(topic, amina).number,))
    draft = page_of(chosen, space, amina, audience=Breadth.TEAM)
    assert draft.marked() == stories.SENSITIVE
    open_draft = stories.start(stories.front(space), amina)
    with pytest.raises(Refused, match="must be marked so too"):
        make_comment(chosen, open_draft, Remark(CommentKind.NOTE, "Mind.", open_draft.version), by=amina, at=now())


def test_a_page_is_named_only_where_all_who_will_read_the_words_may_read_it(space, amina, ben):
    hidden = stories.publish(stories.front(space), amina, ben, "What we would pay", "Two pounds.")
    hidden.audience, hidden.audience_unit = Breadth.TEAM, space.unit
    hidden.save(update_fields=["audience", "audience_unit"])
    topic = general(space.room)
    number = say(topic, amina, "See [[What we would pay]] and [[Rural buses]].").number
    draft = page_of(Chosen(topic, (number,)), space, amina)
    assert "> See (a page) and [[Rural buses]]." in draft.body


def test_a_tip_is_made_of_messages(talk, amina, government):
    exchange = open_exchange(amina)
    tip = Tip("Tell operators early", HEAD, government.rural_transport, Voice.OFFICIAL)
    with pytest.raises(Refused, match="everybody in His Majesty's Government"):
        make_tip(talk, exchange, tip, by=amina, at=now())
    wide = Chosen(talk.topic, talk.numbers, widened_because="Others run buses too.")
    draft = make_tip(wide, exchange, tip, by=amina, at=now())
    assert [(one.kind, one.draft) for one in Promotion.objects.all()] == [("TIP", draft)]


def test_nobody_clears_a_tip_that_was_made_of_words_of_theirs(talk, amina, ben, dev, government):
    exchange = open_exchange(dev)
    stand(ben, exchange.community, Level.STEWARD)
    tip = Tip("Tell operators early", HEAD, government.rural_transport, Voice.OFFICIAL)
    draft = make_tip(replace(talk, widened_because="Others run buses."), exchange, tip, by=amina, at=now())
    assert list(writers_of(draft)) == [amina, ben]
    with pytest.raises(Refused):
        clearing.clear(draft.submissions.get(), by=ben, at=now())


def test_a_comment_on_a_draft_is_made_of_messages(talk, space, amina, ben):
    draft = stories.start(stories.front(space), amina)
    comment = make_comment(talk, draft, Remark(CommentKind.CONDITION, "Say when.", draft.version), by=ben, at=now())
    assert [(one.kind, one.comment) for one in Promotion.objects.all()] == [("COMMENT", comment)]


def test_a_decision_is_made_of_messages(talk, space, amina, ben):
    decided = Decided("The cap ends in March", "It costs too much.", localdate(), (ben,))
    decision = make_decision(talk, Place(room=space.room, topic=talk.topic), decided, by=amina, at=now())
    assert (decision.promotion.room, decision.space) == (space.room, space)


def test_only_those_it_is_for_make_something_of_a_room(talk, space, carys):
    with pytest.raises(Refused, match="Only people whom ‘Rural buses’ is for"):
        page_of(talk, space, carys)
