"""The one way text becomes public: publish a cleared draft, or bring in what was published elsewhere."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from apps.core.months import months_after
from apps.core.rules import Refused, StateChanged
from apps.pages import markup
from apps.pages.actions import tree
from apps.pages.actions.drafts import move, moved_on
from apps.pages.actions.locking import lock_draft
from apps.pages.actions.unfinished import tell_who_was_typing
from apps.pages.choices import DraftState, EditionState, Significance, Standing
from apps.pages.models import Draft, Edition, Imprint, Page, Redirect, Space
from apps.pages.models.drafts import Wording
from apps.pages.models.editions import Clearance
from apps.pages.queries.pages import writers_of
from apps.pages.rules import may_be_kept, may_bring_in, may_keep_marking
from apps.people.models import Person
from apps.people.queries import leader_title
from apps.records.actions import System, record

# What floors above do in the transaction that publishes: they fill this in AppConfig.ready().
AFTER_PUBLISHING: list[Callable[[Edition, Person, datetime], None]] = []


@dataclass(frozen=True, slots=True)
class Issue:
    """What goes with a text when it is published, besides the text."""

    change_note: str = ""
    significance: str = Significance.MAJOR
    review_by: date | None = None
    review_months: int | None = None
    writers: list[str] = field(default_factory=list)
    clearances: list[Clearance] = field(default_factory=list)
    provenance: str = ""
    awaits_review: bool = False
    on_standing: bool = False
    puts_back: Edition | None = None


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
    page = _lock_page(edition.page_id)
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
    return _issue(page, wording, issue, by=by, at=at, acting=acting)


@transaction.atomic
def bring_in(page: Page | None, wording: Wording, *, origin: Origin, by: Person, at: datetime) -> Edition:
    """This will publish text that was published elsewhere before, saying where it came from.

    `page` is the page to renew, or None for a new one. Nobody has cleared the text here, and the page says so.
    Raises Refused when `by` is no member of the space, the address was taken, or people here have written on the
    page since.
    """
    page = _lock_page(page.pk) if page else None
    under = origin.under
    may_bring_in.require(by, page or under, page, at)
    may_be_kept.require(wording.title, wording.body)
    may_keep_marking.require(page, wording.marking)
    if page is None:
        page = _add_page(under.space, _lock_parent(under.pk), origin.slug, at=at)
        page.imported_from = origin.source
    issue = Issue(change_note="Brought in from another system.", provenance=origin.source)
    return _issue(page, wording, issue, by=by, at=at)


@transaction.atomic
def front_page(space: Space, *, by: Person, at: datetime) -> Edition:
    """This will give a new space its front page: its title and nothing else, for members to draft."""
    wording = Draft(title=space.title, body="", audience=space.audience)
    page = _place(space, None, space.slug, at=at)
    return _issue(page, wording, Issue(change_note="The space was opened."), by=by, at=at)


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
    page = _lock_page(draft.page_id) if draft.page_id else None
    if page and page.edition_id != draft.base_id:
        raise StateChanged("The page was published again after this draft was started, so it was not published.")
    if page is None:
        assert draft.parent_id is not None
        page = _add_page(draft.space, _lock_parent(draft.parent_id), draft.slug, at=at)
    edition = _issue(page, draft, issue, by=by, at=at, acting=acting)
    draft.page = page
    move(draft, DraftState.PUBLISHED, "page")
    return edition


def _lock_page(pk: int) -> Page:
    locked = Page.objects.select_for_update(of=("self",)).select_related("space__unit", "article", "urlpath")
    return locked.get(pk=pk)


def _lock_parent(pk: int) -> Page:
    """The page that a new one goes under, locked after its space: pages do not move while one is added among them."""
    [space] = tree.lock_spaces(pk)
    parent = _lock_page(pk)
    if parent.space_id != space.pk:
        raise StateChanged("The page above was moved to another space a moment ago. Try again.")
    return parent


def _add_page(space: Space, parent: Page, slug: str, *, at: datetime) -> Page:
    if Page.objects.filter(path=f"{parent.path}/{slug}").exists():
        raise Refused("Another page was published at this address. Change the title of the draft and submit it again.")
    # A new page at an old address takes it over.
    Redirect.objects.filter(path=f"{parent.path}/{slug}").delete()
    return _place(space, parent, slug, at=at)


def _place(space: Space, parent: Page | None, slug: str, *, at: datetime) -> Page:
    node = tree.plant(parent=parent.urlpath if parent else tree.root_node(), slug=slug)
    return Page(
        space=space,
        article=node.article,
        urlpath=node,
        parent=parent,
        path=f"{parent.path}/{slug}" if parent else slug,
        owner=space.unit,
        owner_post=leader_title(space.unit, at=at),
    )


def _issue(
    page: Page, wording: Wording, issue: Issue, *, by: Person, at: datetime, acting: Person | System | None = None
) -> Edition:
    rendered = markup.render(wording.body)
    latest = page.editions.order_by("-number").first() if page.pk else None
    number = latest.number + 1 if latest else 1
    revision = tree.write_revision(page.article, title=wording.title, text=wording.body, number=number, by=by)
    page.title, page.key = wording.title, markup.key(wording.title)
    page.audience, page.audience_unit = wording.audience, page.space.unit.spanning(wording.audience)
    for name, value in wording.marked().items():
        setattr(page, name, value)
    page.standing, page.standing_since, page.explanation, page.replaced_by = Standing.PUBLISHED, None, "", None
    _set_review(page, issue, today=localdate(at))
    page.save()
    shown = page.editions.filter(state__in=(EditionState.PUBLISHED, EditionState.WITHDRAWN))
    shown.update(state=EditionState.SUPERSEDED)
    edition = Edition.objects.create(
        page=page,
        number=number,
        revision=revision,
        title=wording.title,
        html=rendered.html,
        plain=rendered.plain,
        contents=[asdict(heading) for heading in rendered.contents],
        links=list(rendered.links),
        **wording.marked(),
        audience=wording.audience,
        audience_unit=page.audience_unit,
        files=wording.files,
        digest=wording.digest(),
        change_note=issue.change_note,
        significance=issue.significance,
        published_at=at,
        published_by=by,
        writers=issue.writers,
        clearances=issue.clearances,
        provenance=issue.provenance,
        awaits_review=issue.awaits_review,
        on_standing=issue.on_standing,
        puts_back=issue.puts_back,
    )
    Page.objects.filter(pk=page.pk).update(edition=edition)
    Imprint.advance()
    page.edition = edition
    record("pages.published", about=page, by=acting or by, at=at, because=issue.change_note, details=_told(edition))
    for follow_up in AFTER_PUBLISHING:
        follow_up(edition, by, at)
    return edition


def _set_review(page: Page, issue: Issue, *, today: date) -> None:
    """A text that has just been published is to be checked again in so many months, and nobody has done so yet."""
    page.review_months = issue.review_months or page.review_months
    page.review_by = issue.review_by or page.review_by or months_after(today, page.review_months)
    page.confirmed_on, page.confirmed_post = None, ""
    page.nudged_on = page.marking_nudged_on = None


def _told(edition: Edition) -> dict[str, Any]:
    return {
        "edition": edition.number,
        "digest": edition.digest,
        "writers": edition.writers,
        "clearances": edition.clearances,
        "provenance": edition.provenance,
        "awaits_review": edition.awaits_review,
        **({"on_standing": True} if edition.on_standing else {}),
    }
