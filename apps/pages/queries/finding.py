"""The page somebody means, told by its title, its path or its whole address."""

from urllib.parse import urlsplit

from django.db.models import Q
from django.urls import reverse

from apps.pages import markup
from apps.pages.models import Page, Redirect
from apps.people.models import Person

MOST_NAMED = 10


def pages_called(said: str, person: Person) -> list[Page]:
    """The pages a reader may mean, by path: 'Fares', 'rural-buses/fares', '/wiki/rural-buses/fares/' or the like.

    An address stands for one page, also one that the page had before it moved. At most MOST_NAMED come back.
    """
    path = _path_in(said)
    pages = Page.objects.visible_to(person).listed().select_related("space__unit").order_by("path")
    moved = Redirect.objects.filter(path=path).values("page_id")
    at_the_address = list(pages.filter(Q(path=path) | Q(pk__in=moved))[:1]) if path else []
    return at_the_address or list(pages.filter(key=markup.key(said))[:MOST_NAMED])


def _path_in(said: str) -> str:
    """The path in what was typed, without the wiki's own address around it."""
    try:
        path = urlsplit(said.strip()).path
    except ValueError:
        return ""
    root = reverse("wiki:root")
    return path.removeprefix(root).strip("/") if path.startswith(root) else path.strip("/")
