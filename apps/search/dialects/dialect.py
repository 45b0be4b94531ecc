"""The shape of what a database needs to be told."""

from collections.abc import Callable
from dataclasses import dataclass

from apps.search.asking import Asked

TABLE = "search_index"

# Around each match in a snippet. No page can hold them, and they are gone before a template sees the snippet.
MATCH_STARTS, MATCH_ENDS = "\x02", "\x03"


@dataclass(frozen=True, slots=True)
class Dialect:
    """One database's SQL.

    `create` and `drop` make and unmake the index's table and functions; `triggers` has by name the statement of each
    that keeps it; `existing_triggers` reads their names; `rebuild` fills the index afresh. `find` has the gaps
    {visible} (edition ids the person may read) and {shown} (id, facts and text of those) and takes the arguments
    `phrasing` gives, then the limit and the offset, with {visible}'s and {shown}'s where they stand.
    """

    create: tuple[str, ...]
    drop: tuple[str, ...]
    triggers: dict[str, str]
    existing_triggers: str
    rebuild: tuple[str, ...]
    find: str
    phrasing: Callable[[Asked], dict[str, str]]
