"""The ledger: nobody changes it, and whoever goes round the database is found out."""

from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from apps.core.clock import now
from apps.people.models import Person
from apps.records.actions import SYSTEM, record
from apps.records.models import Chain, Event
from apps.records.queries import Fault, first_fault
from tests.cast import Government

TOUCHED = "UPDATE records_event SET actor_name = 'Somebody else' WHERE sequence = 3"


def past_the_seal(statement: str) -> None:
    """What somebody with the keys of the database could do."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE records_event DISABLE TRIGGER records_event_append_only")
            cursor.execute(statement)
            cursor.execute("ALTER TABLE records_event ENABLE TRIGGER records_event_append_only")
            return
        cursor.execute("DROP TRIGGER records_event_no_update")
        cursor.execute("DROP TRIGGER records_event_no_delete")
        cursor.execute(statement)


def empty_at_once() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE records_event" if connection.vendor == "postgresql" else "DELETE FROM records_event")


def test_each_event_follows_from_the_one_before(government: Government) -> None:
    events = list(Event.objects.order_by("sequence"))
    assert [event.sequence for event in events] == list(range(1, len(events) + 1))
    assert [event.previous for event in events[1:]] == [event.digest for event in events[:-1]]
    assert Chain.objects.get().digest == events[-1].digest
    assert first_fault() is None


@pytest.mark.parametrize(
    "touch",
    [
        lambda: Event.objects.filter(sequence=1).update(because="No reason."),
        lambda: Event.objects.filter(sequence=1).delete(),
        empty_at_once,
    ],
)
def test_the_database_refuses_to_change_or_delete_an_event(government: Government, touch: Callable[[], object]) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        touch()


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        (TOUCHED, Fault(3, "was changed after it was written")),
        ("DELETE FROM records_event WHERE sequence = 4", Fault(4, "is missing")),
        (
            "UPDATE records_event SET previous = digest WHERE sequence = 2",
            Fault(2, "does not follow from the one before it"),
        ),
    ],
)
def test_a_touched_row_is_named(government: Government, statement: str, fault: Fault) -> None:
    past_the_seal(statement)
    assert first_fault() == fault


def test_events_cut_off_at_the_end_are_missed(government: Government) -> None:
    last = Event.objects.count()
    past_the_seal("DELETE FROM records_event WHERE sequence = (SELECT max(sequence) FROM records_event)")
    assert first_fault() == Fault(last, "is missing")


def test_the_command_says_that_all_is_well_or_names_the_row(
    government: Government, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("verify_records")
    assert capsys.readouterr().out == f"All {Event.objects.count()} events are as they were written.\n"
    past_the_seal(TOUCHED)
    with pytest.raises(CommandError, match="Event 3 was changed after it was written"):
        call_command("verify_records")


@pytest.mark.django_db(transaction=True)
def test_an_act_without_a_transaction_is_not_recorded() -> None:
    nobody = Person(pk=1, name="Nobody", email="nobody@greenpaper.example")
    with pytest.raises(transaction.TransactionManagementError):
        record("test.acted", about=nobody, by=SYSTEM, at=now())
    assert not Event.objects.exists()


def test_the_post_somebody_acts_in_is_on_the_record(amina: Person) -> None:
    event = record("test.acted", about=amina, by=amina, at=now(), because="To see.", details={"n": 1})
    assert (event.actor_name, event.post) == ("Amina Osei", "Policy adviser (HEO), Rural Transport")
    assert (event.about_kind, event.about_id, event.because) == ("people.person", str(amina.pk), "To see.")


def test_an_event_costs_the_same_however_long_the_chain(amina: Person) -> None:
    with CaptureQueriesContext(connection) as few:
        record("test.acted", about=amina, by=amina, at=now())
    for _ in range(50):
        record("test.acted", about=amina, by=SYSTEM, at=now())
    with CaptureQueriesContext(connection) as many:
        record("test.acted", about=amina, by=amina, at=now())
    assert len(few) == len(many) <= 5
