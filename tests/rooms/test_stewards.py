"""Stewards of a room: what is flagged in it is hidden, taken out and given back, and nobody else hears of it."""

import pytest

from apps.core.clock import now
from apps.core.rules import Refused
from apps.moderation.actions import appealing, queue, ruling
from apps.moderation.actions.flagging import flag
from apps.moderation.actions.measures import TAKEN_OUT
from apps.moderation.choices import AppealOutcome, Measure
from apps.moderation.judgement import Judgement
from apps.moderation.queries.queue import waiting_by_community, waiting_for_nobody
from apps.moderation.subjects import FLAGGABLE
from apps.people.choices import Breadth
from apps.records.models import Hold
from apps.rooms.actions import inviting, sitting_answers, sitting_questions, tending
from apps.rooms.actions.reacting import react
from apps.rooms.models import Asked, Message, MessageRevision
from apps.trust.actions.standing import step_down
from apps.trust.choices import Level
from apps.trust.models import Credit, Membership
from tests.exchange import stand
from tests.rooms.sitting import announce, ask, begun
from tests.rooms.talking import general, open_room, say

WHY = "It names a passenger."


@pytest.fixture
def room(amina):
    return open_room(amina, audience=Breadth.DIRECTORATE)


def flagged(message, by, kind="rooms.message"):
    return flag(kind, str(message.pk), rule="personal_data", because=WHY, by=by, at=now()).matter


def rule(matter, by, measure, words=""):
    matter.refresh_from_db()
    claimed = queue.claim(matter, version=matter.version, by=by, at=now())
    judgement = Judgement(measure, WHY, "personal_data", words=words)
    return ruling.rule_on(claimed, judgement, version=claimed.version, by=by, at=now())


def test_a_steward_hides_a_message_and_whoever_looks_is_told_of_the_change(room, amina, ben, dev, fay):
    message = say(general(room), ben)
    matter = flagged(message, fay)
    assert waiting_by_community(amina, at=now()) == [(room.title, room.community.slug, 1)]

    made = rule(matter, amina, Measure.HIDE)

    message.refresh_from_db()
    assert (message.has_words, message.change) == (False, 2)
    assert FLAGGABLE["rooms.message"].seen_by(fay, [str(message.pk)]) == {}
    # Another steward gives it back.
    stand(dev, room.community, Level.STEWARD)
    waits = appealing.appeal(made, because="She was asked.", by=ben, at=now())
    appealing.decide(waits, outcome=AppealOutcome.OVERTURNED, answer="So she was.", by=dev, at=now())
    message.refresh_from_db()
    assert (message.has_words, message.change) == (True, 3)


def test_words_are_taken_out_of_what_it_says_and_what_it_said(room, amina, ben, fay):
    message = say(general(room), ben, "Ring Jo Bloggs.")
    MessageRevision.objects.create(message=message, body="Write to Jo Bloggs.", at=now())
    rule(flagged(message, fay), amina, Measure.REDACT, words="Jo Bloggs")
    message.refresh_from_db()
    said = [message.body, message.html, message.revisions.get().body]
    assert said == [f"Ring {TAKEN_OUT}.", f"<p>Ring {TAKEN_OUT}.</p>\n", f"Write to {TAKEN_OUT}."]


def test_nothing_is_taken_out_while_there_is_a_hold(room, amina, ben, fay):
    message = say(general(room), ben, "Ring Jo Bloggs.")
    matter = flagged(message, fay)
    Hold.objects.create(about_kind="rooms.room", about_id=str(room.pk), because="A request.", at=now())
    with pytest.raises(Refused, match="on hold"):
        rule(matter, amina, Measure.REDACT, words="Jo Bloggs")
    message.refresh_from_db()
    assert message.body == "Ring Jo Bloggs."


def test_thanks_for_what_stays_hidden_earn_nothing_until_it_is_given_back(room, amina, ben, fay):
    message = say(general(room), ben)
    react(message, "THANKS", by=amina, at=now())
    kind = FLAGGABLE["rooms.message"]
    kind.struck(str(message.pk), fay, now())
    assert Credit.objects.get().void_at is not None
    kind.restored(str(message.pk), fay, now())
    assert Credit.objects.get().void_at is None


