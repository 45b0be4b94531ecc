"""The screens on which talk is kept, held, saved as a file and disposed of."""

from datetime import timedelta

import pytest

from apps.core.clock import now
from apps.rooms.actions import disposing, holds
from apps.rooms.choices import Retention
from tests.journeys.test_screens import LONG_TITLE, look_at_all
from tests.rooms.talking import general, open_room, say

pytestmark = pytest.mark.appearance


def test_amina_and_ben_who_keep_a_room_and_ines_who_holds_it(enter, amina, ben, ines):
    title = LONG_TITLE[:120]
    room = open_room(amina, title, retention=Retention.TALK)
    say(general(room), amina)
    room.messages.update(at=now() - timedelta(days=3 * 366))
    at = f"/rooms/{room.pk}"
    amina_s = enter(amina)
    look_at_all(
        amina_s,
        (f"{at}/retention/", f"How long talk is kept in {title}"),
        (f"{at}/retention/change/", f"Change how long talk is kept in {title}"),
        (f"{at}/retention/change/", f"Error: Change how long talk is kept in {title}", "Change it"),
        (f"{at}/dispose/", f"Ask to dispose of what is due in {title}"),
        (f"{at}/dispose/", f"Error: Ask to dispose of what is due in {title}", "Ask for it"),
        (f"/rooms/topics/{general(room).pk}/export/", "Save ‘General’ as a file"),
    )
    first = disposing.ask(room, because="It was filed elsewhere.", by=ben, at=now())
    look_at_all(
        amina_s,
        (f"/rooms/disposals/{first.pk}/", f"What is to be disposed of in {title}"),
        (f"/rooms/disposals/{first.pk}/refuse/", f"Let it stay in {title}"),
        (f"/rooms/disposals/{first.pk}/refuse/", f"Error: Let it stay in {title}", "Let it stay"),
        (f"/rooms/disposals/{first.pk}/", f"Certificate of disposal in {title}", "Approve, and dispose of it"),
    )
    holds.hold(open_room(amina, "Timetables"), because="Request 412, on fares.", by=ines, at=now())
    look_at_all(
        enter(ines),
        ("/rooms/holds/?words=conc", "Rooms on hold"),
        (f"{at}/hold/", f"Put on hold: {title}"),
        (f"{at}/hold/", f"Error: Put on hold: {title}", "Put it on hold"),
    )
