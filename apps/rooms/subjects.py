"""What notices may tell somebody of what is in rooms, found as they may read it now."""

from collections.abc import Collection, Mapping
from typing import Protocol

from django.db.models import Min
from django.urls import reverse
from django.utils.text import capfirst

from apps.notices.subjects import Subject
from apps.pages.choices import Marking
from apps.pages.models.markings import Bearer
from apps.people.models import Person
from apps.rooms.models import Asked, Decision, Message, Promotion, Room, Sitting, Topic
from apps.trust.models import Community, Membership

# To whoever was asked out, of a room whose title may have changed since.
WAS_IN = "A room you were in"


class Addressed(Protocol):
    def get_absolute_url(self) -> str: ...


def messages(person: Person, ids: Collection[str]) -> Mapping[str, Subject]:
    """Of messages: the room and the topic they stand in, as many topics have the same title, and where they do."""
    seen = Message.objects.visible_to(person).with_words().select_related("room", "topic")
    found = seen.filter(pk__in=ids)
    return {str(one.pk): _subject(one, f"{one.room.title}, {one.topic.title}", one.room) for one in found}


def topics(person: Person, ids: Collection[str]) -> Mapping[str, Subject]:
    seen = Topic.objects.visible_to(person).select_related("room").filter(pk__in=ids)
    return {str(one.pk): _subject(one, one.title, one.room) for one in seen}


def rooms(person: Person, ids: Collection[str]) -> Mapping[str, Subject]:
    """Of rooms; of one they were asked out of, no more than that there was one."""
    seen = Room.objects.visible_to(person).filter(pk__in=ids)
    ended = Membership.objects.filter(person=person, ended_at__isnull=False).values("community_id")
    left = Room.objects.filter(pk__in=ids, community__in=ended).values_list("pk", flat=True)
    was_in = Subject(WAS_IN, reverse("rooms:rooms"), Marking.OFFICIAL)
    return {str(pk): was_in for pk in left} | {str(one.pk): _subject(one, one.title, one) for one in seen}


def home(person: Person, community: Community) -> Subject | None:
    """The room that a community is of."""
    room = Room.objects.visible_to(person).filter(community=community).first()
    return _subject(room, room.title, room) if room else None


def sittings(person: Person, ids: Collection[str]) -> Mapping[str, Subject]:
    seen = Sitting.objects.visible_to(person).select_related("room").filter(pk__in=ids)
    return {str(one.pk): _subject(one, one.title, one.room) for one in seen}


def questions(person: Person, ids: Collection[str]) -> Mapping[str, Subject]:
    """Of questions put to sittings: the sitting."""
    asked = Asked.objects.visible_to(person).filter(pk__in=ids).select_related("sitting__room")
    return {str(one.pk): _subject(one.sitting, one.sitting.title, one.sitting.room) for one in asked}


def decisions(person: Person, ids: Collection[str]) -> Mapping[str, Subject]:
    seen = Decision.objects.visible_to(person).select_related("room", "page").filter(pk__in=ids)
    return {str(one.pk): _subject(one, one.title, _bearer(one)) for one in seen}


def promotions(person: Person, ids: Collection[str]) -> Mapping[str, Subject]:
    """Of what was made from messages: what it is, not what it is called, and the message that says where it went."""
    seen = Promotion.objects.filter(room__in=Room.objects.visible_to(person), pk__in=ids).select_related("room")
    first = seen.annotate(first=Min("messages__message"))
    return {
        str(one.pk): Subject(
            capfirst(one.get_kind_display()),
            reverse("rooms:about", args=[one.first]),
            one.room.marking,
            handling=one.room.handling,
        )
        for one in first
    }


# By kind of object, for `apps.notices.subjects.LOOK_UPS`.
OF_ROOMS = {
    "rooms.message": messages,
    "rooms.topic": topics,
    "rooms.room": rooms,
    "rooms.sitting": sittings,
    "rooms.asked": questions,
    "rooms.decision": decisions,
    "rooms.promotion": promotions,
}


def _subject(one: Addressed, title: str, marked: Bearer) -> Subject:
    return Subject(title, one.get_absolute_url(), marked.marking, handling=marked.handling)


def _bearer(decision: Decision) -> Bearer:
    """What the decision was taken in, or else about."""
    bearer = decision.room or decision.page
    assert bearer is not None
    return bearer
