"""Saving what people type into a draft. No save is lost and none overwrites another in silence."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from apps.core.rules import StateChanged
from apps.core.text import normalise, one_line
from apps.pages.authorship import Hands, covering, handed
from apps.pages.choices import Marking, SaveKind
from apps.pages.models import Contribution, Draft, DraftSave, KeptText, Page
from apps.pages.models.drafts import Attached
from apps.pages.models.pages import PATH_LENGTH
from apps.pages.queries.versions import as_written
from apps.pages.rules import may_be_for, may_be_kept, may_draft_in, may_write
from apps.pages.slugs import slug_for
from apps.people.models import Person
from apps.records.actions import record


@transaction.atomic
def save(draft: Draft, words: Words, *, made_on: int, by: Person, at: datetime) -> Draft | KeptText:
    """This will save the words as the draft's next version, or keep them aside when they were made on an older one.

    `made_on` is the version the words were written on. Returns the saved draft; or the kept text when somebody
    saved, submitted, published or discarded meanwhile. Raises Refused when `by` may not write in this space.
    """
    # The page above first, as whoever moves it does: the address of a new page follows its title.
    above = Page.objects.select_for_update(of=("self",)).filter(pk=draft.parent_id).first() if draft.parent_id else None
    draft = lock_draft(draft.pk, at=at)
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


def keep_aside(draft: Draft, words: Words, *, made_on: int, by: Person, at: datetime) -> KeptText:
    """This will keep tidy words that cannot be saved any more, for whoever typed them. Part of saving."""
    kept = KeptText.objects.create(draft=draft, by=by, at=at, base_version=made_on, **asdict(words))
    record("pages.text_kept", about=draft, by=by, at=at, details={"made_on": made_on, "version": draft.version})
    return kept
