"""Where each file's page stands, or will stand, in a space."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import slugify

from apps.pages.importing.losses import Loss
from apps.pages.importing.walking import Source
from apps.pages.models import Draft, Page, Space
from apps.pages.models.pages import PATH_LENGTH
from apps.pages.slugs import LONGEST, slug_for

KEY_LENGTH = 400


@dataclass(frozen=True, slots=True)
class Planned:
    """A page to be brought in at `path`, or renewed there when it `stands` already."""

    source: Source
    path: str
    stands: bool

    @property
    def slug(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def above(self) -> str:
        """The path of the page it stands beneath."""
        return self.path.rpartition("/")[0]


def came_before(space: Space) -> dict[str, str]:
    """What this space was brought before, mapped to where it stands."""
    return dict(Page.objects.filter(space=space).exclude(imported_from="").values_list("imported_from", "path"))


def plan(sources: Iterable[Source], space: Space) -> tuple[list[Planned], list[Loss]]:
    """A place for every source, parents first, and those that no place could be found for."""
    before = came_before(space)
    taken = _taken(space)
    places: dict[tuple[str, ...], str] = {(): space.slug}
    planned: list[Planned] = []
    losses: list[Loss] = []
    for source in sources:
        above = places.get(source.names[:-1])
        stands = source.key in before or not source.names
        path = before.get(source.key) or (_free(above, source, taken) if source.names and above else space.slug)
        reason = "" if stands else _why_not(source, above, path)
        if reason:
            losses.append(Loss(source.where, 0, reason))
            continue
        if not stands:
            losses += _remarks(source, path)
        taken.add(path)
        if source.is_folder:
            places[source.names] = path
        planned.append(Planned(source, path, stands))
    return planned, losses


def _taken(space: Space) -> set[str]:
    """Where pages of the space stand, and where drafts for new ones would."""
    pages = Page.objects.filter(space=space).values_list("path", flat=True)
    proposed = Draft.objects.open().filter(space=space, parent__isnull=False).values_list("parent__path", "slug")
    return {*pages, *(f"{parent}/{slug}" for parent, slug in proposed)}


def _free(above: str, source: Source, taken: set[str]) -> str:
    slug = slug_for(source.names[-1])
    free, number = slug, 1
    while f"{above}/{free}" in taken:
        number += 1
        free = f"{slug[: LONGEST - len(str(number)) - 1].rstrip('-')}-{number}"
    return f"{above}/{free}"


def _why_not(source: Source, above: str | None, path: str) -> str:
    if above is None:
        return "left out, because the page above it was."
    if len(path) > PATH_LENGTH:
        return f"left out, because its address would be longer than {PATH_LENGTH} characters."
    if len(source.key) > KEY_LENGTH:
        return f"left out, because its path in the folder is longer than {KEY_LENGTH} characters."
    return ""


def _remarks(source: Source, path: str) -> Iterable[Loss]:
    slug = path.rpartition("/")[2]
    if len(slugify(source.names[-1])) > LONGEST:
        yield Loss(source.where, 0, f"its address was shortened to {slug}.")
    elif slug != slug_for(source.names[-1]):
        yield Loss(source.where, 0, f"its address was taken, so it stands at {slug}.")
