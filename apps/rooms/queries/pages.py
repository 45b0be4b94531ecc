"""A topic a page at a time. Pages begin and end at numbers of messages: the millionth costs what the first does."""

from collections.abc import Sequence
from dataclasses import dataclass

from apps.people.models import Person
from apps.rooms.choices import MESSAGES_A_PAGE
from apps.rooms.models import Message, Topic
from apps.rooms.queries.reading import Shown, dressed, messages_to_read
from apps.rooms.queries.unread import first_unread_in

# So many messages before the one that somebody came for stand over it.
BEFORE = 5


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a topic to open it: from a number on, or with what comes before one; otherwise at what is new."""

    from_number: int | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class TopicPage:
    """A page of messages. `new_from` is the number over which the line of what is new stands, if it is on this page.

    `earlier` is the number before which there are more, `later` that from which there are; None where there are none.
    `read_up_to` is how far somebody has read who has read the page: nothing while unread messages come before it.
    """

    shown: Sequence[Shown]
    new_from: int | None
    first_unread: int | None
    earlier: int | None
    later: int | None
    read_up_to: int | None


def page_of_topic(topic: Topic, person: Person, place: Place, *, seen: int | None) -> TopicPage:
    """The page of a topic, which this person may read, at that place; `seen` is up to which number they read it."""
    unread = None if seen is None else first_unread_in(topic, person, after=seen)
    messages, later = _messages(topic, place, unread)
    numbers = [one.number for one in messages]
    first, last = (numbers[0], numbers[-1]) if numbers else (0, 0)
    has_earlier = bool(numbers) and Message.objects.filter(topic=topic, number__lt=first).exists()
    is_read = bool(numbers) and (unread is None or first <= unread)
    return TopicPage(
        shown=dressed(messages, person),
        new_from=unread if unread in numbers else None,
        first_unread=unread,
        earlier=first if has_earlier else None,
        later=later,
        read_up_to=last if is_read else None,
    )


def start_before(message: Message) -> int:
    """The number at which a page of its topic begins that shows a few messages before this one."""
    return _start(message.topic_id, message.number)


def _messages(topic: Topic, place: Place, unread: int | None) -> tuple[list[Message], int | None]:
    """Those on the page, in order, and the number from which there are later ones."""
    if place.from_number is None and place.before is None and unread is not None:
        place = Place(from_number=_start(topic.pk, unread))
    rows = messages_to_read().filter(topic=topic)
    if place.from_number is not None:
        found = list(rows.filter(number__gte=place.from_number).order_by("number")[: MESSAGES_A_PAGE + 1])
        later = found[MESSAGES_A_PAGE].number if len(found) > MESSAGES_A_PAGE else None
        return found[:MESSAGES_A_PAGE], later
    before = rows if place.before is None else rows.filter(number__lt=place.before)
    found = list(before.order_by("-number")[:MESSAGES_A_PAGE])[::-1]
    return found, None if place.before is None or place.before > topic.last_number else place.before


def _start(topic_id: int, number: int) -> int:
    """A few messages before the number, or where the newest page begins, which is full, when that is earlier."""
    newest = Message.objects.filter(topic=topic_id).order_by("-number").values_list("number", flat=True)
    few = newest.filter(number__lt=number)[:BEFORE]
    return min([number, *few, *newest[MESSAGES_A_PAGE - 1 : MESSAGES_A_PAGE]])
