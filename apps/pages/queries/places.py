"""Pages as somebody's own standing names them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from apps.pages.models import Page, Space
from apps.people.models import Person
from apps.trust.models import Community


@dataclass(frozen=True, slots=True)
class Read:
    """A page by its title, and where it is read."""

    title: str
    url: str


def read(person: Person, ids: Collection[str]) -> Mapping[str, Read]:
    """The pages of these ids that this person may read, by id."""
    seen = Page.objects.visible_to(person).filter(pk__in={pk for pk in ids if pk.isdigit()})
    return {str(page.pk): Read(page.title, page.get_absolute_url()) for page in seen}


def home(person: Person, community: Community) -> Read | None:
    """The space that a community is of, where this person may read it."""
    space = Space.objects.visible_to(person).filter(community=community).first()
    return Read(space.title, space.get_absolute_url()) if space else None
