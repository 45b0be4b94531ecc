"""Web chats: announced, asked in, sifted, answered, cleared and shown."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from apps.core.clock import now
from apps.core.rules import Refused, StateChanged
from apps.notices.choices import NoticeKind
from apps.notices.queries import lately_told
from apps.pages.queries.versions import writers_in
from apps.people.choices import Breadth
from apps.records.models import Event
from apps.rooms.actions import editing, holds, sitting_answers, sitting_questions, sittings, tending
from apps.rooms.actions.sittings import Announcement
from apps.rooms.choices import AskedState, SittingState
from apps.rooms.models import Asked, Message
from apps.rooms.queries.sittings import as_shown, questions_of, reader_of
from apps.rooms.rules.sittings import MOST_QUESTIONS, may_ask, may_transcribe
from apps.rooms.transcripts import as_message, digest_of, quoted
from apps.trust.choices import Level
from tests.cast import leave
from tests.exchange import stand
from tests.rooms.sitting import AN_HOUR, TOMORROW, announce, ask, begun
from tests.rooms.talking import open_room


@pytest.fixture
def room(amina):
    """Amina's, whose steward she is, for all of the directorate."""
    return open_room(amina, audience=Breadth.DIRECTORATE)


@pytest.fixture
def sitting(room, amina, fay):
    """Fay, who heads the directorate, is to answer tomorrow."""
    return announce(room, fay, by=amina)


def kinds(person):
    return {one.notice.kind for one in lately_told(person)}


def order(sitting, person):
    reader = reader_of(sitting, person, at=now())
    return [(one.asked.state, one.asked.body) for one in as_shown(sitting, list(questions_of(sitting, reader)), reader)]


def test_a_steward_announces_it_and_its_time_opens_and_ends_it(sitting, amina, ben, fay):
    assert (sitting.topic.pinned_at is not None, sitting.leader_post, sitting.state) == (
        True,
        "Deputy director, transport and access, Transport and Access",
        SittingState.ANNOUNCED,
    )
    assert NoticeKind.TO_LEAD in kinds(fay)
    with pytest.raises(Refused, match="time that was set"):
        sittings.begin(sitting, by=fay, at=now())
    with pytest.raises(Refused, match="Only Fay Campbell"):
        sittings.begin(sitting, by=ben, at=sitting.starts_at)

    assert [sittings.begin_due(sitting.starts_at), sittings.begin_due(sitting.starts_at)] == [1, 0]
    assert [sittings.end_due(sitting.ends_at), sittings.end_due(sitting.ends_at)] == [1, 0]

    sitting.refresh_from_db()
    sitting.topic.refresh_from_db()
    assert (sitting.state, sitting.ended_at, sitting.topic.pinned_at) == (SittingState.CLOSED, sitting.ends_at, None)
    verbs = (
        Event.objects.filter(verb__startswith="rooms.sitting").order_by("sequence").values_list("verb", "actor_name")
    )
    assert list(verbs) == [
        ("rooms.sitting_announced", "Amina Osei"),
        ("rooms.sitting_begun", "Greenpaper"),
        ("rooms.sitting_ended", "Greenpaper"),
    ]


def test_who_may_not_announce_or_lead(room, amina, ben, carys, fay):
    with pytest.raises(Refused, match="Only a steward"):
        announce(room, fay, by=fay)
    with pytest.raises(Refused, match="Carys Pritchard cannot write in this room"):
        announce(room, carys, by=amina)
    announce(room, fay, by=amina)
    with pytest.raises(Refused, match="topic of that title"):
        announce(room, fay, by=amina)
    for starts, ends, why in ((-AN_HOUR, AN_HOUR, "later than now"), (TOMORROW, AN_HOUR, "ends after")):
        times = Announcement("Again", "", fay, now() + starts, now() + ends)
        with pytest.raises(Refused, match=why):
            sittings.announce(room, times, by=amina, at=now())


def test_questions_stand_by_votes_one_each_and_none_for_ones_own(sitting, amina, ben, dev, fay):
    first, second = ask(sitting, ben, "Who pays?"), ask(sitting, dev, "Which day?")
    sitting_questions.vote(second, by=ben, at=now())
    sitting_questions.vote(second, by=ben, at=now())
    sitting_questions.vote(second, by=amina, at=now())
    for asked, person, why in ((first, ben, "asked this yourself"), (first, fay, "You answer in this web chat")):
        with pytest.raises(Refused, match=why):
            sitting_questions.vote(asked, by=person, at=now())
    assert order(sitting, ben) == [("ASKED", "Which day?"), ("ASKED", "Who pays?")]
    assert second.votes.count() == 2
    sitting_questions.take_vote_back(second, by=amina, at=now())
    assert second.votes.count() == 1


