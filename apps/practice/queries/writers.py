"""Who wrote what a practice says now."""

from apps.pages.authorship import shares
from apps.pages.models import Page
from apps.pages.queries.versions import as_published
from apps.people.models import Person


def writers_of_text(page: Page) -> list[Person]:
    """Everybody of whom a word stands in the text that readers see now, by name; nobody where it was brought in."""
    if page.edition is None:
        return []
    ids = [pk for pk in shares(as_published(page.edition).runs) if pk]
    return list(Person.objects.filter(pk__in=ids).order_by("name", "pk"))
