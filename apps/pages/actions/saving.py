"""Saving what people type into a draft. No save is lost and none overwrites another in silence."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from django.db import transaction

from apps.pages import markup
from apps.pages.actions.keeping import keep_aside
from apps.pages.actions.locking import lock_draft
from apps.pages.actions.unfinished import OpenForm, finish
from apps.pages.actions.writing import Words, already_says, was_sent_before, write
from apps.pages.choices import SaveKind
from apps.pages.merging import merge_words
from apps.pages.models import Draft, DraftSave, KeptText, LiveText, Page
from apps.pages.models.drafts import Wording
from apps.pages.models.pages import PATH_LENGTH
from apps.pages.queries.versions import version_of
from apps.pages.rules import may_be_for, may_be_kept, may_take_part, may_write
from apps.pages.slugs import slug_for
from apps.people.models import Person
from apps.records.actions import record


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of saving: the draft as it stands now, and what was typed where that could not be put into it.

    `since` is the version the words were typed on, where they were put together with what was saved after it;
    `chosen` names the facts that both changed differently, so that the stricter one stands.
    """

    draft: Draft
    kept: KeptText | None = None
    since: int | None = None
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sent:
    """What somebody sent: words, the version they typed them on, and the live text their form was bound to."""

    words: Words
    made_on: int
    live: int | None = None
    kind: SaveKind = SaveKind.SAVED


@transaction.atomic
def save(draft: Draft, words: Words, *, made_on: int, by: Person, at: datetime, form: OpenForm | None = None) -> Saved:
    """This will save the words as the draft's next version, put together with what others saved meanwhile.

    `made_on` is the version the words were typed on, and `form` what they were typed in: where it was bound to a live
    text, the text is what that says, and what was kept of it while it was unfinished is let go of. Where both changed
    the same sentence, and where the draft was submitted, published or discarded meanwhile, the words are kept aside
    for whoever typed them. The same form sent twice is saved once. Raises Refused when `by` may not write here.
    """
    form = form or OpenForm()
    saved = _save(draft, _Sent(words, made_on, form.live), by=by, at=at)
    finish(saved.draft, words.tidy(), form=form, by=by, at=at)
    return saved


@transaction.atomic
def take_up(kept: KeptText, words: Words, *, made_on: int, by: Person, at: datetime) -> Saved:
    """This will save what came of putting a kept text together with version `made_on` of its draft.

    It is saved as whatever else is typed on that version. The text stays kept as it was for the rest of its thirty
    days. Raises Refused likewise.
    """
    # Before the draft is locked: whoever throws the text away locks it before the records.
    KeptText.objects.filter(pk=kept.pk).update(taken_up_at=at)
    saved = _save(kept.draft, _Sent(words, made_on, kind=SaveKind.MERGED), by=by, at=at)
    facts = {"made_on": kept.base_version, "version": saved.draft.version}
    record("pages.text_taken_up", about=saved.draft, by=by, at=at, details=facts)
    return saved


def _save(draft: Draft, sent: _Sent, *, by: Person, at: datetime) -> Saved:
    # The page above first, as whoever moves it does: the address of a new page follows its title.
    above = Page.objects.select_for_update(of=("self",)).filter(pk=draft.parent_id).first() if draft.parent_id else None
    draft = lock_draft(draft.pk, at=at)
    may_take_part.require(by, draft, at)
    base = draft if draft.version == sent.made_on else version_of(draft, sent.made_on)
    words = _as_typed(draft, sent, base or draft)
    may_be_kept.require(words.title, "\n".join((words.body, words.handling)))
    if already_says(draft, words) or (base is not draft and was_sent_before(draft, words, made_on=sent.made_on, by=by)):
        return Saved(draft)
    merged, chosen = _put_together(base, words, draft) if may_write(by, draft, at) else (None, ())
    if merged is None:
        return Saved(draft, kept=keep_aside(draft, words, made_on=sent.made_on, by=by, at=at))
    if already_says(draft, merged):
        return Saved(draft)
    may_be_kept.require(merged.title, "\n".join((merged.body, merged.handling)))
    may_be_for.require(draft.space.unit, merged.audience, marking=merged.marking)
    if above is not None:
        move_to_its_title(draft, merged.title, above)
    is_merged = base is not draft and sent.live is None
    saved = write(draft, merged, by=by, at=at, kind=SaveKind.MERGED if is_merged else sent.kind)
    DraftSave.objects.filter(pk=saved.pk).update(made_on=sent.made_on, typed=words.digest(draft))
    return Saved(draft, since=sent.made_on if is_merged else None, chosen=chosen)


def _as_typed(draft: Draft, sent: _Sent, base: Wording) -> Words:
    """All that somebody sent, tidy; what their form did not hold is as it was in the version they typed on."""
    words = sent.words.tidy()
    if sent.live is not None and LiveText.objects.filter(pk=sent.live, draft=draft).exists():
        words = replace(words, body=base.body)
    return replace(words, **words.written(base))


def _put_together(base: Wording | None, words: Words, draft: Draft) -> tuple[Words | None, tuple[str, ...]]:
    """The words and what the draft says now, and the facts that were chosen; None where a person must settle it."""
    if base is draft:
        return words, ()
    together = merge_words(base.words(), asdict(words), draft.words()) if base is not None else None
    if together is None or not together.is_clean:
        return None, ()
    merged = Words(**together.words()).tidy()
    try:
        markup.render(merged.body)
    except markup.Unrenderable:
        return None, ()
    return merged, together.facts.chosen


def move_to_its_title(draft: Draft, title: str, parent: Page) -> None:
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