def test_nobody_fills_a_sitting_alone_and_its_leader_asks_nothing(sitting, ben, fay):
    Asked.objects.bulk_create(Asked(sitting=sitting, body="Why?", by=ben, at=now()) for _ in range(MOST_QUESTIONS))
    assert may_ask(ben, sitting, now()).reason.startswith("You have asked 5 questions")
    assert may_ask(fay, sitting, now()).reason == "You answer in this web chat, so you do not ask in it."


def test_stewards_sift_and_whoever_asked_is_told_why(sitting, amina, ben, dev):
    asked, own = ask(sitting, ben), ask(sitting, amina, "Mine?")
    with pytest.raises(Refused, match="another steward sifts"):
        sitting_questions.put(own, by=amina, at=now())
    with pytest.raises(Refused, match="Only a steward"):
        sitting_questions.put(asked, by=dev, at=now())
    sitting_questions.set_aside(asked, because="It was answered in March.", by=amina, at=now())

    assert NoticeKind.PUT_ASIDE in kinds(ben)
    assert ("SET_ASIDE", asked.body) in order(sitting, ben)
    assert order(sitting, dev) == [("ASKED", "Mine?")]
    assert not Event.objects.filter(because__contains="March").exists()
    sitting_questions.put(asked, by=amina, at=now())
    asked.refresh_from_db()
    assert (asked.state, asked.set_aside_because, asked.sifted_by) == (AskedState.PUT, "", amina)


def test_an_answer_shows_as_a_message_of_the_leader_under_what_was_asked(sitting, amina, ben, fay):
    asked = sitting_questions.put(ask(sitting, ben, "Who pays?\n\n# Loud"), by=amina, at=now())
    with pytest.raises(Refused, match="has not begun"):
        sitting_answers.answer(asked, "We do.", by=fay, at=now())
    begun(sitting, fay)
    with pytest.raises(Refused, match="Fay Campbell answers in this web chat, and nobody else"):
        sitting_answers.answer(asked, "I do.", by=amina, at=now())

    shown = sitting_answers.answer(asked, "The department does.", by=fay, at=now())

    message = Message.objects.get()
    assert (message.by, message.topic, message.number, shown.message) == (fay, sitting.topic, 1, message)
    assert message.body == (
        "> **Ben Hughes**, Head of rural transport, Rural Transport\n>\n> Who pays?\n>\n> # Loud\n\nThe department does."
    )
    assert "<blockquote>" in message.html
    assert NoticeKind.ANSWER_SHOWN in kinds(ben)
    with pytest.raises(Refused, match="This question is answered"):
        sitting_answers.answer(asked, "Twice.", by=fay, at=now())


def test_where_answers_are_cleared_somebody_else_of_the_unit_clears_the_very_text(room, amina, ben, dev, fay, hire):
    with pytest.raises(Refused, match="Rural Transport, which keeps this room"):
        sittings.set_clearing(room, clears=True, by=fay, at=now())
    sittings.set_clearing(room, clears=True, by=ben, at=now())
    sitting = announce(room, ben, by=amina)
    begun(sitting, ben)
    asked = sitting_questions.put(ask(sitting, dev), by=amina, at=now())
    asked = sitting_answers.answer(asked, "Yes.", by=ben, at=now())
    assert (asked.state, Message.objects.exists()) == (AskedState.ANSWERED, False)
    assert NoticeKind.TO_CLEAR in kinds(amina)
    seen = digest_of(asked)

    with pytest.raises(Refused, match="You gave this answer yourself"):
        sitting_answers.clear(asked, seen=seen, by=ben, at=now())
    with pytest.raises(Refused, match="Only people posted in Rural Transport"):
        sitting_answers.clear(asked, seen=seen, by=fay, at=now())
    sitting_answers.send_back(asked, because="Say from when.", by=amina, at=now())
    assert NoticeKind.RETURNED in kinds(ben)
    again = sitting_answers.answer(asked, "Yes, from March.", by=ben, at=now())
    with pytest.raises(StateChanged, match="changed after you opened it"):
        sitting_answers.clear(asked, seen=seen, by=amina, at=now())

    # Whoever is new to the unit clears as well as its head.
    shown = sitting_answers.clear(asked, seen=digest_of(again), by=hire("Olu Ade", "AA"), at=now())
    assert (shown.state, shown.message.by, shown.cleared_by.name) == (AskedState.SHOWN, ben, "Olu Ade")


