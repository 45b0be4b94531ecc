"""The shape of what a database needs to be told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from apps.search.asking import Asked

TABLE = "search_index"

# Around each match in a snippet. They are gone before a template sees it.
MATCH_STARTS, MATCH_ENDS = "\x02", "\x03"

Sql: TypeAlias = tuple[str, tuple[Any, ...]]


Q = TypeVar("Q")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the index.

    `visible` selects the `edition_id` of every page the person may read; `shown` selects, of the same pages,
    `edition_id`, `plain` and whatever else is to come back. `limit` and `offset` count hits.
    """

    asked: Asked
    visible: Sql
    shown: Sql
    limit: int
    offset: int


@dataclass(frozen=True, slots=True)
class Dialect(Generic[Q]):
    """One database's SQL for one index, of which questions of the kind Q are asked.

    `create` and `drop` make and unmake the index's table and functions. `triggers` has, by name, the statements that
    keep it, and `existing_triggers` reads which of them stand. `rebuild` fills the index afresh. `find` answers a
    question with rows of what is to be shown, in order, each with `snippet` and with `total`, how many answer in all.
    """

    create: tuple[str, ...]
    drop: tuple[str, ...]
    triggers: Mapping[str, str]
    existing_triggers: str
    rebuild: tuple[str, ...]
    find: Callable[[Q], Sql]
