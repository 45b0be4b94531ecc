"""Saving what people type into a draft. No save is lost and none overwrites another in silence."""

from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime

from django.db import transaction

from apps.core.rules import StateChanged
from apps.core.text import normalise, one_line
from apps.pages.choices import Marking, SaveKind
from apps.pages.models import Contribution, Draft, DraftSave, KeptText, Page
from apps.pages.models.drafts import Attached
from apps.pages.models.pages import PATH_LENGTH
from apps.pages.rules import may_be_for, may_be_kept, may_draft_in, may_write
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
    files: list[Attached] = field(default_factory=list)

    def tidy(self) -> "Words":
        """The same words as they are stored: one kind of line ending, a one-line title, no handling of OFFICIAL."""
        plain = Words(one_line(self.title), normalise(self.body), int(self.audience), files=self.files)
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


def write(draft: Draft, words: Words, *, by: Person, at: datetime, kind: SaveKind = SaveKind.SAVED) -> DraftSave:
    """This will make tidy words a locked draft's next version. Part of the act that allows it, in its transaction.

    Returns the version. Raises StateChanged when somebody saved meanwhile.
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
    saved = DraftSave.objects.create(draft=draft, version=draft.version, kind=kind, by=by, at=at, **written)
    Contribution.objects.create(save_of=saved, person=by)
    record("pages.draft_saved", about=draft, by=by, at=at, details={"version": draft.version, "digest": draft.digest()})
    return saved
