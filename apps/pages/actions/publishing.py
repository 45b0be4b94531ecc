"""The one way text becomes public: publish a cleared draft, or bring in what was published elsewhere."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from apps.core.rules import StateChanged
from apps.pages.actions.drafts import move, moved_on
from apps.pages.actions.issuing import Issue, add_page, issue_text, lock_page, lock_parent, place
from apps.pages.actions.locking import lock_draft
from apps.pages.actions.unfinished import tell_who_was_typing
from apps.pages.choices import SHOWN_AS, DraftState, Significance, Standing
from apps.pages.models import Draft, Edition, Imprint, Page, Space
from apps.pages.models.drafts import Wording
from apps.pages.models.editions import Clearance
from apps.pages.queries.pages import writers_of
from apps.pages.rules import may_be_kept, may_bring_in, may_keep_marking
from apps.people.models import Person
from apps.records.actions import System


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a text that is brought in comes from, and where a new page for it would stand: `slug` beneath `under`."""

    under: Page
    slug: str
    source: str


@transaction.atomic
def publish(
    draft: Draft,
    *,
    digest: str,
    clearances: list[Clearance],
    by: Person,
    at: datetime,
    acting: Person | System | None = None,
) -> Edition:
    """This will write the one revision that makes a cleared draft public.

    `digest` is what was cleared. `acting` is on the record where it is another than `by`, on whose word it is
    published: Greenpaper itself, at a time that was set.
    Raises StateChanged when the draft is not cleared, its words are not those that
    were cleared (law 4), or the page moved on meanwhile; Refused when the address was taken.
    """
    draft = _lock_draft(draft)
    if draft.state not in (DraftState.CLEARED, DraftState.SCHEDULED):
        raise StateChanged(moved_on(draft))
    return _make_public(draft, _issue_of(draft, clearances), digest=digest, by=by, at=at, acting=acting)


@transaction.atomic
def publish_unreviewed(draft: Draft, *, digest: str, by: Person, at: datetime) -> Edition:
    """This will make a draft public in an emergency, before anybody has cleared it. Its edition says so.

    Whoever calls has checked that `by` may. Raises as `publish`.
    """
    draft = lock_draft(draft.pk, at=at)
    tell_who_was_typing(draft, at=at)
    issue = replace(_issue_of(draft, []), awaits_review=True)
    return _make_public(draft, issue, digest=digest, by=by, at=at)


@transaction.atomic
def publish_on_standing(draft: Draft, *, digest: str, by: Person, at: datetime) -> Edition:
    """This will make a draft of a practice space public on the standing of its writers. Its edition says so.

    Whoever calls has checked that it may be. Raises as `publish`.
    """
    draft = lock_draft(draft.pk, at=at)
    tell_who_was_typing(draft, at=at)
    return _make_public(draft, replace(_issue_of(draft, []), on_standing=True), digest=digest, by=by, at=at)


def note_review(edition: Edition, clearances: list[Clearance]) -> None:
    """This will say of an edition that was published in an emergency who has cleared it since.

    Part of that clearance, in its transaction.
    """
    edition.awaits_review, edition.clearances = False, clearances
    edition.save(update_fields=["awaits_review", "clearances"])
    Imprint.advance()


@transaction.atomic
def put_back(
    edition: Edition, *, change_note: str, by: Person, at: datetime, acting: Person | System | None = None
) -> Edition:
    """This will publish an earlier edition's text again, with its clearances. `acting` is as in `publish`."""
    page = lock_page(edition.page_id)
    wording = Draft(
        title=edition.title, body=edition.body, audience=edition.audience, files=edition.files, **edition.marked()
    )
    issue = Issue(
        change_note=change_note,
        writers=edition.writers,
        clearances=edition.clearances,
        provenance=edition.provenance,
        puts_back=edition.puts_back or edition,
    )
    return issue_text(page, wording, issue, by=by, at=at, acting=acting)


@transaction.atomic
def reissue(
    page: Page, wording: Wording, *, change_note: str, by: Person, at: datetime, acting: Person | System
) -> Edition:
    """This will publish a practice page's text with some words taken out, and leave the page standing as it does.

    Part of a steward's ruling. `acting` is as in `publish`.
    """
    page = lock_page(page.pk)
    assert page.edition is not None
    stood = {name: getattr(page, name) for name in ("standing", "standing_since", "explanation", "replaced_by_id")}
    issue = Issue(change_note=change_note, writers=page.edition.writers, on_standing=True)
    edition = issue_text(page, wording, issue, by=by, at=at, acting=acting)
    Page.objects.filter(pk=page.pk).update(**stood)
    Edition.objects.filter(pk=edition.pk).update(state=SHOWN_AS[Standing(stood["standing"])])
    return edition


@transaction.atomic
def bring_in(page: Page | None, wording: Wording, *, origin: Origin, by: Person, at: datetime) -> Edition:
    """This will publish text that was published elsewhere before, saying where it came from.

    `page` is the page to renew, or None for a new one. Nobody has cleared the text here, and the page says so.
    Raises Refused when `by` is no member of the space, the address was taken, or people here have written on the
    page since.
    """
    page = lock_page(page.pk) if page else None
    under = origin.under
    may_bring_in.require(by, page or under, page, at)
    may_be_kept.require(wording.title, wording.body)
    may_keep_marking.require(page, wording.marking)
    if page is None:
        page = add_page(under.space, lock_parent(under.pk), origin.slug, at=at)
        page.imported_from = origin.source
    issue = Issue(change_note="Brought in from another system.", provenance=origin.source)
    return issue_text(page, wording, issue, by=by, at=at)


@transaction.atomic
def front_page(space: Space, *, by: Person, at: datetime) -> Edition:
    """This will give a new space its front page: its title and nothing else, for members to draft."""
    wording = Draft(title=space.title, body="", audience=space.audience)
    page = place(space, None, space.slug, at=at)
    return issue_text(page, wording, Issue(change_note="The space was opened."), by=by, at=at)


def _lock_draft(draft: Draft) -> Draft:
    return Draft.objects.select_for_update(of=("self",)).select_related("space__unit").get(pk=draft.pk)


def _issue_of(draft: Draft, clearances: list[Clearance]) -> Issue:
    return Issue(
        change_note=draft.change_note,
        significance=draft.significance or Significance.MAJOR,
        review_by=draft.review_by,
        review_months=draft.review_months,
        writers=[str(person) for person in writers_of(draft)],
        clearances=clearances,
    )


def _make_public(
    draft: Draft, issue: Issue, *, digest: str, by: Person, at: datetime, acting: Person | System | None = None
) -> Edition:
    if draft.digest() != digest:
        raise StateChanged("The text is no longer the one that was cleared, so it was not published.")
    page = lock_page(draft.page_id) if draft.page_id else None
    if page and page.edition_id != draft.base_id:
        raise StateChanged("The page was published again after this draft was started, so it was not published.")
    if page is None:
        assert draft.parent_id is not None
        page = add_page(draft.space, lock_parent(draft.parent_id), draft.slug, at=at)
    edition = issue_text(page, draft, issue, by=by, at=at, acting=acting)
    draft.page = page
    move(draft, DraftState.PUBLISHED, "page")
    return edition
