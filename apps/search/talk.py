"""What was said in the rooms a person may read: `search_talk` is the one way to ask, on either database."""

import re
from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import connection

from apps.people.models import Person
from apps.rooms.models import Message, Room
from apps.search.asking import MAX_CHARACTERS, Asked, read
from apps.search.dialects import TALK
from apps.search.dialects.talk import TalkQuestion
from apps.search.queries import HITS_A_PAGE, NOTHING_ASKED, TOO_LONG, Segment, as_sql, segments

# Nobody reads further back than this; so much is counted.
MOST_FOUND = 1_000
NOTHING_SEARCHABLE = (
    "There is no word here to search for. Enter a word that was said, such as ‘fares’. "
    "Very common words, such as ‘the’ and ‘of’, signs and words to leave out are not enough."
)
# A page stands in a message by its number: not everybody may know its title. Signs of Markdown were not said.
# Nor is what was shown for it, even where a few words begin or end in the middle of that.
_PAGE_NAMED = re.compile(r"\[\[[\s\x02\x03]*\d+[\s\x02\x03]*(?:\|[^\[\]]*)?(?:\]\]|\Z)|\A[^\[\]]*\]\]")
_SIGNS = re.compile(r"[*_`#~\[\]]+|(?<!\S)>+")


@dataclass(frozen=True, slots=True)
class SaidHit:
    """A message that answers, with a few of its words."""

    message: Message
    snippet: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class SaidResults:
    """One page of hits, newest first, of `total` that were counted; `sentence` says why nothing could be looked for."""

    hits: tuple[SaidHit, ...] = ()
    total: int = 0
    page: int = 1
    sentence: str = ""

    @property
    def has_more(self) -> bool:
        """Whether there may be more than were counted."""
        return self.total >= MOST_FOUND


def search_talk(text: str, person: Person, *, room: Room | None = None, page: int = 1) -> SaidResults:
    """Messages of the rooms that `person` may read, or of that one, that answer `text`: newest first, in two queries.

    Nothing is found of what was withdrawn, hidden or disposed of. As `search`, never raises for what was typed.
    """
    if not text.strip():
        return SaidResults(sentence=NOTHING_ASKED)
    if len(text) > MAX_CHARACTERS:
        return SaidResults(sentence=TOO_LONG)
    asked = read(text)
    if not asked.choices:
        return SaidResults(sentence=NOTHING_SEARCHABLE)
    results = _ask(asked, person, room, max(page, 1))
    return results if results.hits or page <= 1 else _ask(asked, person, room, 1)


def _ask(asked: Asked, person: Person, room: Room | None, page: int) -> SaidResults:
    rooms = Room.objects.visible_to(person)
    rooms = rooms if room is None else rooms.filter(pk=room.pk)
    try:
        visible = as_sql(rooms.values("pk"))
    except EmptyResultSet:
        return SaidResults()
    question = TalkQuestion(asked, visible, HITS_A_PAGE, (page - 1) * HITS_A_PAGE, MOST_FOUND)
    sql, params = TALK[connection.vendor].find(question)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows = cursor.fetchall()
    seen = Message.objects.with_words().filter(room__in=Room.objects.visible_to(person))
    messages = seen.select_related("room", "topic", "by").in_bulk([message_id for message_id, _, _ in rows])
    hits = tuple(SaidHit(messages[pk], tuple(_spoken(snippet))) for pk, _, snippet in rows if pk in messages)
    return SaidResults(hits, total=rows[0][1] if rows else 0, page=page)


def _spoken(snippet: str) -> list[Segment]:
    return segments(_SIGNS.sub("", _PAGE_NAMED.sub("…", snippet)))
