"""Several people at the same instant: each in a thread of their own, with a database connection of their own."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connections

T = TypeVar("T")
PATIENCE = 60


def together(acts: Sequence[Callable[[], T]]) -> list[T | Exception]:
    """Start every act at once and return what each came to: its result, or the exception it raised."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], T]) -> T | Exception:
        try:
            barrier.wait(PATIENCE)
            return act()
        except Exception as problem:  # noqa: BLE001 - what it came to is for the test to judge
            return problem
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
