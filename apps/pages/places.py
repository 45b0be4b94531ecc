"""Where a page may go, and which pages may become one. Rules, as those in `rules`."""

from datetime import datetime

from django.db.models import Q

from apps.core.rules import Grounds, Rule
from apps.pages.choices import AUDIENCE_WORDS, WRITABLE_STATES, Standing
from apps.pages.models import Draft, Page
from apps.pages.models.pages import PATH_LENGTH
from apps.pages.queries.absorbed import widest_within
from apps.pages.queries.pages import longest_path_within
from apps.pages.rules import may_draft_in
from apps.people.models import Person

# Law 8: what stewards cleared becomes no policy, and what grade cleared becomes nothing for stewards to change.
KINDS_APART = (
    "One of these pages stands in a policy space, which grade clears, and the other in a practice space, which its "
    "stewards look after. Choose a page in a space of the same kind."
)


@Rule
def may_stand_in_for(other: Page, page: Page) -> Grounds:
    """Readers of a page are sent on to another one only where they find a text that holds."""
    yield other.pk != page.pk, "A page cannot take its own place. Choose another page."
    yield (
        other.standing == Standing.PUBLISHED,
        "Readers cannot be sent on to that page, because it is not published itself any more. Choose another page.",
    )


@Rule
def may_absorb(person: Person, page: Page, other: Page, at: datetime) -> Grounds:
    """Two pages become one only by people who write in both, and nobody reads there what they could not read before."""
    for one in (page, other):
        verdict = may_draft_in(person, one.space, at)
        yield verdict.allowed, f"‘{one}’ stands in the space {one.space}. {verdict.reason}"
    yield other.pk != page.pk, "A page cannot be merged into itself. Choose another page."
    yield page.space.kind == other.space.kind, KINDS_APART
    yield (
        page.standing == Standing.PUBLISHED,
        "This page is not published any more, so readers of another one cannot be led here.",
    )
    yield (
        other.standing in (Standing.PUBLISHED, Standing.WITHDRAWN),
        f"‘{other}’ has been replaced or unpublished already, so there is nothing of it to merge.",
    )
    yield not other.is_front_page, "A space opens with that page, so no other page can take its place."
    yield (
        other.edition is None or not other.edition.awaits_review,
        f"‘{other}’ was published in an emergency and nobody has cleared it yet. Have it reviewed first.",
    )
    taken_in = Draft.objects.open().filter(
        Q(absorbs__in=(page, other)) | Q(page__in=(page, other), absorbs__isnull=False)
    )
    yield (
        not taken_in.exclude(page=page, absorbs=other).exists(),
        "Another merger of one of these pages is being drafted. Publish or discard that draft first.",
    )
    yield (
        widest_within(page.space.unit, other.audience, other.audience_unit) is not None,
        f"‘{other}’ is for people in {other.audience_unit} alone, and this page is read by others. "
        "Merging it here would show them what they cannot read now.",
    )


@Rule
def may_move_under(page: Page, under: Page, slug: str) -> Grounds:
    """Where a page, with all below it, may go: to a free address, for the very same readers."""
    yield not page.is_front_page, "A space opens with this page, so it stays where it is."
    yield (
        under.pk != page.pk and not under.path.startswith(f"{page.path}/"),
        "A page cannot go below itself. Choose a page that does not stand below it.",
    )
    yield (
        under.standing == Standing.PUBLISHED,
        "Nothing can go below that page, because it is not published any more. Choose another page.",
    )
    path = f"{under.path}/{slug}"
    yield path != page.path, "The page stands at that address already."
    yield (
        not Page.objects.filter(path=path).exists(),
        f"There is already a page at /wiki/{path}/. Choose a different address.",
    )
    yield (
        not Draft.objects.open().filter(parent=under, slug=slug).exists(),
        f"An open draft of a new page would stand at /wiki/{path}/. Choose a different address.",
    )
    yield (
        longest_path_within(page) + len(path) - len(page.path) <= PATH_LENGTH,
        "Pages cannot go that deep: an address would be too long. Move the page higher up, or shorten its address.",
    )
    if under.space_id != page.space_id:
        verdict = may_change_space(page, under)
        yield verdict.allowed, verdict.reason


@Rule
def may_change_space(page: Page, under: Page) -> Grounds:
    """Nobody comes to read a page, or to read it no longer, because it moved; nor is it cleared by others from then."""
    yield page.space.kind == under.space.kind, KINDS_APART
    unit = under.space.unit
    moved = Page.objects.within(page.path)
    for audience, unit_id in sorted(set(moved.values_list("audience", "audience_unit_id"))):
        yield (
            unit.spanning(audience).pk == unit_id,
            f"In {under.space}, what is for ‘{AUDIENCE_WORDS[audience]}’ is read by {unit.spanning(audience)}. "
            "A page that moves must keep its readers, so this one cannot go there.",
        )
    frozen = Draft.objects.open().filter(Q(page__in=moved) | Q(parent__in=moved)).exclude(state__in=WRITABLE_STATES)
    yield (
        not frozen.exists(),
        "A draft of one of these pages is being cleared by the route of this space. "
        "Move them once that has been decided, or take the draft back.",
    )
