"""The screens of web chats, as whoever runs, answers, clears and reads one sees them."""

import pytest

from apps.core.clock import now
from apps.moderation.actions.guidelines import accept
from apps.rooms.actions import sitting_answers, sitting_questions, sittings
from apps.trust.choices import Level
from tests.exchange import stand
from tests.journeys.test_screens import LONG_TITLE, look_at_all
from tests.rooms.sitting import announce, ask, begun

pytestmark = pytest.mark.appearance


def test_a_web_chat_from_when_it_is_announced_to_its_page(enter, space, amina, ben, dev, fay):
    room = space.room
    accept(by=amina, at=now())
    stand(amina, space.community, Level.STEWARD)
    sitting = begun(announce(room, fay, by=amina, title=LONG_TITLE[:120], clears_answers=True), fay)
    first = sitting_questions.put(ask(sitting, ben, "Who pays?\n\nhttps://www.example.gov.uk/a"), by=amina, at=now())
    second = sitting_questions.put(ask(sitting, dev, "Which day?"), by=amina, at=now())
    third = sitting_questions.put(ask(sitting, dev, "How much?"), by=amina, at=now())
    aside, waits = ask(sitting, ben, "Again?"), ask(sitting, ben, "And coaches?")
    sitting_questions.set_aside(aside, because="It was asked before.", by=amina, at=now())
    for question in (first, second):
        sitting_answers.answer(question, "> Ours\n\nThe *department* does, see `fares`.", by=fay, at=now())
    first.refresh_from_db()
    sitting_answers.clear(first, seen=sitting_answers.digest_of(first), by=amina, at=now())
    place, asked, title = f"/sittings/{sitting.pk}/", "/sittings/questions/{}/", LONG_TITLE[:120]
    look_at_all(
        enter(amina),
        (f"/rooms/{room.pk}/", str(room)),
        (sitting.topic.get_absolute_url(), f"{title} - {room}"),
        (f"/rooms/{room.pk}/sittings/", f"Web chats in {room}"),
        (f"/rooms/{room.pk}/sittings/new/", f"Announce a web chat in {room}"),
        (f"/rooms/{room.pk}/sittings/new/", f"Error: Announce a web chat in {room}", "Announce it"),
        (place, title),
        (place, f"Error: {title}", "Ask"),
        (asked.format(waits.pk), f"A question to Fay Campbell - {title}"),
        (asked.format(waits.pk) + "aside/", f"Set this question aside - {title}"),
        (asked.format(second.pk) + "clear/", f"Clear this answer - {title}"),
        (asked.format(second.pk) + "send-back/", f"Send this answer back - {title}"),
        (f"{place}end/", f"End this web chat - {title}"),
        (f"{place}call-off/", f"Call this web chat off - {title}"),
    )
    look_at_all(enter(fay), (place, title), (asked.format(third.pk) + "answer/", f"Answer Dev Patel - {title}"))
    second.refresh_from_db()
    sitting_answers.clear(second, seen=sitting_answers.digest_of(second), by=amina, at=now())
    sittings.end_due(sitting.ends_at)
    look_at_all(enter(amina), (place, title), (f"{place}transcript/", f"Make a page of this web chat - {title}"))
