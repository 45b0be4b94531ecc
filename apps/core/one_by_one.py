"""Acting on many things, each for itself."""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db import transaction

from apps.core.rules import StateChanged

log = logging.getLogger(__name__)
T = TypeVar("T")


def one_by_one(found: Iterable[T], act: Callable[[T], int]) -> int:
    """This will act on each in a transaction of its own, and add up what the acts count.

    One that fails is logged and leaves nothing behind; the others have their turn all the same.
    """
    done = 0
    for one in list(found):
        try:
            with transaction.atomic():
                done += act(one)
        except StateChanged:
            log.info("%r was dealt with by somebody else first", one)
        except Exception:  # Whatever is wrong with one must not keep the others waiting.
            log.exception("%r could not be dealt with", one)
    return done
