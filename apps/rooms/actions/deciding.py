"""Decisions on the record: made once, never changed, superseded by others."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate, make_aware

from apps.core.rules import StateChanged
from apps.notices.actions import tell
from apps.notices.choices import NoticeKind
from apps.pages.models import Draft, Edition, Page
from apps.pages.rules import may_be_kept
from apps.people.models import Person
from apps.records.actions import record
from apps.rooms.actions.locking import lock_room
from apps.rooms.models import Decider, Decision, Dissent, Room, Topic
from apps.rooms.rules.outcomes import may_dissent, may_have_decided, may_record_decision, may_supersede

SUPERSEDED_ALREADY = "Another decision superseded this one a moment before you. Look at that one."


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was decided, in a room or about a page, and the text that it is about, as it stands.

    A decision of a room may be about a page too; it is for the room's readers all the same.
    """

    room: Room | None = None
    topic: Topic | None = None
    page: Page | None = None
    edition: Edition | None = None
    draft: Draft | None = None
    draft_version: int | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided, by whom and on which day. `options` and `reasons` are Markdown."""

    title: str
    reasons: str
    decided_on: date
    deciders: tuple[Person, ...]
    options: str = ""


@transaction.atomic
def record_decision(place: Place, decided: Decided, *, by: Person, at: datetime) -> Decision:
    """This will put a decision on record, and tell whoever is named as having decided.

    Raises Refused when `by` may not record one there, or somebody named held no post that day.
    """
    where = lock_room(place.room) if place.room is not None else place.page
    assert where is not None
    may_record_decision.require(by, where, at)
    return _store(place, decided, by=by, at=at)


@transaction.atomic
def supersede(decision: Decision, decided: Decided, *, by: Person, at: datetime) -> Decision:
    """This will put a decision on record in place of an earlier one, which stays, and tell who decided that one.

    It is about the same page as that stands now. Raises Refused likewise, and when it has been superseded already.
    """
    if decision.room is not None:
        decision.room = lock_room(decision.room)
    may_supersede.require(by, decision, at)
    try:
        with transaction.atomic():
            made = _store(_same_place(decision), decided, supersedes=decision, by=by, at=at)
    except IntegrityError as taken:
        raise StateChanged(SUPERSEDED_ALREADY) from taken
    concerned = {decider.person for decider in decision.deciders.select_related("person")} | {decision.by}
    tell(_in_order(concerned - {by}), NoticeKind.SUPERSEDED, about=decision, at=at)
    return made


@transaction.atomic
def dissent(decision: Decision, words: str, *, is_named: bool, by: Person, at: datetime) -> Dissent:
    """This will put on record that somebody does not agree, in their own words.

    Unless they wish to be named, who it was is kept and not shown. Raises Refused.
    """
    if decision.room is not None:
        decision.room = lock_room(decision.room)
    may_dissent.require(by, decision, at)
    may_be_kept.require("", words)
    post = by.role_at(at) if is_named else ""
    made = Dissent(decision=decision, words=words, by=by, is_named=is_named, post=post, at=at)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as taken:
        raise StateChanged("You have said already that you do not agree.") from taken
    record("rooms.dissented", about=decision, by=by, at=at, details={"is_named": is_named})
    return made


def _store(place: Place, decided: Decided, *, supersedes: Decision | None = None, by: Person, at: datetime) -> Decision:
    may_be_kept.require(decided.title, "\n".join((decided.options, decided.reasons)))
    on = decided.decided_on
    # On the day itself now, on an earlier one at midday.
    moment = at if on == localdate(at) else make_aware(datetime.combine(on, time(12)))
    posts = [(person, person.role_at(moment)) for person in dict.fromkeys(decided.deciders)]
    may_have_decided.require(posts, on, localdate(at))
    space = place.room.space if place.room is not None else place.page.space if place.page is not None else None
    decision = Decision(
        room=place.room,
        topic=place.topic,
        page=place.page,
        edition=place.edition,
        draft=place.draft,
        draft_version=place.draft_version,
        space=space,
        title=decided.title,
        options=decided.options,
        reasons=decided.reasons,
        decided_on=on,
        supersedes=supersedes,
        by=by,
        post=by.role_at(at),
        at=at,
    )
    decision.save(force_insert=True)
    Decider.objects.bulk_create(Decider(decision=decision, person=one, post=post) for one, post in posts)
    details: dict[str, object] = {"deciders": [one.pk for one, _ in posts], "on": on.isoformat()}
    if supersedes is not None:
        details["supersedes"] = supersedes.pk
    record("rooms.decided", about=decision, by=by, at=at, details=details)
    tell(_in_order({one for one, _ in posts} - {by}), NoticeKind.DECIDED, about=decision, at=at)
    return decision


def _same_place(decision: Decision) -> Place:
    page, draft = decision.page, decision.draft
    if draft is not None and not draft.is_open:
        draft = None
    return Place(
        room=decision.room,
        topic=decision.topic,
        page=page,
        edition=page.edition if page is not None else None,
        draft=draft,
        draft_version=draft.version if draft is not None else None,
    )


def _in_order(people: set[Person]) -> list[Person]:
    return sorted(people, key=lambda person: person.pk)
