"""What is asked of the index of what was said in rooms."""

from dataclasses import dataclass

from apps.search.asking import Asked
from apps.search.dialects.dialect import Sql

TALK_TABLE = "search_talk"


@dataclass(frozen=True, slots=True)
class TalkQuestion:
    """`visible` selects the id of every room to look in. No more than `most` messages are counted, newest first."""

    asked: Asked
    visible: Sql
    limit: int
    offset: int
    most: int
