"""Collections: practices that belong together, in an order, each with a word on why."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from apps.core.rules import Refused, StateChanged
from apps.pages.models import Space
from apps.people.models import Person
from apps.practice.models import Collection, CollectionItem, Practice
from apps.practice.queries.gathering import items_of
from apps.practice.rules.practices import may_collect, may_gather
from apps.records.actions import record

TITLE_TAKEN = "There is a collection of that name in this space already. Choose a different name."
GONE = "Somebody took this practice out of the collection since you opened this page."


@transaction.atomic
def make(space: Space, title: str, introduction: str, *, by: Person, at: datetime) -> Collection:
    """This will make a collection with nothing in it. Raises Refused when `by` may not, or the name is taken."""
    space = Space.objects.select_for_update(of=("self",), no_key=True).get(pk=space.pk)
    may_gather.require(by, space, at)
    _require_free(space, title)
    made = Collection.objects.create(space=space, title=title, introduction=introduction, by=by, at=at)
    record("practice.collection_made", about=space, by=by, at=at, details={"collection": title})
    return made


@transaction.atomic
def rename(collection: Collection, title: str, introduction: str, *, by: Person, at: datetime) -> Collection:
    """This will call a collection otherwise, or introduce it in other words. Raises as `make`."""
    collection = _lock(collection, by=by, at=at)
    _require_free(collection.space, title, sparing=collection)
    was = collection.title
    collection.title, collection.introduction = title, introduction
    collection.save(update_fields=["title", "introduction"])
    _record("practice.collection_renamed", collection, by, at, was=was)
    return collection


@transaction.atomic
def add(collection: Collection, practice: Practice, note: str, *, by: Person, at: datetime) -> CollectionItem:
    """This will put a practice at the end of a collection. Raises Refused when it is in there, or is elsewhere's."""
    collection = _lock(collection, by=by, at=at)
    may_collect.require(collection, practice)
    last = collection.items.aggregate(last=Max("position"))["last"] or 0
    item = CollectionItem.objects.create(collection=collection, practice=practice, position=last + 1, note=note)
    _record("practice.collected", collection, by, at, practice=str(practice))
    return item


@transaction.atomic
def note(item: CollectionItem, words: str, *, by: Person, at: datetime) -> CollectionItem:
    """This will change what is said of a practice in a collection. Raises StateChanged when it was taken out."""
    collection = _lock(item.collection, by=by, at=at)
    if not CollectionItem.objects.filter(pk=item.pk).update(note=words):
        raise StateChanged(GONE)
    item.note = words
    _record("practice.collection_noted", collection, by, at, practice=str(item.practice))
    return item


@transaction.atomic
def move_up(item: CollectionItem, *, by: Person, at: datetime) -> None:
    """This will put a practice before the one that whoever moves it reads above it; the first stays where it is.

    Raises StateChanged when it was taken out.
    """
    collection = _lock(item.collection, by=by, at=at)
    items = list(collection.items.all())
    place = next((index for index, one in enumerate(items) if one.pk == item.pk), None)
    if place is None:
        raise StateChanged(GONE)
    read = set(items_of(collection, by).values_list("pk", flat=True))
    above = next((index for index in reversed(range(place)) if items[index].pk in read), None)
    if above is not None:
        items.insert(above, items.pop(place))
        for position, one in enumerate(items, start=1):
            one.position = position
        CollectionItem.objects.bulk_update(items, ["position"])
        _record("practice.collection_ordered", collection, by, at, practice=str(item.practice))


@transaction.atomic
def take_out(item: CollectionItem, *, by: Person, at: datetime) -> None:
    """This will take a practice out of a collection; the practice stays. Raises StateChanged when it was out."""
    collection = _lock(item.collection, by=by, at=at)
    gone, _ = CollectionItem.objects.filter(pk=item.pk).delete()
    if not gone:
        raise StateChanged(GONE)
    _record("practice.uncollected", collection, by, at, practice=str(item.practice))


def _lock(collection: Collection, *, by: Person, at: datetime) -> Collection:
    locked = Collection.objects.select_for_update(of=("self",)).select_related("space__audience_unit")
    collection = locked.get(pk=collection.pk)
    may_gather.require(by, collection.space, at)
    return collection


def _require_free(space: Space, title: str, sparing: Collection | None = None) -> None:
    others = Collection.objects.filter(space=space, title=title)
    if (others.exclude(pk=sparing.pk) if sparing else others).exists():
        raise Refused(TITLE_TAKEN)


def _record(verb: str, collection: Collection, by: Person, at: datetime, **details: str) -> None:
    facts = {"collection": collection.title, **details}
    record(verb, about=collection.space, by=by, at=at, details=facts)
