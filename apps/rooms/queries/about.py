"""All about one message: who reacted, what it was made into, what it said before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from apps.pages.models import Draft, Page
from apps.people.models import Person
from apps.rooms import naming
from apps.rooms.choices import Reacted
from apps.rooms.models import Decision, Message, MessageRevision, Promotion, Reaction
from apps.rooms.queries.reading import Shown, dressed, messages_to_read

# So much of each stands on the message's own page: what is beyond is in the topic.
MOST_ANSWERS = 20
MOST_REVISIONS = 50
MOST_NAMES = 200


@dataclass(frozen=True, slots=True)
class ReactedSo:
    """Who reacted in one way, in the order in which they did."""

    kind: str
    label: str
    people: Sequence[Person]
    is_yours: bool
    is_for_you: bool


@dataclass(frozen=True, slots=True)
class WentTo:
    """What a message was made into. `thing` is the page, draft or decision, None for who may not read it."""

    promotion: Promotion
    thing: Page | Draft | Decision | None


@dataclass(frozen=True, slots=True)
class Earlier:
    """What it said from a moment on, until it was changed."""

    at: datetime
    words: Sequence[naming.Piece]


def answers_to(message: Message, person: Person) -> list[Shown]:
    """The first messages that answer this one."""
    return dressed(messages_to_read().filter(answers=message).order_by("number")[:MOST_ANSWERS], person)


def reactions_to(message: Message, person: Person) -> list[ReactedSo]:
    """Every way to react, with who did, and whether this person may: nobody thanks themselves."""
    rows = list(Reaction.objects.filter(message=message).select_related("person").order_by("at", "pk")[:MOST_NAMES])
    mine = {row.kind for row in rows if row.person_id == person.pk}
    may_thank = message.by_id != person.pk
    return [
        ReactedSo(
            kind,
            kind.label,
            [row.person for row in rows if row.kind == kind],
            is_yours=kind in mine,
            is_for_you=may_thank or kind != Reacted.THANKS,
        )
        for kind in Reacted
    ]


def went_to(message: Message, person: Person) -> list[WentTo]:
    """What a message was made into, first things first."""
    found = list(Promotion.objects.filter(messages__message=message).select_related("by", "comment").order_by("pk"))
    drafts = {pk for one in found if (pk := _draft_of(one))}
    pages_of = dict(Draft.objects.filter(pk__in=drafts, page__isnull=False).values_list("pk", "page"))
    pages = Page.objects.visible_to(person).in_bulk(pages_of.values())
    texts: dict[int, Page | Draft] = {**Draft.objects.visible_to(person).in_bulk(drafts)}
    # Once it is published the page is where it is read.
    texts |= {draft: pages[page] for draft, page in pages_of.items() if page in pages}
    decisions = Decision.objects.visible_to(person).in_bulk([one.decision_id for one in found if one.decision_id])
    return [WentTo(one, decisions.get(one.decision_id or 0) or texts.get(_draft_of(one) or 0)) for one in found]


def earlier_words(message: Message, person: Person) -> list[Earlier]:
    """What a message said before it was changed, the latest first; nothing where readers do not see what it says."""
    if not message.has_words:
        return []
    revisions = MessageRevision.objects.filter(message=message).order_by("-at", "-pk")[:MOST_REVISIONS]
    as_said = [Message(pk=one.pk, body=one.body, at=one.at) for one in revisions]
    words = naming.html_for(as_said, person)
    return [Earlier(one.at, words[one.pk]) for one in as_said]


def _draft_of(promotion: Promotion) -> int | None:
    return promotion.comment.draft_id if promotion.comment else promotion.draft_id
