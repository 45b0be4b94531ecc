"""What messages can be made into, what a page came from, and the logs of decisions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, IntegerField, Prefetch, Q, QuerySet, Value, When

from apps.clearance.queries.comments import drafts_discussed
from apps.pages.choices import OPEN_STATES
from apps.pages.models import Draft, Edition, Page
from apps.people.models import Person
from apps.rooms.choices import MESSAGES_A_PAGE
from apps.rooms.models import Decider, Decision, Dissent, Message, Promotion, Room, Topic

# A list to select from that is longer helps nobody; the latest come first.
MOST_DRAFTS = 100


@dataclass(frozen=True, slots=True)
class Choice:
    """A run of a topic's messages to select from, and the number before which there are more; None for no more."""

    messages: Sequence[Message]
    earlier: int | None


@dataclass(frozen=True, slots=True)
class About:
    """What a decision is about, as far as one person may read it."""

    page: Page | None = None
    edition: Edition | None = None
    draft: Draft | None = None


def to_choose_from(topic: Topic, *, before: int | None, but: Collection[int]) -> Choice:
    """The latest messages of a topic whose words readers see, in order: those before a number, if one is given."""
    said = Message.objects.with_words().filter(topic=topic).exclude(number__in=but).select_related("by")
    if before is not None:
        said = said.filter(number__lt=before)
    found = list(said.order_by("-number")[: MESSAGES_A_PAGE + 1])
    shown = found[:MESSAGES_A_PAGE][::-1]
    return Choice(shown, shown[0].number if len(found) > MESSAGES_A_PAGE else None)


def messages_numbered(topic: Topic, numbers: Collection[int]) -> list[Message]:
    """The messages of these numbers in a topic whose words readers see, in order."""
    said = Message.objects.with_words().filter(topic=topic, number__in=numbers)
    return list(said.select_related("by").order_by("number"))


def drafts_to_comment_on(person: Person, room: Room) -> QuerySet[Draft]:
    """Open drafts whose text this person sees, those of the room's own space first, the latest saved before others."""
    latest = drafts_discussed(person).filter(state__in=OPEN_STATES).order_by("-saved_at", "-pk")
    few = list(latest.values_list("pk", flat=True)[:MOST_DRAFTS])
    near = (
        Case(When(space=room.space_id, then=0), default=1, output_field=IntegerField()) if room.space_id else Value(0)
    )
    drafts = Draft.objects.filter(pk__in=few).select_related("space__unit")
    return drafts.alias(near=near).order_by("near", "-saved_at", "-pk")


def promotions_behind(**behind: Any) -> list[Promotion]:
    """What was made of messages, by the fields of Promotion, first things first, each with its room."""
    found = Promotion.objects.filter(**behind).select_related("room__community__unit", "by")
    return list(found.order_by("at", "pk"))


def logged(person: Person, **place: Any) -> QuerySet[Decision]:
    """The decisions of a space, a room or a page that this person may read, the latest first."""
    deciders = Prefetch("deciders", Decider.objects.select_related("person").order_by("pk"))
    seen = Decision.objects.visible_to(person).filter(**place).select_related("room", "page", "superseded_by", "by")
    return seen.prefetch_related(deciders).order_by("-decided_on", "-pk")


def narrowed(
    decisions: QuerySet[Decision], *, words: str = "", since: date | None = None, until: date | None = None
) -> QuerySet[Decision]:
    """Those that have every one of the words in them and were decided within these days, both of them included."""
    for word in words.split():
        decisions = decisions.filter(Q(title__icontains=word) | Q(options__icontains=word) | Q(reasons__icontains=word))
    if since is not None:
        decisions = decisions.filter(decided_on__gte=since)
    if until is not None:
        decisions = decisions.filter(decided_on__lte=until)
    return decisions


def about_of(decision: Decision, person: Person) -> About:
    """What a decision is about, without what this person may not read."""
    if decision.page_id is None:
        return About()
    return About(
        page=Page.objects.visible_to(person).filter(pk=decision.page_id).first(),
        edition=Edition.objects.visible_to(person).filter(pk=decision.edition_id or 0).first(),
        draft=Draft.objects.visible_to(person).filter(pk=decision.draft_id or 0).first(),
    )


def dissents_from(decision: Decision) -> QuerySet[Dissent]:
    """What people said who do not agree, in the order in which they did."""
    return Dissent.objects.filter(decision=decision).select_related("by").order_by("at", "pk")
