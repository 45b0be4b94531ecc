"""Going back to an earlier version of a draft, and giving versions names."""

from datetime import datetime

from django.db import transaction

from apps.core.rules import StateChanged
from apps.core.text import one_line
from apps.pages.actions.locking import lock_draft
from apps.pages.actions.saving import move_to_its_title
from apps.pages.actions.writing import Words, already_says, write
from apps.pages.authorship import Hands, added_and_removed
from apps.pages.choices import SaveKind
from apps.pages.going_back import may_restore_version
from apps.pages.models import Draft, DraftSave, Page
from apps.pages.queries.versions import version_runs
from apps.pages.rules import may_be_for, may_be_kept, may_take_part
from apps.people.models import Person
from apps.records.actions import record


@transaction.atomic
def restore_version(version: DraftSave, *, made_on: int, by: Person, at: datetime) -> Draft:
    """This will make an earlier version's words the draft's next version, for no more people and marked no lower.

    `made_on` is the version that whoever restores has seen last. The words stay those of who wrote them. Returns the
    draft, as it was when it says the same already. Raises StateChanged when somebody saved meanwhile, Refused with
    the rule's reason.
    """
    above = Page.objects.select_for_update(of=("self",)).filter(new_drafts=version.draft_id).first()
    draft = lock_draft(version.draft_id, at=at)
    may_restore_version.require(by, draft, version, at)
    if draft.version != made_on:
        raise StateChanged("Somebody saved this draft after you opened this page. Look at what they wrote first.")
    words = _words(version, draft)
    if already_says(draft, words):
        return draft
    may_be_kept.require(words.title, "\n".join((words.body, words.handling)))
    may_be_for.require(draft.space.unit, words.audience, marking=words.marking)
    if above is not None:
        move_to_its_title(draft, words.title, above)
    _, removed = added_and_removed(draft.body, words.body)
    hands = Hands(version_runs(version), {by.pk: (0, removed)})
    write(draft, words, by=by, at=at, kind=SaveKind.RESTORED, hands=hands)
    facts = {"restored": version.version, "version": draft.version}
    record("pages.version_restored", about=draft, by=by, at=at, details=facts)
    return draft


@transaction.atomic
def name_version(version: DraftSave, name: str, *, was: str, by: Person, at: datetime) -> DraftSave:
    """This will name a version, or take its name off where `name` is empty. `was` is the name that was seen.

    Raises StateChanged when somebody else named it meanwhile, Refused when `by` is no member of the space.
    """
    draft = Draft.objects.select_for_update(of=("self",)).select_related("space__unit").get(pk=version.draft_id)
    may_take_part.require(by, draft, at)
    name = one_line(name)
    may_be_kept.require(name, "")
    if name == was:
        return version
    version.name = name
    version.named_by, version.named_at = (by, at) if name else (None, None)
    # The conditional update is the guard on SQLite, which has no row locks.
    seen = DraftSave.objects.filter(pk=version.pk, name=was)
    if not seen.update(name=name, named_by=version.named_by, named_at=version.named_at):
        raise StateChanged("Somebody gave this version another name meanwhile. Open this page again to see it.")
    record("pages.version_named", about=draft, by=by, at=at, details={"version": version.version, "name": name})
    return version


def _words(version: DraftSave, draft: Draft) -> Words:
    """The version's words, or what the draft says now of who may read them and how they are marked."""
    stricter = draft if draft.is_sensitive else version
    words = {**version.words(), **stricter.marked(), "audience": min(version.audience, draft.audience)}
    return Words(**words).tidy()
