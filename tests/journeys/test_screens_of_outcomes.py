"""The screens on which talk comes to something: which messages, what of them, and decisions."""

import pytest
from django.utils.timezone import localdate

from apps.core.clock import now
from apps.pages.actions import drafts
from apps.people.choices import Breadth
from apps.rooms.actions import deciding
from apps.rooms.actions.deciding import Decided, Place
from apps.rooms.actions.promoting import Chosen, NewPage, make_page
from tests.exchange import open_exchange
from tests.journeys.test_screens import EVERYTHING, LONG_TITLE, look_at_all
from tests.rooms.talking import general, say

pytestmark = pytest.mark.appearance


def test_amina_who_makes_something_of_talk(enter, space, fares, amina, ben):
    open_exchange(amina)
    topic, room = general(space.room), space.room.pk
    say(topic, amina, "The cap ends in March. See [[Fares]].")
    say(topic, ben, "> Is it?\n\nYes: operators need *notice*, and `three` months of it.")
    chosen = Chosen(topic, (1, 2))
    draft = make_page(chosen, NewPage(fares, "When the cap ends", Breadth.DIRECTORATE), by=amina, at=now())
    change = drafts.start(fares, by=amina, at=now())
    place = Place(page=fares, edition=fares.edition, draft=change, draft_version=change.version)
    decided = Decided(LONG_TITLE[:200], EVERYTHING, localdate(), (amina, ben), EVERYTHING)
    old = deciding.record_decision(place, decided, by=amina, at=now())
    deciding.dissent(old, "Too soon.", is_named=False, by=ben, at=now())
    decision = deciding.supersede(
        old, Decided("It ends in May", "Operators asked.", localdate(), (ben,)), by=ben, at=now()
    )
    say(topic, ben, "So May it is.")
    asked, selected = f"/rooms/topics/{topic.pk}/promote/", "?message=1&message=2"
    look_at_all(
        enter(amina),
        (asked, "Which messages - General"),
        (f"{asked}{selected}&before=3", "Which messages - General"),
        (f"{asked}{selected}", "What to make of the messages - General"),
        (f"{asked}page/{selected}", "Make a draft page of messages - General"),
        (f"{asked}page/{selected}", "Error: Make a draft page of messages - General", "Start the draft"),
        (f"{asked}tip/{selected}", "Make a tip of messages - General"),
        (f"{asked}comment/{selected}", "Make a comment of messages - General"),
        (f"{asked}decision/{selected}", "Record a decision from messages - General"),
        (draft.get_absolute_url(), "Draft: When the cap ends"),
        (f"/rooms/{room}/decisions/", f"Decisions of {space}"),
        (f"/rooms/{room}/decisions/new/", "Record a decision"),
        (f"/rooms/{room}/decisions/new/", "Error: Record a decision", "Record the decision"),
        (f"/spaces/{space.pk}/decisions/?q=may", f"Decisions of {space}"),
        (f"/spaces/{space.pk}/decisions/?q=nothing", f"Decisions of {space}"),
        (f"/pages/{fares.pk}/decisions/", "Decisions about Fares"),
        (f"/pages/{fares.pk}/decisions/new/", "Record a decision"),
        (old.get_absolute_url(), f"{LONG_TITLE[:200]} - decision {old.pk}"),
        (decision.get_absolute_url(), f"It ends in May - decision {decision.pk}"),
        (f"/decisions/{decision.pk}/dissent/", "Say that you do not agree"),
        (f"/decisions/{decision.pk}/dissent/", "Error: Say that you do not agree", "Put it on record"),
        (f"/decisions/{decision.pk}/supersede/", "Supersede a decision"),
        (f"/decisions/{old.pk}/supersede/", "Supersede a decision"),
        (fares.get_absolute_url(), "Fares"),
    )
