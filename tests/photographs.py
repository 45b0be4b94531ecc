"""What stands in the tests' database: taken down row by row, and put back as it was."""

from importlib import import_module
from typing import Any, NamedTuple

from django.db import connection, transaction


class Table(NamedTuple):
    """What stands in one table."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


Photograph = dict[str, Table]
Statements = list[tuple[str, list[Any]]]

# The database keeps the indexes itself, by triggers on editions and messages.
NOT_OURS = ("search_index", "search_talk")
ROWS_AT_ONCE = 100
SQLITE = import_module("apps.records.migrations.0002_append_only")
# Records may not be deleted, except for the one moment between two tests.
LIFT, SEAL = {
    "sqlite": (SQLITE.SQLITE_UNDO, SQLITE.SQLITE),
    "postgresql": (
        ("ALTER TABLE records_event DISABLE TRIGGER USER",),
        ("ALTER TABLE records_event ENABLE TRIGGER USER",),
    ),
}[connection.vendor]
_columns: dict[str, tuple[str, ...]] = {}


def photograph() -> Photograph:
    """Everything there is, by table; those that are empty are left out."""
    with connection.cursor() as cursor:
        return {name: _contents(cursor, name) for name in _filled(cursor)}


def difference(before: Photograph, after: Photograph) -> Statements:
    """What makes the second of the first, where no table was emptied."""
    found: Statements = []
    for name, table in after.items():
        there = before[name].rows if name in before else []
        if table.rows == there:
            continue
        known = set(there)
        if known <= set(table.rows):
            found += _inserts(name, Table(table.columns, [row for row in table.rows if row not in known]))
        else:
            found += [_emptying(name), *_inserts(name, table)]
    return found


def carry_out(statements: Statements) -> None:
    """Change the rows as `difference` says."""
    with transaction.atomic(), connection.cursor() as cursor:
        for sql, values in statements:
            cursor.execute(sql, values)


def put_back(baseline: Photograph) -> None:
    """Leave nothing in the database but what stood there when the photograph was taken."""
    with transaction.atomic(), connection.cursor() as cursor:
        filled = _filled(cursor)
        changed = [name for name in filled if name not in baseline or _contents(cursor, name) != baseline[name]]
        statements = [_emptying(name) for name in changed]
        for name in baseline.keys() & {*changed, *(baseline.keys() - set(filled))}:
            statements += _inserts(name, baseline[name])
        for sql in LIFT:
            cursor.execute(sql)
        for sql, values in statements:
            cursor.execute(sql, values)
        for sql in SEAL:
            cursor.execute(sql)


def _filled(cursor: Any) -> list[str]:
    """The names of the tables in which something stands."""
    names = [name for name in connection.introspection.table_names(cursor) if not name.startswith(NOT_OURS)]
    one_by_one = (f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {_quoted(name)})" for name in names)
    cursor.execute(" UNION ALL ".join(one_by_one))
    return [name for (name,) in cursor.fetchall()]


def _contents(cursor: Any, name: str) -> Table:
    if name not in _columns:
        cursor.execute(f"SELECT * FROM {_quoted(name)} LIMIT 0")
        _columns[name] = tuple(column[0] for column in cursor.description)
    # SQLite's driver makes dates of what stands in a column of dates, but not of what was reckoned from it.
    sign = "+" if connection.vendor == "sqlite" else ""
    reckoned = ", ".join(sign + _quoted(column) for column in _columns[name])
    cursor.execute(f"SELECT {reckoned} FROM {_quoted(name)}")
    return Table(_columns[name], cursor.fetchall())


def _emptying(name: str) -> tuple[str, list[Any]]:
    return f"DELETE FROM {_quoted(name)}", []


def _inserts(name: str, table: Table) -> Statements:
    into = f"INSERT INTO {_quoted(name)} ({', '.join(_quoted(column) for column in table.columns)}) VALUES "
    row = f"({', '.join(['%s'] * len(table.columns))})"
    parts = [table.rows[start : start + ROWS_AT_ONCE] for start in range(0, len(table.rows), ROWS_AT_ONCE)]
    return [(into + ", ".join([row] * len(part)), [value for each in part for value in each]) for part in parts]


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
