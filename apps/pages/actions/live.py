"""Typing together: what arrives is stored before anybody else sees it, and becomes versions of the draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from apps.core import hub
from apps.core.one_by_one import one_by_one
from apps.core.rules import Refused, Verdict
from apps.core.text import normalise
from apps.pages.actions.carrying import topic_of
from apps.pages.actions.writing import Words, write
from apps.pages.authorship import Hands, Source, handed
from apps.pages.choices import DAYS_TO_CHANGE_ONES_MIND, DraftState, SaveKind
from apps.pages.live.document import LiveDocument
from apps.pages.live.writers import replay
from apps.pages.models import Draft, LiveChange, LiveClient, LiveText
from apps.pages.queries.versions import as_written
from apps.pages.rules import may_write
from apps.people.models import Person

# So many changes are read again whenever somebody settles or opens the draft; then they are packed.
MOST_UNPACKED = 400
# A room makes a version at least every minute.
LEFT_ALONE = timedelta(seconds=90)


@dataclass(frozen=True, slots=True)
class Arrived:
    """A change that somebody sent, read and found sound: `brings` are the Yjs clients of what is new in it."""

    by: int
    client: int
    change: bytes
    brings: frozenset[int]


@transaction.atomic
def join(draft: Draft, *, by: Person, at: datetime) -> LiveText:
    """This will give the draft a live text that says what the draft does, or return the one it has.

    Raises Refused when `by` may not write in the draft.
    """
    draft = _lock(draft.pk)
    may_write.require(by, draft, at)
    live = LiveText.objects.filter(draft=draft).first()
    if live is not None:
        return live
    document = LiveDocument.of(draft.body)
    runs = as_written(draft).runs
    live = LiveText.objects.create(draft=draft, state=document.state, runs=runs, started_at=at)
    LiveClient.objects.create(live=live, client=document.client, person=None)
    return live


@transaction.atomic
def take_in(draft_id: int, arrived: Sequence[Arrived], *, at: datetime, told_by: str = "") -> list[int | Refused]:
    """This will store changes that people typed, in this order; each gets its number, or the reason why not.

    Whoever calls has read each one and checked what it makes of the text. `told_by` goes with the word to other
    processes, for whoever calls to know its own.
    """
    # At every keystroke, so without the words.
    draft = _locked().only("state", "space__unit__name").get(pk=draft_id)
    live = LiveText.objects.only("last").get(draft=draft_id)
    people = Person.objects.only("is_active", "name").in_bulk({one.by for one in arrived})
    allowed = {pk: _may_type(people.get(pk), draft, at) for pk in {one.by for one in arrived}}
    asked = {client for one in arrived for client in one.brings}
    owners = dict(LiveClient.objects.filter(live=live, client__in=asked).values_list("client", "person_id"))
    fresh: dict[int, int] = {}
    outcomes: list[int | Refused] = []
    rows: list[LiveChange] = []
    stolen: set[tuple[int, int]] = set()
    for one in arrived:
        if any(owners.get(client, one.by) != one.by for client in one.brings):
            # What comes after it would build on what is not there.
            stolen.add((one.by, one.client))
        if not allowed[one.by]:
            outcomes.append(Refused(allowed[one.by].reason))
        elif (one.by, one.client) in stolen:
            outcomes.append(Refused("This came under somebody else’s name, so it was not taken."))
        else:
            for client in one.brings - owners.keys():
                owners[client] = fresh[client] = one.by
            number = live.last + len(rows) + 1
            rows.append(LiveChange(live=live, number=number, by_id=one.by, client=one.client, at=at, change=one.change))
            outcomes.append(number)
    if rows:
        _store(live, rows, fresh)
        hub.tell(topic_of(draft_id), last=rows[-1].number, by=told_by)
    return outcomes


def _may_type(person: Person | None, draft: Draft, at: datetime) -> Verdict:
    if person is None or not person.is_active:
        return Verdict(allowed=False, reason="You can no longer sign in to Greenpaper.")
    return may_write(person, draft, at)


def _store(live: LiveText, rows: list[LiveChange], fresh: dict[int, int]) -> None:
    LiveClient.objects.bulk_create(
        LiveClient(live=live, client=client, person_id=person) for client, person in fresh.items()
    )
    LiveChange.objects.bulk_create(rows)
    LiveText.objects.filter(pk=live.pk).update(last=rows[-1].number)


def settle(draft: Draft, *, at: datetime) -> None:
    """This will make what was typed live the newest version of a locked draft. Part of locking it.

    Everybody who typed is named in the version, as law 3 needs.
    """
    live = LiveText.objects.filter(draft=draft).first()
    if live is None:
        return
    live.draft = draft
    if live.is_settled:
        return
    text = _pack(live)
    wrote = {int(person): (added, removed) for person, (added, removed) in live.wrote.items()}
    body = normalise(text)
    live.settled_to = live.last
    if body != draft.body and wrote:
        by = _last_to_type(live)
        runs = live.runs if body == text else handed([Source(text, live.runs)], body, by.pk).runs
        words = Words(**draft.words() | {"body": body})
        write(draft, words, by=by, at=at, kind=SaveKind.LIVE, hands=Hands(runs, wrote))
        live.wrote = {}
    live.save()


def settle_now(draft_id: int, *, at: datetime) -> bool:
    """This will settle a draft by itself, as when those who type in it pause; whether there was anything to settle."""
    if not LiveText.objects.filter(draft=draft_id, settled_to__lt=F("last")).exists():
        return False
    with transaction.atomic():
        settle(_lock(draft_id), at=at)
    return True


def settle_what_was_left(at: datetime) -> int:
    """This will settle what nobody looks after any more, as a server that was killed does not, and count it."""
    late = LiveChange.objects.filter(live=OuterRef("pk"), number=OuterRef("last"), at__lt=at - LEFT_ALONE)
    left = LiveText.objects.filter(Exists(late), settled_to__lt=F("last")).values_list("draft_id", flat=True)

    def settle_one(draft_id: int) -> int:
        settle_now(draft_id, at=at)
        return 1

    return one_by_one(left.order_by("pk"), settle_one)


def forget_what_is_over(at: datetime) -> int:
    """This will delete the live texts of drafts that nobody can write in again; their versions stay. Counts them."""
    since = at - timedelta(days=DAYS_TO_CHANGE_ONES_MIND)
    discarded = Q(draft__state=DraftState.DISCARDED, draft__saved_at__lt=since)
    discarded &= Q(draft__discarded_at=None) | Q(draft__discarded_at__lt=since)
    over = LiveText.objects.filter(discarded | Q(draft__state=DraftState.PUBLISHED), settled_to=F("last"))
    keys = list(over.values_list("pk", flat=True))
    LiveText.objects.filter(pk__in=keys).delete()
    return len(keys)


@transaction.atomic
def pack(draft_id: int) -> None:
    """This will put the changes to a live text together in one, so that it opens and settles quickly."""
    draft = _lock(draft_id)
    live = LiveText.objects.filter(draft=draft).first()
    if live is not None and live.packed_to < live.last:
        _pack(live)
        live.save()


def _locked() -> QuerySet[Draft]:
    return Draft.objects.select_for_update(of=("self",)).select_related("space__unit")


def _lock(draft_id: int) -> Draft:
    return _locked().get(pk=draft_id)


def _pack(live: LiveText) -> str:
    """Make every change part of `state`, count who did what, and return the text. The changes stay on the record."""
    changes = live.changes.filter(number__gt=live.packed_to).values_list("by_id", "change")
    replayed = replay(bytes(live.state), live.runs, ((by, bytes(change)) for by, change in changes))
    for person, (added, removed) in replayed.wrote.items():
        before = live.wrote.get(str(person), (0, 0))
        live.wrote[str(person)] = [before[0] + added, before[1] + removed]
    live.state, live.runs, live.packed_to = replayed.state, replayed.runs, live.last
    return replayed.text


def _last_to_type(live: LiveText) -> Person:
    latest = live.changes.filter(by__isnull=False).select_related("by").order_by("-number").first()
    assert latest is not None
    assert latest.by is not None
    return latest.by
