"""Drafting: start or join, save, discard, restore. No save is lost and none overwrites another in silence."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from django.db import transaction

from apps.core.rules import Refused, StateChanged
from apps.core.text import normalise, one_line
from apps.pages import markup
from apps.pages.choices import DRAFT_MOVES, DraftState, Marking
from apps.pages.models import Draft, DraftSave, Edition, KeptText, Page, Template
from apps.pages.models.pages import PATH_LENGTH
from apps.pages.rules import may_be_for, may_be_kept, may_discard, may_draft_in, may_restore, may_write
from apps.pages.slugs import slug_for
from apps.people.models import Person
from apps.records.actions import record


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody typed into the draft form."""

    title: str
    body: str
    audience: int
    marking: str = Marking.OFFICIAL
    handling: str = ""
    sensitive_because: str = ""
    responsible_role: str = ""
    sensitive_until: date | None = None

    def tidy(self) -> "Words":
        """The same words as they are stored: one kind of line ending, a one-line title, no handling of OFFICIAL."""
        plain = Words(one_line(self.title), normalise(self.body), int(self.audience))
        if self.marking != Marking.SENSITIVE:
            return plain
        return replace(
            plain,
            marking=self.marking,
            handling=one_line(self.handling),
            sensitive_because=one_line(self.sensitive_because),
            responsible_role=one_line(self.responsible_role),
            sensitive_until=self.sensitive_until,
        )


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
    if existing and markup.key(existing.title) != markup.key(title):
        raise Refused(f"There is an open draft at that address, called ‘{existing}’. Choose a different title.")
    if existing:
        return existing
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
def save(draft: Draft, words: Words, *, made_on: int, by: Person, at: datetime) -> Draft | KeptText:
    """This will save the words as the draft's next version, or keep them aside when they were made on an older one.

    `made_on` is the version the words were written on. Returns the saved draft; or the kept text when somebody
    saved, submitted, published or discarded meanwhile. Raises Refused when `by` may not write in this space.
    """
    # The page above first, as whoever moves it does: the address of a new page follows its title.
    above = Page.objects.select_for_update(of=("self",)).filter(pk=draft.parent_id).first() if draft.parent_id else None
    draft = Draft.objects.select_for_update(of=("self",)).select_related("space__unit").get(pk=draft.pk)
    may_draft_in.require(by, draft.space, at)
    words = words.tidy()
    may_be_kept.require(words.title, "\n".join((words.body, words.handling)))
    if not may_write(by, draft, at) or (draft.version != made_on and not already_says(draft, words)):
        return keep_aside(draft, words, made_on=made_on, by=by, at=at)
    if already_says(draft, words):
        return draft
    may_be_for.require(draft.space.unit, words.audience, marking=words.marking)
    if above is not None:
        _move_to_its_title(draft, words.title, above)
    write(draft, words, by=by, at=at)
    return draft


@transaction.atomic
def discard(draft: Draft, *, by: Person, at: datetime, because: str = "") -> Draft:
    """This will close a draft unpublished. Its saves stay on the record."""
    draft = Draft.objects.select_for_update(of=("self",)).select_related("space__unit").get(pk=draft.pk)
    may_discard.require(by, draft, at)
    move(draft, DraftState.DISCARDED)
    record("pages.draft_discarded", about=draft, by=by, at=at, because=because)
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
    words = Words(edition.title, edition.body, audience, **stricter.marked())
    write(draft, words.tidy(), by=by, at=at)
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
        **edition.marked(),
        review_by=edition.page.review_by,
        review_months=edition.page.review_months,
    )


def _open(draft: Draft, *, by: Person, at: datetime) -> Draft:
    draft.opened_by = draft.saved_by = by
    draft.opened_at = draft.saved_at = at
    draft.save(force_insert=True)
    record("pages.draft_started", about=draft, by=by, at=at, details={"path": draft.path()})
    return draft


def _move_to_its_title(draft: Draft, title: str, parent: Page) -> None:
    """Let the address of a page that does not exist yet follow its title, where that address is free."""
    slug = slug_for(title)
    if slug == draft.slug:
        return
    path = f"{parent.path}/{slug}"
    taken = Draft.objects.open().filter(parent=parent, slug=slug).exclude(pk=draft.pk).exists()
    # Whoever wrote in a draft given up at this address stays barred from clearing what may hold their words.
    taken = taken or Draft.objects.filter(parent=parent, slug=draft.slug).exclude(pk=draft.pk).exists()
    if not taken and len(path) <= PATH_LENGTH and not Page.objects.filter(path=path).exists():
        draft.slug = slug
        draft.save(update_fields=["slug"])


def already_says(draft: Draft, words: Words) -> bool:
    """Whether the draft is worded so already; `words` are tidy."""
    return draft.words() == asdict(words)


def keep_aside(draft: Draft, words: Words, *, made_on: int, by: Person, at: datetime) -> KeptText:
    """This will keep tidy words that cannot be saved any more, for whoever typed them. Part of saving."""
    kept = KeptText.objects.create(draft=draft, by=by, at=at, base_version=made_on, **asdict(words))
    record("pages.text_kept", about=draft, by=by, at=at, details={"made_on": made_on, "version": draft.version})
    return kept


def write(draft: Draft, words: Words, *, by: Person, at: datetime) -> None:
    """This will make tidy words a locked draft's next version. Part of the act that allows it, in its transaction.

    Raises StateChanged when somebody saved meanwhile.
    """
    written = asdict(words)
    version = draft.version
    draft.version, draft.saved_by, draft.saved_at = version + 1, by, at
    for name, value in written.items():
        setattr(draft, name, value)
    # The conditional update is the guard on SQLite, which has no row locks.
    changed = Draft.objects.filter(pk=draft.pk, version=version)
    if not changed.update(version=version + 1, saved_by=by, saved_at=at, **written):
        raise StateChanged("Somebody saved this draft a moment before you.")
    DraftSave.objects.create(draft=draft, version=draft.version, by=by, at=at, **written)
    record("pages.draft_saved", about=draft, by=by, at=at, details={"version": draft.version, "digest": draft.digest()})
