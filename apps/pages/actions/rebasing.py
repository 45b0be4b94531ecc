"""Bringing a draft up to date when its page was published again meanwhile."""

from datetime import datetime

from django.db import transaction

from apps.pages.actions.keeping import keep_aside
from apps.pages.actions.locking import lock_draft
from apps.pages.actions.saving import Saved
from apps.pages.actions.writing import Words, already_says, write
from apps.pages.authorship import handed
from apps.pages.choices import SaveKind
from apps.pages.models import Draft, Edition, Page
from apps.pages.queries.versions import as_published, as_written
from apps.pages.rules import may_be_for, may_be_kept, may_bring_up_to_date, may_take_part, may_write
from apps.people.models import Person
from apps.records.actions import record


@transaction.atomic
def bring_up_to_date(draft: Draft, words: Words, *, onto: Edition, made_on: int, by: Person, at: datetime) -> Saved:
    """This will save what was put together as the draft's next version, and count `onto` as what it changes.

    `words` are the merge of the draft and the published text `onto`, each conflict settled; `made_on` is the version
    of the draft that went into it. What the draft started from stays, for law 3. The words are kept aside when
    somebody saved, submitted or published meanwhile. Raises Refused when `by` may not write in this space.
    """
    # The page first, as in clearing: publishing it waits for this, and this for that.
    page = Page.objects.select_for_update(of=("self",)).only("edition_id").get(drafts=draft)
    draft = lock_draft(draft.pk, "base", at=at)
    may_take_part.require(by, draft, at)
    words = words.tidy()
    may_be_kept.require(words.title, "\n".join((words.body, words.handling)))
    if draft.base_id == onto.pk == page.edition_id and already_says(draft, words):
        return Saved(draft)
    is_late = draft.version != made_on or draft.base_id == onto.pk or page.edition_id != onto.pk
    if is_late or not may_write(by, draft, at):
        return Saved(draft, kept=keep_aside(draft, words, made_on=made_on, by=by, at=at))
    may_bring_up_to_date.require(by, draft, at)
    may_be_for.require(draft.space.unit, words.audience, marking=words.marking)
    was = draft.base
    # What readers see by now is not written by whoever brings it in.
    hands = handed([as_written(draft), as_published(onto)], words.body, by.pk)
    write(draft, words, by=by, at=at, kind=SaveKind.CAUGHT_UP, hands=hands)
    draft.base = onto
    draft.save(update_fields=["base"])
    facts = {"version": draft.version, "from": was.number if was else None, "onto": onto.number}
    record("pages.draft_rebased", about=draft, by=by, at=at, details=facts)
    return Saved(draft)
