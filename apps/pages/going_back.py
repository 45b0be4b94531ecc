"""Who may go back on what was written or discarded, and until when. Rules, as those in `rules`."""

from datetime import datetime, timedelta

from apps.core.rules import Grounds, Rule
from apps.pages.choices import DAYS_TO_CHANGE_ONES_MIND, DraftState
from apps.pages.models import Draft, DraftSave, Page
from apps.pages.rules import may_draft_in, may_write
from apps.people.models import Person


@Rule
def may_restore_version(person: Person, draft: Draft, version: DraftSave, at: datetime) -> Grounds:
    verdict = may_write(person, draft, at)
    yield verdict.allowed, verdict.reason
    yield version.version != draft.version, "This version is what the draft says now, so there is nothing to restore."


@Rule
def may_reopen(person: Person, draft: Draft, at: datetime) -> Grounds:
    """Whoever discarded a draft by mistake has some days to change their mind, unless its place was taken."""
    verdict = may_draft_in(person, stands_in(draft).space, at)
    yield verdict.allowed, verdict.reason
    yield draft.state == DraftState.DISCARDED, "This draft is not discarded, so there is nothing to take up again."
    yield (
        draft.discarded_at is not None,
        "This draft was closed because its page was merged into another one, so it stays closed.",
    )
    until = until_when(draft)
    yield (
        until is not None and at <= until,
        f"This draft was discarded more than {DAYS_TO_CHANGE_ONES_MIND} days ago, so it stays closed. "
        "Every version of it is still there to copy from.",
    )
    yield (
        not _rivals(draft),
        "Another draft of the same page has been started since. Copy what you need from this one into that, "
        "or discard that one first.",
    )
    yield (
        not draft.is_for_new_page or not Page.objects.filter(path=draft.path()).exists(),
        "A page has been published at the address of this draft since. Copy what you need into a draft of that page.",
    )


def until_when(draft: Draft) -> datetime | None:
    """Until when a discarded draft can be taken up again; None where nobody discarded it."""
    return draft.discarded_at + timedelta(days=DAYS_TO_CHANGE_ONES_MIND) if draft.discarded_at else None


def stands_in(draft: Draft) -> Page:
    """The page that a draft is of, or stands below; it may have moved to another space after it was discarded."""
    page = draft.parent or draft.page
    assert page is not None
    return page


def _rivals(draft: Draft) -> bool:
    """Whether another open draft is where this one would be."""
    open_ones = Draft.objects.open().exclude(pk=draft.pk)
    if draft.is_for_new_page:
        return open_ones.filter(parent=draft.parent_id, slug=draft.slug).exists()
    return open_ones.filter(page=draft.page_id, parent=None, is_urgent=draft.is_urgent).exists()
