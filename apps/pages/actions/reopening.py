"""Taking up again a draft that was discarded by mistake."""

from datetime import datetime

from django.db import transaction

from apps.notices.actions import tell
from apps.notices.choices import NoticeKind
from apps.pages.actions.drafts import move
from apps.pages.choices import DraftState
from apps.pages.going_back import may_reopen, stands_in
from apps.pages.models import Draft, Page
from apps.pages.places import may_absorb
from apps.pages.queries.versions import writers_in
from apps.people.models import Person
from apps.records.actions import record


@transaction.atomic
def reopen(draft: Draft, *, by: Person, at: datetime) -> Draft:
    """This will open a discarded draft again, with all that was written and said in it, and tell its other writers.

    It goes where its page stands by now. A merger that is no longer allowed is left out, and its words stay. Raises
    Refused with the rule's reason.
    """
    pages = Page.objects.select_for_update(of=("self",)).select_related("space__unit")
    involved = [pk for pk in (draft.page_id, draft.parent_id, draft.absorbs_id) if pk is not None]
    locked = {page.pk: page for page in pages.filter(pk__in=involved).order_by("pk")}
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    draft.page, draft.parent = locked.get(draft.page_id or 0), locked.get(draft.parent_id or 0)
    draft.absorbs = locked.get(draft.absorbs_id or 0)
    may_reopen.require(by, draft, at)
    draft.space = stands_in(draft).space
    if draft.absorbs and draft.page and not may_absorb(by, draft.page, draft.absorbs, at):
        draft.absorbs = None
    draft.discarded_by = draft.discarded_at = None
    move(draft, DraftState.DRAFT, "discarded_by", "discarded_at", "space", "absorbs")
    record("pages.draft_reopened", about=draft, by=by, at=at, details={"version": draft.version})
    tell(writers_in(draft).exclude(pk=by.pk), NoticeKind.TAKEN_UP, about=draft, at=at)
    return draft
