"""Who may write in the wiki, and when."""

from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings
from django.db.models import Q

from apps.core.rules import Grounds, Rule
from apps.core.tiers import why_not_here
from apps.pages.choices import AUDIENCE_WORDS, SENSITIVE_WIDEST, WRITABLE_STATES, DraftState, Marking, Standing
from apps.pages.models import Comment, Draft, Edition, Page, Space
from apps.pages.models.drafts import Attached
from apps.pages.models.markings import Marked
from apps.pages.models.pages import PATH_LENGTH
from apps.pages.queries.absorbed import widest_within
from apps.pages.queries.files import total_size
from apps.pages.queries.owners import answer_for, owner_of
from apps.pages.queries.pages import longest_path_within
from apps.people.models import Person, Unit
from apps.people.queries import OwnerPost, units_of, who_answers_for

WHY_NOT_WRITABLE = {
    DraftState.IN_REVIEW: "This draft is in review, so its text cannot change. Take it back to change it.",
    DraftState.CLEARED: "This draft has been cleared, so its text cannot change.",
    DraftState.SCHEDULED: "This draft is scheduled to be published, so its text cannot change.",
    DraftState.PUBLISHED: "This draft has been published. Start a new draft to change the page.",
    DraftState.DISCARDED: "This draft was discarded.",
}


@Rule
def may_open_space(person: Person, unit: Unit, audience: int, at: datetime) -> Grounds:
    yield (
        units_of(person, at=at).filter(pk=unit.pk).exists(),
        f"You can only open a space for a unit you are posted in, and you hold no post in {unit} now.",
    )
    verdict = may_be_for(unit, audience)
    yield verdict.allowed, verdict.reason


@Rule
def may_be_for(unit: Unit, audience: int, *, marking: str = Marking.OFFICIAL) -> Grounds:
    """Text is for people no fewer than its unit, and only for units that there are; OFFICIAL-SENSITIVE for few."""
    yield (
        audience in unit.breadths(),
        f"Nothing in {unit} can be for that audience. Select another.",
    )
    yield (
        marking == Marking.OFFICIAL or audience <= SENSITIVE_WIDEST,
        "OFFICIAL-SENSITIVE text cannot be for all of government. Select fewer people, or mark it OFFICIAL.",
    )


@Rule
def may_draft_in(person: Person, space: Space, at: datetime) -> Grounds:
    yield (
        space.has_member(person, at=at),
        f"Only people posted in {space.unit} can draft in this space, and you hold no post there now.",
    )


@Rule
def may_write(person: Person, draft: Draft, at: datetime) -> Grounds:
    verdict = may_draft_in(person, draft.space, at)
    yield verdict.allowed, verdict.reason
    yield draft.is_writable, WHY_NOT_WRITABLE.get(DraftState(draft.state), "")


@Rule
def may_hold_files(files: Sequence[Attached]) -> Grounds:
    """A text has so many files as somebody can still look through who clears it."""
    most = settings.FILES_MAX
    yield len(files) <= most, f"A text can have at most {most} files. Take one out, or put some on another page."
    yield (
        total_size(files) <= settings.FILES_MAX_BYTES,
        f"The files of a text can be at most {settings.FILES_MAX_BYTES // 1_048_576} MB together. "
        "Make some smaller, or take one out.",
    )


@Rule
def may_discard(person: Person, draft: Draft, at: datetime) -> Grounds:
    """A condition is not escaped by beginning again."""
    verdict = may_write(person, draft, at)
    yield verdict.allowed, verdict.reason
    yield (
        not Comment.objects.filter(draft=draft).conditions().unsettled().exists(),
        "A condition has been raised on this draft. Have it settled before you discard the draft.",
    )


@Rule
def may_bring_up_to_date(person: Person, draft: Draft, at: datetime) -> Grounds:
    verdict = may_write(person, draft, at)
    yield verdict.allowed, verdict.reason
    yield draft.has_page_moved_on, "This draft changes what readers see now already, so it is up to date."


@Rule
def may_restore(person: Person, edition: Edition, at: datetime) -> Grounds:
    page: Page = edition.page
    verdict = may_draft_in(person, page.space, at)
    yield verdict.allowed, verdict.reason
    yield (
        page.edition_id != edition.pk or page.standing != Standing.PUBLISHED,
        "This edition is the one readers see now, so there is nothing to restore.",
    )
    yield (
        not edition.awaits_review,
        "This edition was published in an emergency and nobody has cleared it, so it cannot be restored.",
    )
    yield (
        not Draft.objects.open().filter(page=page).exists(),
        "This page has an open draft. Publish or discard that draft before you restore an earlier edition.",
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
def may_look_after(person: Person, page: Page, at: datetime) -> Grounds:
    """Whoever answers for a page, and every member of its space, may confirm it and change who owns it."""
    member = may_draft_in(person, page.space, at)
    yield (
        bool(member) or person in answer_for(page, at=at).people,
        f"Only whoever looks after this page, or is posted in {page.space.unit}, can do this.",
    )
    yield page.standing == Standing.PUBLISHED, "This page is not published any more, so there is nothing to look after."


@Rule
def may_own(post: OwnerPost, page: Page, at: datetime) -> Grounds:
    """A page is owned by people who can read it, and handed on to a post that somebody holds."""
    yield (
        post.unit.path.startswith(page.audience_unit.path),
        f"{post.unit} cannot own this page, because not everybody there can read it.",
    )
    yield post.key != owner_of(page).key, f"{post} owns this page already."
    yield (
        who_answers_for([post], at=at)[post.key].is_held,
        f"Nobody in {post.unit} holds that post now. Choose another one.",
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
    """Nobody comes to read a page, or to read it no longer, because it moved."""
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


@Rule
def may_be_kept(title: str, text: str) -> Grounds:
    """SECRET and TOP SECRET are written nowhere here, whoever may write."""
    why_not = why_not_here(title, text)
    yield not why_not, why_not


@Rule
def may_be_marked(text: Marked, today: date) -> Grounds:
    """OFFICIAL-SENSITIVE is never bare: Government Security Classifications Policy, August 2024."""
    yield (
        text.is_marked_in_full,
        "OFFICIAL-SENSITIVE text needs a handling instruction, why it is sensitive, which role answers for the marking "
        "and when to look at it again. Write them in the draft first.",
    )
    yield (
        not text.is_marking_due(today),
        "The day to look at the marking again has come. Look whether this is still OFFICIAL-SENSITIVE, and set another "
        "day in the draft first.",
    )


@Rule
def may_keep_marking(page: Page | None, marking: str) -> Grounds:
    """A marking is lowered by clearance alone, which takes a second person."""
    yield (
        page is None or not page.is_sensitive or marking == Marking.SENSITIVE,
        "This would lower the page’s marking, which takes a second person. Draft the change and submit it instead.",
    )


@Rule
def may_bring_in(person: Person, under: Page, page: Page | None, at: datetime) -> Grounds:
    """Text from elsewhere goes only where no text of the people here would be lost."""
    verdict = may_draft_in(person, under.space, at)
    yield verdict.allowed, verdict.reason
    edition = page.edition if page else None
    yield (
        edition is None or edition.provenance != "" or (under.is_front_page and edition.number == 1),
        "People here have published this page themselves since, so their text stays.",
    )
    yield (
        page is None or page.standing == Standing.PUBLISHED,
        "People here have withdrawn, replaced or unpublished this page since, so it stays as it is.",
    )
    yield (
        page is None or not Draft.objects.open().filter(page=page).exists(),
        "This page has an open draft, so its text stays until that draft is published or discarded.",
    )
