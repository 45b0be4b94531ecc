"""Merging a page into another: in a draft of the other one, which is cleared like any other text."""

from datetime import datetime
from typing import Any

from django.db import transaction

from apps.core.rules import Refused
from apps.notices.actions import tell
from apps.notices.choices import NoticeKind
from apps.pages import markup
from apps.pages.actions import drafts, standing
from apps.pages.actions.live import settle
from apps.pages.actions.locking import lock_draft
from apps.pages.actions.unfinished import tell_who_was_typing
from apps.pages.actions.writing import Words, write
from apps.pages.authorship import handed
from apps.pages.choices import DraftState, WhyGone
from apps.pages.files.joining import joined
from apps.pages.models import Draft, Edition, Page
from apps.pages.places import may_absorb
from apps.pages.queries.absorbed import widest_within
from apps.pages.queries.pages import writers_of
from apps.pages.queries.versions import as_published, as_written
from apps.pages.rules import may_be_for, may_be_kept, may_hold_files, may_write
from apps.people.models import Person
from apps.records.actions import Actor, record


@transaction.atomic
def absorb(page: Page, other: Page, *, by: Person, at: datetime) -> Draft:
    """This will put another page's text at the end of this page's draft, which takes its place once published.

    Its title becomes a heading. The draft is for no more people than either page was, and marked no lower. Returns
    the draft, as it was when it takes in that page already. Raises Refused with the rule's reason.
    """
    page, other = _locked(page, other)
    may_absorb.require(by, page, other, at)
    draft = drafts.start(page, by=by, at=at)
    draft = lock_draft(draft.pk, "page", at=at)
    if draft.absorbs_id == other.pk:
        return draft
    may_write.require(by, draft, at)
    if draft.has_page_moved_on:
        raise Refused("The page was published again after its draft was started. Bring the draft up to date first.")
    assert other.edition is not None
    words = _joined(draft, other, other.edition)
    may_be_kept.require(words.title, "\n".join((words.body, words.handling)))
    may_be_for.require(draft.space.unit, words.audience, marking=words.marking)
    may_hold_files.require(words.files or [])
    try:
        markup.render(words.body)
    except markup.Unrenderable as refusal:
        raise Refused(f"The two texts together cannot be laid out as one page. {refusal.reason}") from refusal
    draft.absorbs = other
    draft.save(update_fields=["absorbs"])
    hands = handed([as_written(draft), as_published(other.edition)], words.body, by.pk)
    write(draft, words, by=by, at=at, hands=hands)
    record("pages.merger_drafted", about=draft, by=by, at=at, details=_facts(other))
    return draft


@transaction.atomic
def leave_apart(draft: Draft, *, by: Person, at: datetime) -> Draft:
    """This will let the other page stay after all. Its words stay in the draft, to be taken out by hand."""
    draft = Draft.objects.select_for_update(of=("self",)).select_related("space__unit").get(pk=draft.pk)
    may_write.require(by, draft, at)
    if draft.absorbs is None:
        return draft
    facts = _facts(draft.absorbs)
    draft.absorbs = None
    draft.save(update_fields=["absorbs"])
    record("pages.merger_given_up", about=draft, by=by, at=at, details=facts)
    return draft


@transaction.atomic
def take_place_of(other: Page, page: Page, *, by: Actor, at: datetime) -> None:
    """This will lead the other page's readers to this one, discard its open drafts and tell their writers.

    Whoever calls has locked both pages and the drafts, and closed what was submitted of them.
    """
    given_up = Draft.objects.open().filter(page=other).select_related("space__unit", "first_base").order_by("pk")
    for draft in given_up:
        settle(draft, at=at)
        drafts.move(draft, DraftState.DISCARDED)
        tell_who_was_typing(draft, at=at)
        record("pages.draft_discarded", about=draft, by=by, at=at, because=WhyGone.MERGED.label)
        tell(writers_of(draft), NoticeKind.MERGED, about=draft, at=at)
    standing.replace(other, page, WhyGone.MERGED.label, by=by, at=at)


def _locked(page: Page, other: Page) -> tuple[Page, Page]:
    """Both afresh, locked in the order of their keys, so that nobody waits in a ring."""
    locked = Page.objects.select_for_update(of=("self",)).select_related("space__unit", "audience_unit")
    found = {one.pk: one for one in locked.filter(pk__in=(page.pk, other.pk)).order_by("pk")}
    return found[page.pk], found[other.pk]


def _joined(draft: Draft, other: Page, edition: Edition) -> Words:
    audience = widest_within(draft.space.unit, min(draft.audience, other.audience), other.audience_unit)
    assert audience is not None
    stricter = edition if edition.is_sensitive and not draft.is_sensitive else draft
    files, text = joined(draft.files, edition.files, edition.body)
    body = f"{draft.body.rstrip()}\n\n## {edition.title}\n\n{text}".lstrip()
    return Words(draft.title, body, audience, files=files, **stricter.marked()).tidy()


def _facts(other: Page) -> dict[str, Any]:
    return {"page": other.pk, "path": other.path, "edition": other.edition.number if other.edition else None}
