"""Telling whomever a message names, and whom it answers: those who may read it, and have not muted it."""

from collections.abc import Iterable
from datetime import datetime

from apps.notices.actions import tell
from apps.notices.choices import NoticeKind
from apps.people.models import Person
from apps.rooms.models import Mention, Message, RoomMark, TopicMark
from apps.rooms.naming import Named
from apps.rooms.queries.called import hearers, people_in


def tell_named(message: Message, named: Named, *, at: datetime) -> None:
    """This will keep whom and what a message names, and tell those whom it names now and did not before, each once.

    Whoever is answered is told when it is said, not when it is edited. Part of the act that says or changes it.
    """
    were = _keep(message, named)
    told: set[int] = {message.by_id}
    people = [one for one in named.people if ("person", one.pk) not in were]
    _tell(people, NoticeKind.MENTIONED, message, told, at)
    if message.answers is not None and message.edited_at is None:
        _tell([message.answers.by], NoticeKind.RESPONDED, message, told, at)
    for unit in named.units:
        if ("unit", unit.pk) not in were:
            _tell(people_in(unit, at), NoticeKind.CALLED, message, told, at)


def _keep(message: Message, named: Named) -> set[tuple[str, int]]:
    """Store what it names now, and return what it named before."""
    kinds = {"person": named.people, "unit": named.units, "page": named.pages}
    wanted = {(kind, one.pk) for kind, several in kinds.items() for one in several}
    were: dict[tuple[str, int], Mention] = {}
    for mention in message.mentions.all():
        kind = next(kind for kind in kinds if getattr(mention, f"{kind}_id") is not None)
        were[kind, getattr(mention, f"{kind}_id")] = mention
    Mention.objects.filter(pk__in=[mention.pk for what, mention in were.items() if what not in wanted]).delete()
    new = [Mention(message=message, **{f"{kind}_id": pk}) for kind, pk in sorted(wanted - were.keys())]
    Mention.objects.bulk_create(new)
    return set(were)


def _tell(people: Iterable[Person], kind: NoticeKind, message: Message, told: set[int], at: datetime) -> None:
    wanted = {person.pk for person in people} - told
    if not wanted:
        return
    room_muted = RoomMark.objects.filter(room=message.room_id, muted_at__isnull=False)
    topic_muted = TopicMark.objects.filter(topic=message.topic_id, muted_at__isnull=False)
    hear = hearers(message.room, at).filter(pk__in=wanted)
    hear = hear.exclude(pk__in=room_muted.values("person_id")).exclude(pk__in=topic_muted.values("person_id"))
    listening = list(hear)
    told.update(person.pk for person in listening)
    tell(listening, kind, about=message, at=at)
