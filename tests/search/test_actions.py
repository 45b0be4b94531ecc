"""The database keeps the index by itself, and it is set going again when it has stopped."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connection

from apps.pages.models import Edition, Page, Space
from apps.people.models import Person
from apps.search.actions import keep, rebuild
from apps.search.dialects import DIALECTS
from apps.search.queries import search
from tests import stories
from tests.search.library import PAGES, shelve, stock

INDEX_AND_TABLE = (
    "SELECT count(*) FROM search_index",
    "SELECT count(*) FROM pages_edition WHERE state = 'PUBLISHED'",
)


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def counts() -> list[int]:
    with connection.cursor() as cursor:
        return [cursor.execute(statement).fetchone()[0] for statement in INDEX_AND_TABLE]


def stop_keeping() -> None:
    on = " ON pages_edition" if connection.vendor == "postgresql" else ""
    for name in DIALECTS[connection.vendor].triggers:
        run(f"DROP TRIGGER {name}{on}")


def test_editing_an_edition_s_words_or_removing_it_is_kept(space: Space, amina: Person) -> None:
    page = shelve("Fares", "Capped.", under=stories.front(space), by=amina)

    Edition.objects.filter(page=page).update(plain="Free.", title="Tickets")
    assert [hit.snippet[0].text for hit in search("tickets", amina).hits] == ["Free."]
    assert not search("capped or fares", amina).hits

    Page.objects.filter(pk=page.pk).update(edition=None)
    Edition.objects.filter(page=page).delete()
    assert counts() == [1, 1]


def test_what_went_on_while_nobody_kept_the_index_is_caught_up_with(space: Space, amina: Person) -> None:
    old = shelve("Fares", "Capped.", under=stories.front(space), by=amina)
    stop_keeping()
    shelve("Timetables", "Six weeks ahead.", under=stories.front(space), by=amina)
    Edition.objects.filter(page=old).update(state="WITHDRAWN")
    assert not search("timetables", amina).hits

    keep(DEFAULT_DB_ALIAS)

    assert counts() == [2, 2]
    assert [hit.title for hit in search("timetables or capped", amina).hits] == ["Timetables"]
    shelve("Rail", "Coaches instead.", under=stories.front(space), by=amina)
    assert [hit.title for hit in search("coaches", amina).hits] == ["Rail"]


def test_every_migration_ends_by_seeing_that_the_index_is_kept(space: Space, amina: Person) -> None:
    stop_keeping()

    call_command("migrate", verbosity=0)

    shelve("Fares", "Capped.", under=stories.front(space), by=amina)
    assert search("capped", amina).total == 1


def test_a_migration_that_makes_the_table_of_editions_anew_costs_nothing_found(space: Space, amina: Person) -> None:
    """What Django does on SQLite to alter a table: the triggers go with the old one."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL alters a table in place, and its triggers stay.")
    stock(space, by=amina)
    before = counts()
    create = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'pages_edition'"
    with connection.cursor() as cursor:
        (sql,) = cursor.execute(create).fetchone()
    run("PRAGMA defer_foreign_keys = ON")
    run(sql.replace('"pages_edition"', '"new__pages_edition"', 1))
    run("INSERT INTO new__pages_edition SELECT * FROM pages_edition")
    run("DROP TABLE pages_edition")
    run("ALTER TABLE new__pages_edition RENAME TO pages_edition")
    assert len(DIALECTS["sqlite"].triggers) == 3
    run("UPDATE pages_edition SET plain = 'Unkept.'")
    assert search("capped", amina).total == 1

    keep(DEFAULT_DB_ALIAS)

    assert counts() == before
    assert (search("capped", amina).total, search("unkept", amina).total) == (0, len(PAGES) + 1)


def test_rebuilding_holds_what_is_published_and_says_how_many(space: Space, amina: Person, ben: Person) -> None:
    page = stories.publish(stories.front(space), amina, ben, "Fares", "Capped.")
    stories.revise(page, amina, ben, "Free.")
    run("DELETE FROM search_index")

    assert rebuild(DEFAULT_DB_ALIAS) == 2
    assert (search("free", amina).total, search("capped", amina).total) == (1, 0)

    said = StringIO()
    call_command("rebuild_search", stdout=said)
    assert said.getvalue() == "Search holds 2 published pages and 0 messages.\n"


@pytest.mark.django_db(transaction=True)
def test_the_index_can_be_taken_away_and_made_again() -> None:
    call_command("migrate", "search", "zero", verbosity=0)
    assert "search_index" not in connection.introspection.table_names()

    call_command("migrate", "search", verbosity=0)
    assert counts() == [0, 0]


@pytest.mark.django_db(transaction=True)
def test_emptying_the_table_of_editions_empties_the_index(space: Space, amina: Person) -> None:
    shelve("Fares", "Capped.", under=stories.front(space), by=amina)

    # As `flush` empties it, and what points to its rows; records, which refuse that, do not.
    connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), ["pages_edition"], allow_cascade=True))

    assert counts() == [0, 0]
