"""Who may write in the wiki, and when."""

from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings

from apps.core.rules import Grounds, Rule
from apps.core.tiers import why_not_here
from apps.moderation.rules.contributing import may_change
from apps.moderation.rules.contributing import may_write as may_write_in
from apps.pages.choices import SENSITIVE_WIDEST, DraftState, Marking, Standing
from apps.pages.models import Comment, Draft, Edition, Page, Space
from apps.pages.models.drafts import Attached
from apps.pages.models.markings import Marked
from apps.pages.queries.files import total_size
from apps.pages.queries.owners import answer_for, owner_of
from apps.pages.queries.taking_part import sees_draft
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
def may_keep(person: Person, space: Space, at: datetime) -> Grounds:
    """Whoever looks after a space and what stands there, besides writing: its unit alone."""
    can = "look after" if space.is_practice else "draft in"
    yield (
        space.has_member(person, at=at),
        f"Only people posted in {space.unit} can {can} this space, and you hold no post there now.",
    )


@Rule
def may_draft_in(person: Person, space: Space, at: datetime) -> Grounds:
    """Members of the unit; in a practice space everybody it is for, unless stewards paused them there."""
    if not space.is_practice:
        keeping = may_keep(person, space, at)
        yield keeping.allowed, keeping.reason
        return
    writing = may_write_in(person, space.community, at)
    yield writing.allowed, writing.reason


@Rule
def may_take_part(person: Person, draft: Draft, at: datetime) -> Grounds:
    """Whoever may draft in the space, in a draft that is for them too."""
    verdict = may_draft_in(person, draft.space, at)
    yield verdict.allowed, verdict.reason
    yield (
        not draft.space.is_practice or draft.space.has_member(person, at=at) or sees_draft(person, draft),
        f"This draft is not for everybody in the space, so only people posted in {draft.space.unit} write in it.",
    )


@Rule
def may_write(person: Person, draft: Draft, at: datetime) -> Grounds:
    verdict = may_take_part(person, draft, at)
    yield verdict.allowed, verdict.reason
    if draft.space.is_practice and draft.page_id is not None:
        changing = may_change(person, "pages.page", str(draft.page_id), at)
        yield changing.allowed, changing.reason
    yield draft.is_writable, WHY_NOT_WRITABLE.get(DraftState(draft.state), "")


@Rule
def may_choose_readers(person: Person, draft: Draft, audience: int, at: datetime) -> Grounds:
    """In a practice space only its unit writes for fewer people than all it is for."""
    space = draft.space
    yield (
        not space.is_practice or audience >= space.audience or space.has_member(person, at=at),
        f"What you write here is for everybody in the space. Only people posted in {space.unit} can choose fewer.",
    )


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
    if page.space.is_practice:
        changing = may_change(person, "pages.page", str(page.pk), at)
        yield changing.allowed, changing.reason
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
def may_look_after(person: Person, page: Page, at: datetime) -> Grounds:
    """Whoever answers for a page, and every member of its space, may confirm it and change who owns it."""
    member = may_keep(person, page.space, at)
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
    verdict = may_keep(person, under.space, at)
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
