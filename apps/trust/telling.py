"""What people should be told of standing. Telling is done on this floor too, so a higher one passes it on."""

from collections.abc import Callable, Iterable
from datetime import datetime
from enum import Enum, auto

from django.db import models

from apps.people.models import Person


class News(Enum):
    """What happened; it is about a community or a vote."""

    LEVEL = auto()
    APPOINTED = auto()
    ENDED = auto()
    VOTE = auto()
    BALLOT = auto()
    COUNTED = auto()


# Each is called in the transaction of the act.
TELLERS: list[Callable[[Iterable[Person], News, models.Model, datetime], None]] = []


def tell(people: Iterable[Person], news: News, *, about: models.Model, at: datetime) -> None:
    """This will have each of these people told."""
    told = list(people)
    for pass_on in TELLERS:
        pass_on(told, news, about, at)
