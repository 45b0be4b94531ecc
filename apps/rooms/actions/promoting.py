"""Making something that stays of messages: a draft page, a tip, a comment on a draft, a decision."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from apps.clearance.actions import commenting
from apps.clearance.actions.commenting import Remark
from apps.core.rules import Refused, StateChanged
from apps.notices.actions import tell
from apps.notices.choices import NoticeKind
from apps.pages import markup
from apps.pages.actions import drafts
from apps.pages.actions.writing import Words, write
from apps.pages.authorship import Hands
from apps.pages.choices import Marking
from apps.pages.models import Comment, Draft, Page, Space
from apps.pages.rules import may_be_for, may_be_kept
from apps.people.models import Person
from apps.practice.actions import tips
from apps.practice.actions.tips import Tip
from apps.records.actions import record
from apps.rooms.actions import deciding
from apps.rooms.actions.deciding import Decided, Place
from apps.rooms.actions.locking import changed, lock_room
from apps.rooms.choices import Went
from apps.rooms.models import Decision, Message, PromotedMessage, Promotion, Room, Topic
from apps.rooms.quoting import LayOut, digest_of, quoted, titles_for
from apps.rooms.rules.outcomes import is_wider, may_be_made_into, may_promote

CHANGED = "Some of these messages were changed, moved or taken back since you selected them. Look at them again."


@dataclass(frozen=True, slots=True)
class Chosen:
    """Messages of a topic, by their numbers.

    `digest` is that of what they said when they were chosen, as `quoting.digest_of` has it; empty for whatever they
    say now. `widened_because` is why more people may read what is made of them than may read the room.
    """

    topic: Topic
    numbers: tuple[int, ...]
    digest: str = ""
    widened_because: str = ""


@dataclass(frozen=True, slots=True)
class NewPage:
    """A page that does not exist yet. `lay_out` makes its first text of the messages, as `quoting.quoted` does."""

    parent: Page
    title: str
    audience: int
    lay_out: LayOut = quoted


@dataclass(frozen=True, slots=True)
class _Source:
    """The room, locked, with the messages as they are now and for how many people they are made into something."""

    room: Room
    topic: Topic
    messages: Sequence[Message]
    widened_because: str = ""


@transaction.atomic
def make_page(chosen: Chosen, page: NewPage, *, by: Person, at: datetime) -> Draft:
    """This will start a draft of a new page with the messages in it, and tell whoever said them.

    It is marked as the room is. Whoever said what is quoted counts among its writers, so that none of them clears
    it. Raises Refused as `drafts.start_new` does, where more people would read it and nobody said that they may, and
    StateChanged when the messages are not what they were.
    """
    room = lock_room(chosen.topic.room)
    messages = _taken(chosen, room, by=by, at=at)
    space = page.parent.space
    readers = space.unit.spanning(page.audience)
    may_be_for.require(space.unit, page.audience, marking=room.marking)
    may_be_made_into.require(room, readers, marking=room.marking, widened_because=chosen.widened_because)
    draft = drafts.start_new(page.parent, page.title, template=None, by=by, at=at)
    if draft.version or draft.opened_at != at or draft.opened_by_id != by.pk:
        raise Refused(f"There is an open draft called ‘{draft}’ already. Choose a different title.")
    titles = titles_for(messages, by, room.community.audience_unit, readers)
    text = page.lay_out(messages, titles, by=by.pk)
    words = Words(draft.title, text.text, page.audience, **room.marked()).tidy()
    _check(words)
    write(draft, words, by=by, at=at, hands=Hands(text.runs, text.written()))
    wider = chosen.widened_because if is_wider(room, readers) else ""
    source = _Source(room, chosen.topic, messages, wider)
    _keep(Promotion(kind=Went.PAGE, draft=draft), source, about=draft, by=by, at=at)
    return draft


@transaction.atomic
def make_tip(chosen: Chosen, space: Space, tip: Tip, *, by: Person, at: datetime) -> Draft:
    """This will hand in a tip that was made of the messages, and tell whoever said them, none of whom clears it.

    Returns the draft as it stands then. Raises Refused as `tips.give` and `make_page` do.
    """
    room = lock_room(chosen.topic.room)
    messages = _taken(chosen, room, by=by, at=at)
    readers = space.audience_unit
    may_be_made_into.require(room, readers, marking=Marking.OFFICIAL, widened_because=chosen.widened_because)
    others = {message.by for message in messages} - {by}
    tip = replace(tip, words_of=tuple(sorted(others, key=lambda person: person.pk)))
    draft = tips.give(space, tip, by=by, at=at)
    wider = chosen.widened_because if is_wider(room, readers) else ""
    source = _Source(room, chosen.topic, messages, wider)
    _keep(Promotion(kind=Went.TIP, draft=draft), source, about=draft, by=by, at=at)
    return draft


@transaction.atomic
def make_comment(chosen: Chosen, draft: Draft, remark: Remark, *, by: Person, at: datetime) -> Comment:
    """This will put a comment made of the messages on an open draft, and tell whoever said them.

    Raises Refused as `commenting.comment` and `make_page` do: whoever may read the page once it is published may.
    """
    room = lock_room(chosen.topic.room)
    messages = _taken(chosen, room, by=by, at=at)
    readers = draft.space.unit.spanning(draft.audience)
    may_be_made_into.require(room, readers, marking=draft.marking, widened_because=chosen.widened_because)
    comment = commenting.comment(draft, remark, by=by, at=at)
    wider = chosen.widened_because if is_wider(room, readers) else ""
    source = _Source(room, chosen.topic, messages, wider)
    _keep(Promotion(kind=Went.COMMENT, comment=comment), source, about=draft, by=by, at=at)
    return comment


@transaction.atomic
def make_decision(chosen: Chosen, place: Place, decided: Decided, *, by: Person, at: datetime) -> Decision:
    """This will record a decision that was taken in the messages, and tell whoever said them.

    It is for the room, as they are. Raises Refused as `deciding.record_decision` does, and StateChanged.
    """
    room = lock_room(chosen.topic.room)
    messages = _taken(chosen, room, by=by, at=at)
    decision = deciding.record_decision(replace(place, room=room, topic=chosen.topic), decided, by=by, at=at)
    _keep(
        Promotion(kind=Went.DECISION, decision=decision),
        _Source(room, chosen.topic, messages),
        about=decision,
        by=by,
        at=at,
    )
    return decision


def _taken(chosen: Chosen, room: Room, *, by: Person, at: datetime) -> Sequence[Message]:
    """The chosen messages of the locked room, in their order. Raises Refused, and StateChanged."""
    wanted = Message.objects.with_words().filter(room=room, topic=chosen.topic, number__in=chosen.numbers)
    messages = list(wanted.select_related("by").order_by("number"))
    may_promote.require(by, room, messages, at)
    is_same = not chosen.digest or chosen.digest == digest_of(messages)
    if len(messages) != len(set(chosen.numbers)) or not is_same:
        raise StateChanged(CHANGED)
    return messages


def _check(words: Words) -> None:
    may_be_kept.require(words.title, words.body)
    try:
        markup.render(words.body)
    except markup.Unrenderable as refusal:
        raise Refused(refusal.reason) from refusal


def _keep(promotion: Promotion, source: _Source, *, about: Any, by: Person, at: datetime) -> Promotion:
    """This will keep where something came from, show it at the messages, put it on record and tell who said them."""
    room, messages = source.room, source.messages
    promotion.room, promotion.topic = room, source.topic
    promotion.room_title, promotion.topic_title = room.title, source.topic.title
    said_by = (", ".join(filter(None, [message.by.name, message.post])) for message in messages)
    promotion.people = "\n".join(dict.fromkeys(said_by))
    promotion.first_at = min(message.at for message in messages)
    promotion.last_at = max(message.at for message in messages)
    promotion.widened_because = source.widened_because
    promotion.by, promotion.post, promotion.at = by, by.role_at(at), at
    promotion.save(force_insert=True)
    PromotedMessage.objects.bulk_create(PromotedMessage(promotion=promotion, message=one) for one in messages)
    changed(room, *messages)
    # By numbers: whoever reads the record of a page need not know that the room is there.
    details = {"into": promotion.kind, "room": room.pk, "messages": [message.number for message in messages]}
    record("rooms.promoted", about=about, by=by, at=at, because=source.widened_because, details=details)
    others = {message.by for message in messages} - {by}
    tell(sorted(others, key=lambda person: person.pk), NoticeKind.PROMOTED, about=promotion, at=at)
    return promotion