def test_a_question_that_became_a_message_goes_with_it(room, amina, ben, fay, dev):
    sitting = begun(announce(room, fay, by=amina), fay)
    asked = ask(sitting, ben, "Why did Jo Bloggs pay?")
    matter = flagged(asked, dev, "rooms.asked")
    asked = sitting_questions.put(asked, by=amina, at=now())
    sitting_answers.answer(asked, "Jo Bloggs did not.", by=fay, at=now())
    # From now on it is the message that is flagged.
    assert FLAGGABLE["rooms.asked"].seen_by(dev, [str(asked.pk)]) == {}

    rule(matter, amina, Measure.REDACT, words="Jo Bloggs")

    asked.refresh_from_db()
    assert asked.body == f"Why did {TAKEN_OUT} pay?"
    assert "Jo Bloggs" not in asked.answer + Message.objects.get().body + Message.objects.get().html
    FLAGGABLE["rooms.asked"].hide(str(asked.pk), now())
    assert (Asked.objects.get().hidden_at is None, Message.objects.get().has_words) == (False, False)


def test_nobody_who_was_not_asked_in_hears_of_a_room_by_invitation(client, amina, ben, hire):
    asked_in = hire("Olu Ade", "AA")
    room = open_room(amina, "Redundancies", by_invitation=True)
    community = room.community
    Membership.objects.create(community=community, person=asked_in, invited_by=amina, at=now())
    flagged(say(general(room), amina), asked_in)
    step_down(community, because="Too busy.", by=amina, at=now())

    # Ben is posted in the unit that keeps the room, and was not asked in.
    assert waiting_for_nobody(ben) == []
    assert waiting_for_nobody(amina) == [("Redundancies", community.slug, 1)]
    for person, status in ((ben, 404), (amina, 200)):
        client.force_login(person)
        for name in ("", "mine/", "how/", "appointment/"):
            answer = client.get(f"/standing/{community.slug}/{name}")
            assert answer.status_code == status
            assert ("Redundancies" in answer.content.decode()) == (status == 200)
        assert client.get(f"/moderation/{community.slug}/log/").status_code == status


def test_whoever_was_asked_out_reads_the_ruling_and_not_what_the_room_is_called_now(client, amina, hire):
    olu, nia = hire("Olu Ade", "AA"), hire("Nia Rees", "G7")
    room = open_room(amina, "Moves", by_invitation=True)
    for person in (olu, nia):
        inviting.invite(room, person, by=amina, at=now())
    made = rule(flagged(say(general(room), olu, "Jo goes."), nia), amina, Measure.HIDE)
    inviting.ask_out(room, olu, because="It is about them.", by=amina, at=now())
    tending.rename(room, "Redundancies", by=amina, at=now())
    client.force_login(olu)
    for path in (made.get_absolute_url(), f"{made.get_absolute_url()}appeal/"):
        shown = client.get(path).content.decode()
        assert ("teward" in shown, "Redundancies" in shown, room.community.slug in shown) == (
            True,
            False,
            False,
        )


def test_the_way_back_from_who_keeps_order_is_to_the_room(client, room, amina, space):
    client.force_login(amina)
    own = client.get(f"/standing/{room.community.slug}/").content.decode()
    assert f'href="{room.get_absolute_url()}"' in own
    # The room of a space shares the space's community, so that the way back is to the space.
    spaces = client.get(f"/standing/{space.community.slug}/").content.decode()
    assert f'href="{space.get_absolute_url()}"' in spaces


def test_somebody_paused_in_a_room_says_nothing_there(room, ben, amina, fay):
    message = say(general(room), ben)
    matter = flagged(message, fay)
    matter.refresh_from_db()
    claimed = queue.claim(matter, version=matter.version, by=amina, at=now())
    until = now().replace(year=now().year + 1)
    judgement = Judgement(Measure.PAUSE, WHY, "personal_data", until=until)
    ruling.rule_on(claimed, judgement, version=claimed.version, by=amina, at=now())
    with pytest.raises(Refused, match="paused"):
        say(general(room), ben)
