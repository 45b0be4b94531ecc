"""Keeping the index: the database does it by itself, by triggers on published editions."""

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from apps.search.dialects import DIALECTS
from apps.search.dialects.dialect import TABLE


def keep(using: str) -> None:
    """This will see to it that the index is being kept, and fill it afresh when for a while it was not.

    On SQLite a migration that alters the table of editions makes it anew and drops the triggers without a word, so
    this is asked after every migration. It costs two small queries when all is well.
    """
    connection = connections[using]
    if TABLE not in connection.introspection.table_names() or not _missing(connection):
        return
    with transaction.atomic(using), connection.cursor() as cursor:
        for name in _missing(connection):
            cursor.execute(DIALECTS[connection.vendor].triggers[name])
    rebuild(using)


def rebuild(using: str) -> int:
    """This will fill the index afresh from the published editions. Returns how many there are.

    Nothing can be published meanwhile, which is for seconds; people search the old index until it is done.
    """
    connection = connections[using]
    with transaction.atomic(using), connection.cursor() as cursor:
        for statement in DIALECTS[connection.vendor].rebuild:
            cursor.execute(statement)
        cursor.execute(f"SELECT count(*) FROM {TABLE}")  # noqa: S608 - a name of ours
        (count,) = cursor.fetchone()
    return int(count)


def _missing(connection: BaseDatabaseWrapper) -> list[str]:
    dialect = DIALECTS[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(dialect.existing_triggers)
        existing = {name for (name,) in cursor.fetchall()}
    return [name for name in dialect.triggers if name not in existing]
