"""Keeping what somebody typed that is not in the draft: their own copy, for thirty days or until they throw it away."""

from datetime import datetime, timedelta

from django.db import transaction

from apps.core.one_by_one import one_by_one
from apps.core.rules import Refused
from apps.pages.actions.writing import Words
from apps.pages.choices import DAYS_TO_CHANGE_ONES_MIND, KeptKind
from apps.pages.models import Draft, KeptText
from apps.people.models import Person
from apps.records.actions import SYSTEM, Actor, record


def keep_aside(draft: Draft, words: Words, *, made_on: int, by: Person, at: datetime) -> KeptText:
    """This will keep tidy words that could not be saved, for whoever typed them. Part of saving.

    The same words typed on the same version are kept once, however often they are sent.
    """
    written = words.written(draft)
    same = KeptText.objects.set_aside().filter(draft=draft, by=by, base_version=made_on, title=words.title)
    already = next((text for text in same if text.words() == written), None)
    if already is not None:
        return already
    kept = KeptText.objects.create(draft=draft, kind=KeptKind.SET_ASIDE, by=by, at=at, base_version=made_on, **written)
    record("pages.text_kept", about=draft, by=by, at=at, details={"made_on": made_on, "version": draft.version})
    return kept


@transaction.atomic
def throw_away(kept: KeptText, *, by: Person, at: datetime) -> None:
    """This will delete a text that was set aside. Raises Refused when somebody else typed it."""
    if kept.by_id != by.pk:
        raise Refused("Only whoever typed a text can throw it away.")
    _let_go(kept.pk, by=by, at=at)


def let_go_of_old_texts(at: datetime) -> int:
    """This will delete what was set aside more than thirty days ago, and count it."""
    old = KeptText.objects.set_aside().filter(at__lte=at - timedelta(days=DAYS_TO_CHANGE_ONES_MIND))
    return one_by_one(old.order_by("pk").values_list("pk", flat=True), lambda pk: _let_go(pk, by=SYSTEM, at=at))


def _let_go(pk: int, *, by: Actor, at: datetime) -> int:
    kept = KeptText.objects.set_aside().select_for_update(of=("self",)).select_related("draft").filter(pk=pk).first()
    if kept is None:
        return 0
    kept.delete()
    facts = {"made_on": kept.base_version, "kept_at": kept.at.isoformat()}
    record("pages.kept_text_removed", about=kept.draft, by=by, at=at, details=facts)
    return 1
