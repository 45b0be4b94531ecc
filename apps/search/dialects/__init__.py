"""What each database needs to be told, and nothing else."""

from collections.abc import Mapping

from apps.search.dialects.dialect import Dialect
from apps.search.dialects.postgresql import POSTGRESQL
from apps.search.dialects.sqlite import SQLITE

DIALECTS: Mapping[str, Dialect] = {"postgresql": POSTGRESQL, "sqlite": SQLITE}

__all__ = ["DIALECTS", "Dialect"]
