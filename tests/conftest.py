"""What every test stands on."""

import os
from collections.abc import Iterator
from importlib import import_module

import pytest
from django.db import connection

from apps.pages.views.reading import shelf

pytest_plugins = ["tests.cast", "tests.stories", "tests.emergencies", "tests.served"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what touches no database, where another run has had it already (scripts/test.py)."""
    if not os.environ.get("DATABASE_TESTS_ONLY"):
        return
    needed = [item for item in items if _needs_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(needed)])
    items[:] = needed


def _needs_database(item: pytest.Item) -> bool:
    asked = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool({"db", "transactional_db"} & asked)


@pytest.fixture(autouse=True, scope="session")
def _emptied_between_tests() -> Iterator[None]:
    """Let a test with transactions of its own be cleaned up after.

    Django empties the tables then, by TRUNCATE or, on SQLite, row by row, which the records' triggers rightly refuse.
    They are lifted for that one moment.
    """
    append_only = import_module("apps.records.migrations.0002_append_only")
    no_truncate = import_module("apps.records.migrations.0003_no_truncate")
    lift, seal = {
        "sqlite": (append_only.SQLITE_UNDO, append_only.SQLITE),
        "postgresql": (no_truncate.POSTGRESQL_UNDO, no_truncate.POSTGRESQL),
    }[connection.vendor]
    with pytest.MonkeyPatch.context() as patch:
        # Of every connection: a browser's test has one of its own, as Django gives each event loop.
        operations = type(connection.ops)
        emptying = operations.sql_flush
        patch.setattr(
            operations,
            "sql_flush",
            lambda *args, **options: [*lift, *emptying(*args, **options), *seal],
        )
        yield


@pytest.fixture(autouse=True)
def _empty_shelf() -> None:
    """Forget the pages of the test before: its rolled-back numbers come round again."""
    shelf.clear()
