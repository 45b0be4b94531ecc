"""What each database needs to be told, and nothing else."""

from collections.abc import Mapping

from apps.search.dialects.dialect import Dialect, Question
from apps.search.dialects.postgresql import POSTGRESQL
from apps.search.dialects.sqlite import SQLITE
from apps.search.dialects.talk import TalkQuestion
from apps.search.dialects.talk_postgresql import TALK_POSTGRESQL
from apps.search.dialects.talk_sqlite import TALK_SQLITE

DIALECTS: Mapping[str, Dialect[Question]] = {"postgresql": POSTGRESQL, "sqlite": SQLITE}
TALK: Mapping[str, Dialect[TalkQuestion]] = {"postgresql": TALK_POSTGRESQL, "sqlite": TALK_SQLITE}

__all__ = ["DIALECTS", "TALK", "Dialect"]
