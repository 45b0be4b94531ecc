"""A whole topic, read a stretch at a time, as one reader is shown it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from apps.pages.markup.short import PAGE
from apps.people.models import Person
from apps.rooms.choices import OUT_OF_REACH
from apps.rooms.models import Decision, Message, Topic
from apps.rooms.queries.linked import pages_by_id
from apps.rooms.wording import with_titles

READ_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a message said until it was changed."""

    until: datetime
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Exported:
    """A message with the lines of what it says, without any where readers do not see them, and what it said before."""

    message: Message
    lines: Sequence[str]
    earlier: Sequence[Earlier]


def stretches(topic: Topic, person: Person) -> Iterator[list[Exported]]:
    """Every message of a topic up to the last that it has now, in order, so many at a time in five queries."""
    rows = Message.objects.visible_to(person).filter(topic=topic, number__lte=topic.last_number).order_by("number")
    rows = rows.select_related("by", "answers", "other_topic").prefetch_related("revisions", "files")
    after = 0
    while found := list(rows.filter(number__gt=after)[:READ_AT_ONCE]):
        yield _exported(found, person)
        after = found[-1].number


def decisions_in(topic: Topic, person: Person) -> list[Decision]:
    """What was decided in a topic, oldest first, with who decided."""
    found = Decision.objects.visible_to(person).filter(topic=topic).order_by("decided_on", "pk")
    return list(found.prefetch_related("deciders__person"))


def _exported(messages: Sequence[Message], person: Person) -> list[Exported]:
    bodies = [body for one in messages for body in (one.body, *(before.body for before in one.revisions.all()))]
    named = {int(found[1]) for body in bodies for found in PAGE.finditer(body)}
    titles = {pk: page.title for pk, page in pages_by_id(named, person).items()}
    return [
        Exported(one, _lines(one.body, titles), _earlier(one, titles)) if one.has_words else Exported(one, (), ())
        for one in messages
    ]


def _earlier(message: Message, titles: dict[int, str]) -> list[Earlier]:
    revisions = list(message.revisions.all())
    untils = [*(revision.at for revision in revisions), message.edited_at or message.at][1:]
    return [Earlier(until, _lines(one.body, titles)) for one, until in zip(revisions, untils, strict=True)]


def _lines(body: str, titles: dict[int, str]) -> list[str]:
    # Most name no page, and to find what is code takes longer than all the rest.
    return (PAGE.sub(OUT_OF_REACH, with_titles(body, titles)) if PAGE.search(body) else body).splitlines()
