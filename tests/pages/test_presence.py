"""Who is in a draft now: shown, and kept out by nobody."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.clearance.actions.due import do_what_is_due
from apps.core.clock import now
from apps.pages.actions import presence
from apps.pages.models import Draft, Presence
from apps.pages.queries.presence import who_is_there
from apps.people.models import Person
from tests import stories
from tests.cast import leave

AT = now()


def after(seconds: float) -> datetime:
    return AT + timedelta(seconds=seconds)


@pytest.fixture
def draft(space, amina: Person) -> Draft:
    return stories.start(stories.front(space), amina)


def seen_by(person: Person, draft: Draft, seconds: float) -> list[tuple[str, bool]]:
    return [(one.name, one.is_writing) for one in who_is_there(draft, person, at=after(seconds))]


def test_whoever_opens_it_is_there_at_once_and_for_as_long_as_they_are_heard_of(
    draft: Draft, amina: Person, ben: Person
):
    presence.note(draft, by=ben, at=AT)
    assert seen_by(amina, draft, 0) == [("Ben Hughes", True)]
    assert seen_by(ben, draft, 0) == []
    for seconds in (10, 20, 30):
        presence.note(draft, by=ben, at=after(seconds))
    assert seen_by(amina, draft, 45) == [("Ben Hughes", True)]
    [row] = Presence.objects.all()
    assert (row.opened_at, row.seen_at) == (AT, after(30))


def test_without_scripts_it_is_said_for_half_an_hour_when_they_opened_it(draft: Draft, amina: Person, ben: Person):
    presence.note(draft, by=ben, at=AT)
    [one] = who_is_there(draft, amina, at=after(29 * 60))
    assert (one.name, one.is_writing, one.opened_at) == ("Ben Hughes", False, AT)
    assert seen_by(amina, draft, 31 * 60) == []
    presence.note(draft, by=ben, at=after(600))
    [one] = who_is_there(draft, amina, at=after(700))
    assert one.opened_at == after(600)


def test_whoever_leaves_is_gone_at_once_and_so_is_whoever_moves_on(draft: Draft, amina: Person, ben: Person, hire):
    nia = hire("Nia Bell", "EO")
    for person in (ben, nia):
        presence.note(draft, by=person, at=AT)
    presence.leave(draft, by=ben)
    assert seen_by(amina, draft, 1) == [("Nia Bell", True)]
    leave(nia)
    assert seen_by(amina, draft, 1) == []


def test_who_is_live_stays_so_while_their_plain_form_is_heard_of_too(draft: Draft, amina: Person, ben: Person):
    presence.note(draft, by=ben, at=AT)
    presence.note(draft, by=ben, at=after(1), is_live=True)
    presence.note(draft, by=ben, at=after(12))
    assert [one.is_live for one in who_is_there(draft, amina, at=after(12))] == [True]
    presence.note(draft, by=ben, at=after(60))
    assert [one.is_live for one in who_is_there(draft, amina, at=after(60))] == [False]


def test_being_heard_of_writes_once_in_eight_seconds_and_who_is_there_is_one_query(
    draft: Draft, amina: Person, ben: Person, hire
):
    for number in range(5):
        presence.note(draft, by=hire(f"Writer {number}", "EO"), at=AT)
    presence.note(draft, by=ben, at=AT)
    with CaptureQueriesContext(connection) as noted:
        presence.note(draft, by=ben, at=after(5))
    assert [query["sql"].split()[0] for query in noted] == ["SELECT"]
    assert amina.reach
    with CaptureQueriesContext(connection) as asked:
        assert len(who_is_there(draft, amina, at=AT)) == 6
    assert len(asked) == 1


def test_nobody_outside_the_space_learns_who_is_there(draft: Draft, ben: Person, carys: Person, dev: Person):
    presence.note(draft, by=ben, at=AT)
    assert [seen_by(person, draft, 0) for person in (carys, dev)] == [[], []]


def test_what_nobody_is_shown_any_more_is_deleted(draft: Draft, amina: Person, ben: Person):
    presence.note(draft, by=amina, at=AT)
    presence.note(draft, by=ben, at=after(600))
    assert dict(do_what_is_due(after(31 * 60)))["people who left drafts"] == 1
    assert Presence.objects.get().person == ben
