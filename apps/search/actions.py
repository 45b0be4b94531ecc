"""Keeping the indexes: the database does it by itself, by triggers on published editions and on messages of rooms."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from apps.search.dialects import DIALECTS, TALK, Dialect
from apps.search.dialects.dialect import TABLE
from apps.search.dialects.talk import TALK_TABLE


@dataclass(frozen=True, slots=True)
class Index:
    """A table, and the SQL that keeps it in each database."""

    table: str
    dialects: Mapping[str, Dialect[Any]]


PUBLISHED = Index(TABLE, DIALECTS)
SAID = Index(TALK_TABLE, TALK)


def keep(using: str) -> None:
    """This will see to it that both indexes are being kept, and fill afresh one that for a while was not.

    On SQLite a migration that alters the table of editions makes it anew and drops the triggers without a word, so
    this is asked after every migration. It costs two small queries for each when all is well.
    """
    connection = connections[using]
    tables = connection.introspection.table_names()
    for index in (PUBLISHED, SAID):
        if index.table not in tables or not _missing(connection, index):
            continue
        with transaction.atomic(using), connection.cursor() as cursor:
            for name in _missing(connection, index):
                cursor.execute(index.dialects[connection.vendor].triggers[name])
        rebuild(using, index)


def rebuild(using: str, index: Index = PUBLISHED) -> int:
    """This will fill an index afresh from the published editions, or from what was said. Returns how many there are.

    Nothing can be published, or said, meanwhile, which is for seconds; people search the old index until it is done.
    """
    connection = connections[using]
    with transaction.atomic(using), connection.cursor() as cursor:
        for statement in index.dialects[connection.vendor].rebuild:
            cursor.execute(statement)
        cursor.execute(f"SELECT count(*) FROM {index.table}")  # noqa: S608 - a name of ours
        (count,) = cursor.fetchone()
    return int(count)


def _missing(connection: BaseDatabaseWrapper, index: Index) -> list[str]:
    dialect = index.dialects[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(dialect.existing_triggers)
        existing = {name for (name,) in cursor.fetchall()}
    return [name for name in dialect.triggers if name not in existing]
