"""Who wrote what a practice says now."""

from apps.pages.authorship import shares
from apps.pages.models import Page
from apps.pages.queries.versions import as_published
from apps.people.models import Person
from apps.practice.models import Answer, Practice


def writers_of_text(page: Page) -> list[Person]:
    """Everybody of whom a word stands in the text that readers see now, by name; nobody where it was brought in."""
    if page.edition is None:
        return []
    ids = [pk for pk in shares(as_published(page.edition).runs) if pk]
    return list(Person.objects.filter(pk__in=ids).order_by("name", "pk"))


def people_behind(practice: Practice) -> list[Person]:
    """Whoever wrote what it says now, and whoever gave the answer that it began with, by name."""
    answerers = Answer.objects.filter(became__page=practice.page_id).values_list("by_id", flat=True)
    writers = writers_of_text(practice.page)
    others = Person.objects.filter(pk__in=answerers).exclude(pk__in=[one.pk for one in writers])
    return sorted([*writers, *others], key=lambda one: (one.name, one.pk))