def test_the_database_lets_nobody_clear_their_own_answer(sitting, ben, fay):
    asked = ask(sitting, ben)
    facts = {"answer": "Yes.", "answered_by": fay, "answered_at": now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Asked.objects.filter(pk=asked.pk).update(**facts, cleared_by=fay, cleared_at=now())


def test_one_called_off_tells_its_leader_and_whoever_asked(sitting, amina, ben, fay):
    asked = ask(sitting, ben)
    sittings.call_off(sitting, because="Fay is ill.", by=amina, at=now())
    assert NoticeKind.CALLED_AWAY in kinds(ben) & kinds(fay)
    sitting.refresh_from_db()
    assert may_ask(ben, sitting, now()).reason == "This web chat takes no more questions."
    assert sittings.begin_due(sitting.starts_at + timedelta(days=1)) == 0
    with pytest.raises(Refused, match="called off"):
        sitting_questions.put(asked, by=amina, at=now())


def test_nothing_in_a_question_leaves_its_quotation():
    assert quoted("One\n\n```\ncode") == "> One\n>\n> ```\n> code"


def test_a_name_in_a_message_of_a_sitting_is_no_markup(sitting, ben, fay):
    ben.name = "Ben *Bold* [x](y)"
    asked = Asked(sitting=sitting, body="Why?", by=ben, answer="Because.")
    assert as_message(asked).startswith("> **Ben \\*Bold\\* \\[x\\](y)**\n>\n> Why?")


def test_what_came_of_it_becomes_a_draft_that_nobody_who_spoke_in_it_clears(space, amina, ben, dev, fay, client):
    stand(amina, space.community, Level.STEWARD)
    sitting = begun(announce(space.room, fay, by=amina), fay)
    asked = sitting_questions.put(ask(sitting, ben, "Who pays?"), by=amina, at=now())
    sitting_answers.answer(asked, "The department.", by=fay, at=now())
    sittings.end_due(sitting.ends_at)
    place = f"/sittings/{sitting.pk}/transcript/"
    client.force_login(dev)
    assert "Only Fay Campbell" in client.get(place).content.decode()

    client.force_login(amina)
    begun_with = client.get(place).context["form"].initial
    assert client.post(place, {**begun_with, "under": "nowhere"}).status_code == 422
    client.post(place, begun_with)

    sitting.refresh_from_db()
    draft = sitting.transcript
    assert draft.body == (
        "What the cap means.\n\n> **Ben Hughes**, Head of rural transport, Rural Transport\n>\n> Who pays?\n\nThe department.\n"
    )
    assert set(writers_in(draft)) == {amina, ben, fay}
    assert draft.promotions.get().people == "Fay Campbell, Deputy director, transport and access, Transport and Access"
    assert may_transcribe(amina, sitting, now()).reason == "The transcript of this web chat is made already."


@pytest.fixture
def waiting(room, amina, ben, fay):
    """What Fay answered Ben, where somebody else clears it."""
    sitting = begun(announce(room, fay, by=amina, clears_answers=True), fay)
    asked = sitting_questions.put(ask(sitting, ben), by=amina, at=now())
    return sitting_answers.answer(asked, "It does.", by=fay, at=now())


def test_what_was_cleared_stays_in_these_very_words(waiting, amina, fay):
    message = sitting_answers.clear(waiting, seen=digest_of(waiting), by=amina, at=now()).message
    with pytest.raises(Refused, match="cleared this answer in these very words"):
        editing.edit(message, "It does not.", made_on=0, by=fay, at=now())
    editing.withdraw(message, by=fay, at=now())


def test_nothing_shows_or_is_asked_in_a_room_that_is_closed(room, waiting, amina, ben):
    tending.close(room, because="All is said.", by=amina, at=now())
    with pytest.raises(Refused, match="room is closed"):
        sitting_answers.clear(waiting, seen=digest_of(waiting), by=amina, at=now())
    with pytest.raises(Refused, match="room is closed"):
        ask(waiting.sitting, ben)


def test_no_answer_reason_or_vote_goes_while_there_is_a_hold(waiting, amina, ben, dev, fay, ines):
    other = sitting_questions.set_aside(ask(waiting.sitting, ben), because="It names Jo.", by=amina, at=now())
    third = ask(waiting.sitting, ben)
    sitting_questions.vote(third, by=dev, at=now())
    holds.hold(waiting.sitting.room, because="Request 412.", by=ines, at=now())
    back = sitting_answers.take_back(waiting, by=fay, at=now())
    for act in (
        lambda: sitting_answers.answer(back, "It may.", by=fay, at=now()),
        lambda: sitting_questions.put(other, by=amina, at=now()),
        lambda: sitting_questions.take_vote_back(third, by=dev, at=now()),
    ):
        with pytest.raises(Refused, match="on hold"):
            act()
    assert Asked.objects.get(pk=waiting.pk).answer == "It does."


def test_an_answer_is_said_from_the_post_in_which_it_was_given(waiting, amina, fay):
    Asked.objects.update(answered_at=now() - timedelta(days=30))
    leave(fay)
    shown = sitting_answers.clear(waiting, seen=digest_of(waiting), by=amina, at=now())
    assert shown.message.post == waiting.sitting.leader_post
