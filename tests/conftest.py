"""What every test stands on."""

import gc
import os
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

from apps.pages.views.reading import shelf
from tests.photographs import Photograph, photograph, put_back
from tests.staged import clear_stage, set_stage, staged_names

pytest_plugins = ["tests.cast", "tests.stories", "tests.emergencies", "tests.served", "tests.practising"]

# The same examples on every machine, however slow it is: what passes here passes there.
settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what no database changes, where another run has had it already (scripts/test.py)."""
    if not os.environ.get("DATABASE_TESTS_ONLY"):
        return
    needed = [item for item in items if _needs_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(needed)])
    items[:] = needed


def pytest_collection_finish() -> None:
    """Let the collector of rubbish pass over what stays to the end, and come more seldom: it took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


def _needs_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("appearance") or item.get_closest_marker("once"):
        return False
    asked = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool({"db", "transactional_db"} & asked)


@pytest.fixture(scope="session")
def baseline(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Photograph:
    """What stands in the database before any test: what migrations wrote."""
    with django_db_blocker.unblock():
        return photograph()


@pytest.fixture(scope="session")
def _put_back_between_tests(baseline: Photograph) -> Iterator[None]:
    """Let a test with transactions of its own be cleaned up after.

    Django would empty every table, which takes long, takes what migrations wrote along and is refused by the
    records' triggers.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: put_back(baseline))
        yield


@pytest.fixture
def _django_db_helper(_put_back_between_tests: None, _django_db_helper: None) -> None:
    """Pytest-django's own, which every test with a database stands on."""


@pytest.fixture(autouse=True)
def _stage(request: pytest.FixtureRequest) -> Iterator[None]:
    """Set the stage before anything else is done to the database."""
    if staged_names(request.node):
        request.getfixturevalue("db")
        set_stage(request.node, request.getfixturevalue, request.getfixturevalue("baseline"))
    yield
    clear_stage()


@pytest.fixture(autouse=True)
def _empty_shelf() -> None:
    """Forget the pages of the test before, whose rolled-back numbers come round again, and how often anybody asked."""
    shelf.clear()
    cache.clear()
