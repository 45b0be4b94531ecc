"""Messages as readers see them: found by their numbers, never by counting, and dressed in a fixed number of queries."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import unescape

from django.db.models import Count, QuerySet
from django.utils.html import strip_tags

from apps.people.models import Person
from apps.rooms import naming
from apps.rooms.choices import Reacted, Went
from apps.rooms.models import Message, MessageFile, PromotedMessage, Reaction, Room

# So much of what a message answers stands over it.
GIST_LENGTH = 140
# No message has a longer number.
MOST_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Counted:
    """How many reacted in one way."""

    kind: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A message with everything its template needs; the same for every reader but for the titles of pages in `words`.

    `gist` is the beginning of what it answers, `went` what it was made into.
    """

    message: Message
    words: Sequence[naming.Piece]
    reactions: Sequence[Counted]
    gist: str
    files: Sequence[MessageFile]
    went: Sequence[str]


def messages_to_read() -> QuerySet[Message]:
    """Messages with the rows beside them that `dressed` looks at."""
    return Message.objects.select_related("by", "answers__by", "other_topic")


def dressed(messages: Iterable[Message], person: Person) -> list[Shown]:
    """The messages, found by `messages_to_read`, as this person is shown them."""
    several = list(messages)
    ids = [one.pk for one in several]
    words = naming.html_for(several, person)
    reactions, files, went = _reactions_of(ids), _files_of(ids), _went(ids)
    return [
        Shown(
            message=one,
            words=words.get(one.pk, ()),
            reactions=reactions.get(one.pk, ()),
            gist=gist_of(one.answers),
            files=files.get(one.pk, ()),
            went=went.get(one.pk, ()),
        )
        for one in several
    ]


def answered_in(room: Room, number: object) -> Message | None:
    """The message of a room, by its number as somebody typed it, that they are about to answer."""
    typed = str(number or "")
    if not (typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS):
        return None
    return messages_to_read().filter(room=room, number=typed).first()


def gist_of(message: Message | None) -> str:
    """The beginning of what a message says, for every reader alike; empty where readers do not see what it says."""
    if message is None or not message.has_words:
        return ""
    # Where it names pages there is no text that is for everybody, and their titles are not.
    said = unescape(strip_tags(message.html)) or naming.without_pages(message.body)
    words = " ".join(said.split())
    return words if len(words) <= GIST_LENGTH else f"{words[:GIST_LENGTH].rstrip()}…"


def _reactions_of(ids: Sequence[int]) -> Mapping[int, list[Counted]]:
    rows = Reaction.objects.filter(message__in=ids).values_list("message_id", "kind").annotate(Count("pk"))
    counts = Counter({(message_id, kind): count for message_id, kind, count in rows})
    return {
        pk: [Counted(kind, kind.label, counts[pk, kind]) for kind in Reacted if counts[pk, kind]]
        for pk in {message_id for message_id, _ in counts}
    }


def _files_of(ids: Sequence[int]) -> Mapping[int, list[MessageFile]]:
    found: dict[int, list[MessageFile]] = {}
    for one in MessageFile.objects.filter(message__in=ids).select_related("file").order_by("pk"):
        found.setdefault(one.message_id, []).append(one)
    return found


def _went(ids: Sequence[int]) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = PromotedMessage.objects.filter(message__in=ids).order_by("pk").values_list("message_id", "promotion__kind")
    for message_id, kind in rows:
        found.setdefault(message_id, []).append(Went(kind).label)
    return found
