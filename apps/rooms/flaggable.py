"""How the stewards reach messages and questions: what they are shown, and how it is hidden, shown and taken out."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import Count, QuerySet

from apps.moderation.actions.measures import TAKEN_OUT
from apps.moderation.choices import Measure
from apps.moderation.subjects import Flaggable, Thing
from apps.pages.files import free_name
from apps.people.models import Person
from apps.records.actions import System
from apps.rooms.actions.locking import lock_room, words_changed
from apps.rooms.choices import AskedState, MessageKind, Reacted
from apps.rooms.models import Asked, Message, MessageFile, MessageRevision, Reaction, Room
from apps.rooms.rules.holds import not_held
from apps.rooms.transcripts import html_of
from apps.trust.actions.credits import credit, void
from apps.trust.choices import CreditKind

# Only whoever wrote them changes them, so there is nothing to leave to some for a time.
MEASURES = frozenset({Measure.NONE, Measure.WARN, Measure.HIDE, Measure.REDACT, Measure.PAUSE})
# What stands for words taken out of the name of a file, in which there are no brackets.
IN_A_NAME, LONGEST_STEM = "taken-out", 70
STAYS_HIDDEN = "A steward ruled that it stays hidden."


def _messages() -> QuerySet[Message]:
    """What was said and is still kept; of one that was withdrawn the words are too, and a matter about it goes on."""
    rows = Message.objects.filter(kind=MessageKind.SAID, disposed_at=None)
    named = rows.select_related("by", "topic", "room__community__audience_unit")
    return named.prefetch_related("revisions", "files").annotate(copies=Count("promoted"))


def _message(one: Message) -> Thing:
    earlier = [revision.body for revision in one.revisions.all()]
    files = [part for file in one.files.all() for part in (file.name, file.alt)]
    return Thing(
        title=f"Message {one.number} in {one.room}, {one.topic}",
        url=one.get_absolute_url(),
        text="\n\n".join(part for part in (one.body, *earlier, *files) if part),
        author=one.by,
        community=one.room.community,
        marking=one.room.marking,
        handling=one.room.handling,
        copies=getattr(one, "copies", 0),
    )


def _questions() -> QuerySet[Asked]:
    return Asked.objects.select_related("by", "sitting__room__community__audience_unit")


def _question(one: Asked) -> Thing:
    room = one.sitting.room
    return Thing(
        title=f"Question to {one.sitting}",
        url=one.get_absolute_url(),
        text="\n\n".join(part for part in (one.body, one.set_aside_because) if part),
        author=one.by,
        community=room.community,
        marking=room.marking,
        handling=room.handling,
    )


def _messages_found(about_ids: Collection[str]) -> Mapping[str, Thing]:
    return {str(one.pk): _message(one) for one in _messages().filter(pk__in=_numbers(about_ids))}


def _messages_seen(person: Person, about_ids: Collection[str]) -> Mapping[str, Thing]:
    seen = Message.objects.visible_to(person).with_words()
    found = _messages().filter(pk__in=seen.filter(pk__in=_numbers(about_ids)))
    return {str(one.pk): _message(one) for one in found}


def _questions_found(about_ids: Collection[str]) -> Mapping[str, Thing]:
    return {str(one.pk): _question(one) for one in _questions().filter(pk__in=_numbers(about_ids))}


def _questions_seen(person: Person, about_ids: Collection[str]) -> Mapping[str, Thing]:
    """Those not answered yet: from then on readers see the message, which is flagged as every other is."""
    seen = Asked.objects.visible_to(person).exclude(state=AskedState.SHOWN)
    found = _questions().filter(pk__in=seen.filter(pk__in=_numbers(about_ids)))
    return {str(one.pk): _question(one) for one in found}


def _lock_message(about_id: str) -> None:
    for room in Room.objects.filter(messages__pk=about_id):
        lock_room(room)


def _lock_question(about_id: str) -> None:
    for room in Room.objects.filter(sittings__questions__pk=about_id):
        lock_room(room)


def _set_hidden(about_id: str, hidden_at: datetime | None) -> None:
    message = Message.objects.select_related("room").filter(pk=about_id).first()
    if message is not None:
        room = lock_room(message.room)
        Message.objects.filter(pk=about_id).update(hidden_at=hidden_at)
        words_changed(room, message)


def _set_question_hidden(about_id: str, hidden_at: datetime | None) -> None:
    """With the message that it became, where it was answered since it was flagged."""
    Asked.objects.filter(pk=about_id).update(hidden_at=hidden_at)
    for pk in Message.objects.filter(asked__pk=about_id).values_list("pk", flat=True):
        _set_hidden(str(pk), hidden_at)


def _redact_message(about_id: str, words: str, by: Person | System, at: datetime) -> int:  # noqa: ARG001 - as others are called
    message = Message.objects.select_related("room").filter(pk=about_id).first()
    if message is None:
        return 0
    room = lock_room(message.room)
    not_held.require(room)
    times = _take_out(message, words)
    for asked in Asked.objects.filter(message=message):
        _take_out_of_question(asked, words)
    words_changed(room, message)
    return times


def _redact_question(about_id: str, words: str, by: Person | System, at: datetime) -> int:
    asked = Asked.objects.select_related("sitting__room").filter(pk=about_id).first()
    if asked is None:
        return 0
    not_held.require(lock_room(asked.sitting.room))
    times = _take_out_of_question(asked, words)
    return times + (_redact_message(str(asked.message_id), words, by, at) if asked.message_id else 0)


def _take_out(message: Message, words: str) -> int:
    """Put a mark in the place of the words in what a message says and said, and in the names of its files."""
    times = message.body.count(words)
    body = message.body.replace(words, TAKEN_OUT)
    Message.objects.filter(pk=message.pk).update(body=body, html=html_of(body))
    for revision in MessageRevision.objects.filter(message=message, body__contains=words):
        times += revision.body.count(words)
        MessageRevision.objects.filter(pk=revision.pk).update(body=revision.body.replace(words, TAKEN_OUT))
    return times + _take_out_of_files(message, words)


def _take_out_of_files(message: Message, words: str) -> int:
    """The same in what its images show and in the names of its files, each of which stays one of its own."""
    times, files = 0, list(MessageFile.objects.filter(message=message).order_by("pk"))
    names = {file.name for file in files}
    for file in files:
        stem, dot, ending = file.name.rpartition(".")
        times += stem.count(words) + file.alt.count(words)
        name = f"{stem.replace(words, IN_A_NAME)[:LONGEST_STEM]}{dot}{ending}"
        name = free_name(name, names - {file.name})
        names.add(name)
        alt = file.alt.replace(words, TAKEN_OUT)[:300]
        MessageFile.objects.filter(pk=file.pk).update(name=name, alt=alt)
    return times


def _take_out_of_question(asked: Asked, words: str) -> int:
    fields = ("body", "answer", "set_aside_because", "sent_back_because")
    kept = {name: getattr(asked, name) for name in fields}
    Asked.objects.filter(pk=asked.pk).update(**{name: kept[name].replace(words, TAKEN_OUT) for name in fields})
    return sum(text.count(words) for text in kept.values())


def _struck(about_id: str, by: Person, at: datetime) -> None:
    """What was ruled to stay hidden earns nothing, whoever thanked for it."""
    for thanks in _thanks_for(about_id):
        void(thanks, kind=CreditKind.THANKS, because=STAYS_HIDDEN, by=by, at=at)


def _restored(about_id: str, by: Person, at: datetime) -> None:  # noqa: ARG001 - as moderation calls it
    for thanks in _thanks_for(about_id):
        message, community = thanks.message, thanks.message.room.community
        kind, given = CreditKind.THANKS, thanks.person
        credit(kind, to=message.by, about=thanks, on=message, community=community, by=given, at=at)


def _thanks_for(about_id: str) -> QuerySet[Reaction]:
    thanks = Reaction.objects.filter(message__pk=about_id, kind=Reacted.THANKS)
    return thanks.select_related("message__by", "message__room__community", "person").order_by("pk")


def _numbers(about_ids: Collection[str]) -> list[str]:
    return [pk for pk in about_ids if pk.isdigit()]


MESSAGE = Flaggable(
    name="message",
    measures=MEASURES,
    seen_by=_messages_seen,
    found=_messages_found,
    hide=_set_hidden,
    show=lambda about_id, _: _set_hidden(about_id, None),
    redact=_redact_message,
    lock=_lock_message,
    struck=_struck,
    restored=_restored,
)
ASKED = Flaggable(
    name="question to a web chat",
    measures=MEASURES,
    seen_by=_questions_seen,
    found=_questions_found,
    hide=_set_question_hidden,
    show=lambda about_id, _: _set_question_hidden(about_id, None),
    redact=_redact_question,
    lock=_lock_question,
)
