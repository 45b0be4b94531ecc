"""Drafting: start or join, discard, restore."""

from datetime import datetime

from django.db import transaction

from apps.core.rules import Refused, StateChanged
from apps.core.text import one_line
from apps.notices.actions import tell
from apps.notices.choices import NoticeKind
from apps.pages import markup
from apps.pages.actions.carrying import tell_of
from apps.pages.actions.locking import lock_draft
from apps.pages.actions.unfinished import tell_who_was_typing
from apps.pages.actions.writing import Words, write
from apps.pages.authorship import handed, unwritten
from apps.pages.choices import DRAFT_MOVES, DraftState, Marking, SaveKind
from apps.pages.models import Draft, DraftSave, Edition, Page, Template
from apps.pages.models.pages import PATH_LENGTH
from apps.pages.queries.versions import as_published, as_written, writers_in
from apps.pages.rules import may_be_kept, may_discard, may_draft_in, may_restore
from apps.pages.slugs import slug_for
from apps.people.models import Person
from apps.records.actions import record


def moved_on(draft: Draft) -> str:
    """What whoever acts on a draft is told when it is no longer in the state they saw it in."""
    return f"Somebody changed this draft since you opened it: it is now {DraftState(draft.state).label.lower()}."


def move(draft: Draft, to: DraftState, *changed: str) -> None:
    """This will move a locked draft to another state and save it with the fields named in `changed`.

    Raises StateChanged when the table of moves has no such move.
    """
    if to not in DRAFT_MOVES[DraftState(draft.state)]:
        raise StateChanged(moved_on(draft))
    draft.state = to
    draft.save(update_fields=["state", *changed])
    tell_of(draft)


@transaction.atomic
def start(page: Page, *, by: Person, at: datetime, is_urgent: bool = False) -> Draft:
    """This will start the page's one open draft from its published text, or join the draft that is open.

    An urgent one stands beside the usual one, and is joined by itself.
    """
    may_draft_in.require(by, page.space, at)
    page = Page.objects.select_for_update(of=("self",)).select_related("edition__revision").get(pk=page.pk)
    existing = Draft.objects.open().filter(page=page, is_urgent=is_urgent).first()
    if existing:
        return existing
    assert page.edition is not None
    draft = _copy_of(page.edition)
    draft.is_urgent = is_urgent
    return _open(draft, by=by, at=at)


@transaction.atomic
def start_new(parent: Page, title: str, *, template: Template | None, by: Person, at: datetime) -> Draft:
    """This will start a draft for a page that does not exist yet, or join the one that is open at its address.

    Raises Refused when `by` is no member of the space, or a page or a draft of another title stands at the address.
    """
    may_draft_in.require(by, parent.space, at)
    parent = Page.objects.select_for_update(of=("self",)).select_related("space").get(pk=parent.pk)
    title = one_line(title)
    may_be_kept.require(title, "")
    slug = slug_for(title)
    existing = Draft.objects.open().filter(parent=parent, slug=slug).first()
    if existing:
        # In a practice space others write too, who do not read what is drafted for fewer: they are not told its title.
        is_read = Draft.objects.visible_to(by).filter(pk=existing.pk).exists()
        if is_read and markup.key(existing.title) == markup.key(title):
            return existing
        called = f", called ‘{existing}’" if is_read else ""
        raise Refused(f"There is an open draft at that address{called}. Choose a different title.")
    path = f"{parent.path}/{slug}"
    if Page.objects.filter(path=path).exists():
        raise Refused("There is already a page at that address. Choose a different title.")
    if len(path) > PATH_LENGTH:
        raise Refused("Pages cannot go any deeper here. Add the page higher up, or choose a shorter title.")
    draft = Draft(
        space=parent.space,
        parent=parent,
        slug=slug,
        title=title,
        body=template.body if template else "",
        audience=parent.space.audience,
    )
    return _open(draft, by=by, at=at)


@transaction.atomic
def discard(draft: Draft, *, by: Person, at: datetime, because: str = "") -> Draft:
    """This will close a draft unpublished and tell the others who wrote in it. Its versions stay.

    For some days it can be taken up again: `reopening.reopen`.
    """
    draft = lock_draft(draft.pk, at=at)
    may_discard.require(by, draft, at)
    draft.discarded_by, draft.discarded_at = by, at
    move(draft, DraftState.DISCARDED, "discarded_by", "discarded_at")
    tell_who_was_typing(draft, at=at)
    record("pages.draft_discarded", about=draft, by=by, at=at, because=because)
    tell(writers_in(draft).exclude(pk=by.pk), NoticeKind.DISCARDED, about=draft, at=at)
    return draft


@transaction.atomic
def restore(edition: Edition, *, by: Person, at: datetime) -> Draft:
    """This will open a draft that proposes an earlier edition's title and text again. It is cleared like any other."""
    page = Page.objects.select_for_update(of=("self",)).select_related("edition__revision").get(pk=edition.page_id)
    edition.page = page
    may_restore.require(by, edition, at)
    assert page.edition is not None
    draft = _open(_copy_of(page.edition), by=by, at=at)
    # Never wider and never marked lower than either text was: an earlier one may have been for fewer people.
    stricter = edition if edition.marking == Marking.SENSITIVE else draft
    audience = min(edition.audience, draft.audience)
    words = Words(edition.title, edition.body, audience, files=edition.files, **stricter.marked()).tidy()
    hands = handed([as_written(draft), as_published(edition)], words.body, by.pk)
    write(draft, words, by=by, at=at, kind=SaveKind.RESTORED, hands=hands)
    record("pages.edition_restored", about=draft, by=by, at=at, details={"edition": edition.number})
    return draft


def _copy_of(edition: Edition) -> Draft:
    return Draft(
        space=edition.page.space,
        page=edition.page,
        base=edition,
        first_base=edition,
        title=edition.title,
        body=edition.body,
        audience=edition.audience,
        files=edition.files,
        **edition.marked(),
        review_by=edition.page.review_by,
        review_months=edition.page.review_months,
    )


def _open(draft: Draft, *, by: Person, at: datetime) -> Draft:
    draft.opened_by = draft.saved_by = by
    draft.opened_at = draft.saved_at = at
    draft.save(force_insert=True)
    runs = as_published(draft.base).runs if draft.base else unwritten(draft.body)
    DraftSave.objects.create(draft=draft, version=0, kind=SaveKind.STARTED, by=by, at=at, runs=runs, **draft.words())
    record("pages.draft_started", about=draft, by=by, at=at, details={"path": draft.path()})
    return draft
