"""Collections and what is in them, as far as somebody may read it."""

from django.db.models import Count, Q, QuerySet

from apps.pages.models import Space
from apps.people.models import Person
from apps.practice.models import Collection, CollectionItem, Practice


def collections_in(space: Space, person: Person) -> QuerySet[Collection]:
    """The collections of a space by name, with how many `practices` this person may read in each."""
    read = Q(items__practice__in=Practice.objects.visible_to(person))
    seen = Collection.objects.visible_to(person).filter(space=space)
    return seen.annotate(practices=Count("items", filter=read)).order_by("title", "pk")


def items_of(collection: Collection, person: Person) -> QuerySet[CollectionItem]:
    """What this person may read of a collection, in its order."""
    read = CollectionItem.objects.filter(collection=collection, practice__in=Practice.objects.visible_to(person))
    return read.select_related("practice__page", "practice__team").order_by("position", "pk")
