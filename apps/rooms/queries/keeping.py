"""What of a room is kept for how long, what of it is due to be disposed of, and whom to tell."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate, localtime, make_aware

from apps.people.models import Person, Posting
from apps.rooms.choices import MessageKind
from apps.rooms.models import Asked, Disposal, PromotedMessage, Room
from apps.rooms.models.messages import Message, MessageQuerySet
from apps.trust.choices import Level
from apps.trust.queries.levels import people_standing

# So much is disposed of at once, as nobody in the room is to wait for long, and no more is counted.
COUNTED_UP_TO = 10_000
# Where a unit keeps a room and nobody there is its steward, so many of its people are told.
TOLD_AT_MOST = 20


def years_before(at: datetime, years: int) -> datetime:
    """The first moment of the same day so many years ago, in the local calendar; of 28 February for the 29th."""
    day = localtime(at).date()
    try:
        then = day.replace(year=day.year - years)
    except ValueError:
        then = day.replace(year=day.year - years, day=28)
    return make_aware(datetime.combine(then, time.min))


def due_in(room: Room, at: datetime) -> MessageQuerySet:
    """What was said longer ago than the room's class keeps it, and is not disposed of.

    What became a page, a tip, a comment, a decision or an answer of a sitting is none of it: these name it as where
    they come from.
    """
    said = Message.objects.filter(room=room, kind=MessageKind.SAID, disposed_at=None)
    older = said.filter(at__lt=years_before(at, room.retention))
    became = Exists(PromotedMessage.objects.filter(message=OuterRef("pk")))
    answered = Exists(Asked.objects.filter(message=OuterRef("pk")))
    return older.filter(~became, ~answered)


def is_anything_due(room: Room, at: datetime) -> bool:
    return due_in(room, at).exists()


def due_up_to(room: Room, at: datetime) -> int:
    """The number of the last message that is due, of the first COUNTED_UP_TO; 0 when none is."""
    numbers = due_in(room, at).order_by("number").values_list("number", flat=True)[:COUNTED_UP_TO]
    return max(numbers, default=0)


def days_of(messages: MessageQuerySet) -> tuple[date, date]:
    """The first and the last day on which something of these was said."""
    at = messages.order_by("at").values_list("at", flat=True)
    first, last = at.first(), at.last()
    assert first is not None
    assert last is not None
    return localdate(first), localdate(last)


def counted(messages: MessageQuerySet) -> int:
    """How many there are, COUNTED_UP_TO and one when there are more."""
    return messages.order_by().values("pk")[: COUNTED_UP_TO + 1].count()


def next_due(room: Room, at: datetime) -> datetime | None:
    """When the oldest message that is not due yet falls due; None while there is none."""
    kept = Message.objects.filter(room=room, kind=MessageKind.SAID, at__gte=years_before(at, room.retention))
    oldest = kept.order_by("at").values_list("at", flat=True).first()
    # It is kept for so many years to the day, and due on the day after.
    return years_before(oldest, -room.retention) + timedelta(days=1) if oldest else None


def open_disposal(room: Room) -> Disposal | None:
    """What somebody has asked to dispose of in this room, while nobody has decided."""
    return Disposal.objects.filter(room=room, approved_at=None, refused_at=None).select_related("asked_by").first()


def keepers_to_tell(room: Room, *, but: Iterable[Person] = (), at: datetime) -> list[Person]:
    """The stewards of a room and who opened it, as far as its unit keeps it; failing these, people posted there."""
    community, others = room.community, {person.pk for person in but}
    near = [*people_standing(community, Level.STEWARD, at=at), room.opened_by]
    known = {person.pk: person for person in near if person.pk not in others and _keeps(person, room, at)}
    if known:
        return list(known.values())
    posted = Posting.objects.held_at(at).filter(unit=community.unit).values("person")
    there = Person.objects.filter(pk__in=posted, is_active=True).exclude(pk__in=others).order_by("name", "pk")
    if community.by_invitation:
        there = there.filter(pk__in=community.memberships.filter(ended_at=None).values("person"))
    return list(there[:TOLD_AT_MOST])


def _keeps(person: Person, room: Room, at: datetime) -> bool:
    return person.is_active and room.has_member(person, at=at) and room.community.is_kept_by(person, at=at)
