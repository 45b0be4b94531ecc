"""Telling whomever a message names, and whom it answers: those who may read it, and have not muted it."""

from datetime import datetime

from django.db.models import Q

from apps.notices.actions import tell
from apps.notices.choices import NoticeKind
from apps.rooms.models import Mention, Message, RoomMark, TopicMark
from apps.rooms.naming import Named
from apps.rooms.queries.called import hearers, people_in


def tell_named(message: Message, named: Named, *, at: datetime) -> None:
    """This will keep whom and what a message names, and tell those whom it names now and did not before, each once.

    Whoever is answered is told when it is said, not when it is edited. Part of the act that says or changes it.
    """
    were = _keep(message, named)
    told: set[int] = {message.by_id}
    people = {one.pk for one in named.people if ("person", one.pk) not in were}
    _tell(Q(pk__in=people), NoticeKind.MENTIONED, message, told, at)
    if message.answers is not None and message.edited_at is None:
        _tell(Q(pk=message.answers.by_id), NoticeKind.RESPONDED, message, told, at)
    units = [unit for unit in named.units if ("unit", unit.pk) not in were]
    if units:
        _tell(Q(pk__in=people_in(units, at).values("pk")), NoticeKind.CALLED, message, told, at)


def _keep(message: Message, named: Named) -> set[tuple[str, int]]:
    """Store what it names now, and return what it named before."""
    kinds = {"person": named.people, "unit": named.units, "page": named.pages}
    wanted = {(kind, one.pk) for kind, several in kinds.items() for one in several}
    were: dict[tuple[str, int], Mention] = {}
    # A message that was never edited named nobody before.
    for mention in message.mentions.all() if message.edited_at else ():
        kind = next(kind for kind in kinds if getattr(mention, f"{kind}_id") is not None)
        were[kind, getattr(mention, f"{kind}_id")] = mention
    Mention.objects.filter(pk__in=[mention.pk for what, mention in were.items() if what not in wanted]).delete()
    new = [Mention(message=message, **{f"{kind}_id": pk}) for kind, pk in sorted(wanted - were.keys())]
    Mention.objects.bulk_create(new)
    return set(were)


def _tell(whom: Q, kind: NoticeKind, message: Message, told: set[int], at: datetime) -> None:
    """Tell those of them who may read it, and have not muted it, and were not told yet."""
    room_muted = RoomMark.objects.filter(room=message.room_id, muted_at__isnull=False)
    topic_muted = TopicMark.objects.filter(topic=message.topic_id, muted_at__isnull=False)
    muted = Q(pk__in=room_muted.values("person_id")) | Q(pk__in=topic_muted.values("person_id"))
    listening = list(hearers(message.room, at).filter(whom).exclude(muted).exclude(pk__in=told).order_by("pk"))
    told.update(person.pk for person in listening)
    tell(listening, kind, about=message, at=at)
